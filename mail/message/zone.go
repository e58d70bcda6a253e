package message

import (
	"strconv"
	"strings"
)

// zone reads a time zone: +0200, +02:00, GMT+0100, UTC-5, CEST; also AM and PM, which stand in the same place. An unknown
// one changes nothing, so it is UTC (RFC 5322, 4.3).
func (d *dateParts) zone(w string) {
	w = strings.ToUpper(w)
	if i := strings.IndexAny(w, "+-"); i >= 0 {
		d.offset = numericZone(w[i:], d.offset)
		return
	}
	switch w {
	case "AM":
		if d.hour == 12 {
			d.hour = 0
		}
	case "PM":
		if d.hour < 12 {
			d.hour += 12
		}
	default:
		if hours, ok := namedZone(w); ok {
			d.offset = int(hours * 3600)
		}
	}
}

// numericZone reads a sign and hours, or hours and minutes, as seconds; what is impossible leaves old.
func numericZone(w string, old int) int {
	digits := strings.ReplaceAll(w[1:], ":", "")
	if len(digits) <= 2 {
		digits += "00"
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n/100 > 14 || n%100 > 59 {
		return old
	}
	seconds := n/100*3600 + n%100*60
	if w[0] == '-' {
		return -seconds
	}
	return seconds
}

// namedZone is the hours east of UTC of the zones that mails name: those of RFC 5322, 4.3, and of Europe and Asia.
func namedZone(name string) (hours float64, ok bool) {
	switch name {
	case "UT", "UTC", "GMT", "Z", "WET":
		return 0, true
	case "BST", "CET", "MET", "MEZ", "WEST":
		return 1, true
	case "CEST", "MEST", "MESZ", "EET", "SAST":
		return 2, true
	case "EEST", "MSK":
		return 3, true
	case "IST":
		return 5.5, true
	case "HKT", "SGT", "AWST":
		return 8, true
	case "JST", "KST":
		return 9, true
	case "AEST":
		return 10, true
	case "AEDT":
		return 11, true
	case "NZST":
		return 12, true
	case "ADT", "BRT":
		return -3, true
	case "EDT", "AST":
		return -4, true
	case "EST", "CDT":
		return -5, true
	case "CST", "MDT":
		return -6, true
	case "MST", "PDT":
		return -7, true
	case "PST":
		return -8, true
	}
	return 0, false
}
