package invite

import (
	"strconv"
	"strings"

	"github.com/emersion/go-ical"

	"cuppa/mail"
)

// raw is a property's value as it stands, or "".
func raw(c *ical.Component, name string) string {
	if p := c.Props.Get(name); p != nil {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

// maxText bounds a text property, in runes.
const maxText = 500

// text is a text property on one line. Unknown escapes are read as what they escape.
func text(c *ical.Component, name string) string {
	value := raw(c, name)
	var b strings.Builder
	escaped := false
	for _, r := range value {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case escaped && (r == 'n' || r == 'N'):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		escaped = false
	}
	line := strings.Join(strings.Fields(b.String()), " ")
	if runes := []rune(line); len(runes) > maxText {
		line = string(runes[:maxText])
	}
	return line
}

// number is a property that counts, 0 where it does not.
func number(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// organizer is the ORGANIZER's address, or "".
func organizer(event *ical.Component) string {
	if p := event.Props.Get(ical.PropOrganizer); p != nil {
		return address(p)
	}
	return ""
}

// address is a calendar user's address, lower case (RFC 5545, 3.3.3): a mailto URI, a bare address, or the EMAIL
// parameter beside another URI (RFC 7986, 6.2).
func address(p *ical.Prop) string {
	for _, a := range []string{p.Value, p.Params.Get("EMAIL")} {
		a = strings.ToLower(strings.TrimSpace(a))
		a = strings.Trim(strings.TrimPrefix(a, "mailto:"), "<> ")
		if local, domain, ok := strings.Cut(a, "@"); ok && local != "" && domain != "" && !strings.ContainsAny(a, " \t<>") {
			return a
		}
	}
	return ""
}

// maxAttendees bounds the list of attendees.
const maxAttendees = 500

// attendees are the addresses of all ATTENDEEs, each once.
func attendees(event *ical.Component) []string {
	var list []string
	seen := make(map[string]bool)
	for _, p := range event.Props.Values(ical.PropAttendee) {
		a := address(&p)
		if a == "" || seen[a] || len(list) >= maxAttendees {
			continue
		}
		seen[a] = true
		list = append(list, a)
	}
	return list
}

// partstat is what the author of a REPLY answers: the PARTSTAT of the attendee who wrote, else of the first one.
func partstat(event *ical.Component, from []mail.Address) string {
	answer := ""
	for _, p := range event.Props.Values(ical.PropAttendee) {
		stat := strings.ToUpper(p.Params.Get(ical.ParamParticipationStatus))
		if answer == "" {
			answer = stat
		}
		if a := address(&p); a != "" && len(from) > 0 && a == from[0].Addr {
			return stat
		}
	}
	return answer
}
