package invite

import (
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// longest bounds a meeting's length; what claims to last longer has a broken end.
const longest = 2 * 366 * 24 * time.Hour

// zones finds the zone of a property.
type zones struct {
	calendar *ical.Calendar
	floating *time.Location // of times that name no zone
}

// span is an event's start and end. Without an end it lasts its DURATION, a whole day if it begins with a date, or no
// time at all (RFC 5545, 3.6.1). An end before the start is none.
func (z zones) span(event *ical.Component) (start, end time.Time) {
	start, day := z.moment(event.Props.Get(ical.PropDateTimeStart))
	if start.IsZero() {
		return start, start
	}
	end, _ = z.moment(event.Props.Get(ical.PropDateTimeEnd))
	if end.IsZero() {
		end = z.byDuration(event, start)
	}
	if end.After(start) && end.Sub(start) <= longest {
		return start, end
	}
	if day {
		return start, start.AddDate(0, 0, 1)
	}
	return start, start
}

// byDuration is the start plus DURATION, or zero.
func (z zones) byDuration(event *ical.Component, start time.Time) time.Time {
	p := event.Props.Get(ical.PropDuration)
	if p == nil {
		return time.Time{}
	}
	d, err := p.Duration()
	if err != nil {
		return time.Time{}
	}
	return start.Add(d)
}

// moment reads a date or a date with a time, by its shape; day tells whether it was a date. A date begins at midnight
// of the floating zone.
func (z zones) moment(p *ical.Prop) (at time.Time, day bool) {
	if p == nil {
		return time.Time{}, false
	}
	value := strings.ToUpper(strings.TrimSpace(p.Value))
	if at, err := time.ParseInLocation("20060102", value, z.floating); err == nil {
		return at, true
	}
	if at, err := time.Parse("20060102T150405Z", value); err == nil {
		return at, false
	}
	at, err := time.Parse("20060102T150405", value)
	if err != nil {
		return time.Time{}, false
	}
	zone := z.floating
	if id := p.Params.Get(ical.PropTimezoneID); id != "" {
		zone = z.named(id, at)
	}
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, zone), false
}

// floating is the zone of times that name none: the calendar's own, as some programs note it, else the zone the mail was
// sent from.
func floating(c *ical.Calendar, sent time.Time) *time.Location {
	if zone := known(raw(c.Component, "X-WR-TIMEZONE")); zone != nil {
		return zone
	}
	if !sent.IsZero() {
		return sent.Location()
	}
	return time.UTC
}
