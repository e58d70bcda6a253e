package invite

import (
	_ "embed"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// windowsZones are the names that Windows and Outlook give to zones, a tab and the IANA name, a line each: the territory
// 001 of CLDR's windowsZones.
//
//go:embed windowszones.txt
var windowsZones string

// named is the zone of a TZID at a local time: by its name, else by the calendar's own VTIMEZONE, else the floating one.
func (z zones) named(id string, local time.Time) *time.Location {
	if zone := known(id); zone != nil {
		return zone
	}
	for _, c := range z.calendar.Children {
		if c.Name == ical.CompTimezone && raw(c, ical.PropTimezoneID) == strings.TrimSpace(id) {
			if zone := described(c, local); zone != nil {
				return zone
			}
		}
	}
	return z.floating
}

// known is the zone of an IANA name, of one behind a path (/vendor/version/Europe/Berlin), or of a Windows name; nil if
// it is none of them.
func known(id string) *time.Location {
	id = strings.Trim(strings.TrimSpace(id), `"`)
	if id == "" || len(id) > 200 || strings.EqualFold(id, "Local") {
		return nil
	}
	for line := range strings.Lines(windowsZones) {
		windows, iana, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.EqualFold(windows, id) {
			id = iana
			break
		}
	}
	for {
		if zone, err := time.LoadLocation(id); err == nil {
			return zone
		}
		_, rest, ok := strings.Cut(id, "/")
		if !ok || rest == "" {
			return nil
		}
		id = rest
	}
}
