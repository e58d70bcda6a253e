package invite

import "strings"

// The limits of an unfolded content line, of one parameter and of all that are kept of a line, in bytes: the decoder's
// time grows with the square of a parameter's length.
const (
	maxLine   = 64 << 10
	maxParam  = 320
	maxParams = 1 << 10
)

// wanted are the properties that are read; all others are dropped.
var wanted = map[string]bool{
	"METHOD": true, "X-WR-TIMEZONE": true, "TZID": true, "TZOFFSETTO": true, "RRULE": true, "UID": true, "SEQUENCE": true,
	"STATUS": true, "DTSTART": true, "DTEND": true, "DURATION": true, "RECURRENCE-ID": true, "SUMMARY": true,
	"LOCATION": true, "ORGANIZER": true, "ATTENDEE": true,
}

// wantedParams are the parameters that are read.
var wantedParams = map[string]bool{"TZID": true, "PARTSTAT": true, "EMAIL": true}

// clean makes of any bytes an iCalendar object that the decoder takes: one VCALENDAR with the events and time zones in
// it, lines that are no content line left out, components that do not end closed. Alarms, tasks, unknown components and
// properties that nobody reads are dropped; several calendars in one file become one.
func clean(body []byte) string {
	var w writer
	w.line("BEGIN:VCALENDAR")
	for line := range unfold(body) {
		w.content(line)
	}
	w.closeTo(0)
	w.line("END:VCALENDAR")
	return w.b.String()
}

// writer writes balanced components.
type writer struct {
	b    strings.Builder
	open []string // the components that are written and not yet closed, the calendar aside
	skip int      // how many dropped components are open
}

func (w *writer) line(s string) {
	w.b.WriteString(s)
	w.b.WriteString("\r\n")
}

// content writes one content line, if it belongs to what is kept.
func (w *writer) content(line string) {
	p, ok := parse(line)
	switch component := strings.ToUpper(strings.TrimSpace(p.value)); {
	case !ok:
	case p.name == "BEGIN":
		w.begin(component)
	case p.name == "END":
		w.end(component)
	case w.skip == 0 && wanted[p.name]:
		w.line(p.name + p.params + ":" + p.value)
	}
}

// begin opens a component where it may stand; another event or zone ends one that was not closed.
func (w *writer) begin(name string) {
	switch name {
	case "VCALENDAR":
	case "VEVENT", "VTIMEZONE":
		w.skip = 0
		w.closeTo(0)
		w.push(name)
	case "STANDARD", "DAYLIGHT":
		if w.skip > 0 || len(w.open) == 0 || w.open[0] != "VTIMEZONE" {
			w.skip++
			return
		}
		w.closeTo(1)
		w.push(name)
	default:
		w.skip++
	}
}

// end closes a component and what is open in it.
func (w *writer) end(name string) {
	for i, open := range w.open {
		if open == name && (w.skip == 0 || i == 0) {
			w.skip = 0
			w.closeTo(i)
			return
		}
	}
	if name == "VCALENDAR" {
		w.skip = 0
		w.closeTo(0)
		return
	}
	w.skip = max(0, w.skip-1)
}

func (w *writer) push(name string) {
	w.open = append(w.open, name)
	w.line("BEGIN:" + name)
}

// closeTo closes components until so many are open.
func (w *writer) closeTo(depth int) {
	for len(w.open) > depth {
		last := len(w.open) - 1
		w.line("END:" + w.open[last])
		w.open = w.open[:last]
	}
}

// unfold yields the content lines (RFC 5545, 3.1), without empty and overlong ones.
func unfold(body []byte) func(yield func(string) bool) {
	text := strings.TrimPrefix(string(body), "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return func(yield func(string) bool) {
		var b strings.Builder
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" && (line[0] == ' ' || line[0] == '\t') {
				if b.Len() < maxLine {
					b.WriteString(line[1:])
				}
				continue
			}
			if b.Len() > 0 && !yield(b.String()) {
				return
			}
			b.Reset()
			b.WriteString(line)
		}
		if b.Len() > 0 {
			yield(b.String())
		}
	}
}

// property is a content line taken apart: its name in upper case, its wanted parameters as ";NAME=value", its value.
type property struct{ name, params, value string }

// parse takes a content line apart: name, then parameters with a value each, quoted or not (RFC 5545, 3.1). ok is false
// if the line is none.
func parse(line string) (p property, ok bool) {
	i := nameEnd(line)
	if i == 0 || len(line) > maxLine {
		return p, false
	}
	p.name = strings.ToUpper(line[:i])
	for i < len(line) && line[i] == ';' {
		begin, n := i, nameEnd(line[i+1:])
		if i += 1 + n; n == 0 || i >= len(line) || line[i] != '=' {
			return p, false
		}
		name := strings.ToUpper(line[begin+1 : i])
		if i = valuesEnd(line, i+1); i < 0 {
			return p, false
		}
		if wantedParams[name] && i-begin <= maxParam && len(p.params) <= maxParams {
			p.params += line[begin:i]
		}
	}
	if i >= len(line) || line[i] != ':' {
		return p, false
	}
	p.value = line[i+1:]
	return p, true
}

// nameEnd is the length of the iana-token at the front.
func nameEnd(s string) int {
	for i := range len(s) {
		if c := s[i]; c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return i
		}
	}
	return len(s)
}

// valuesEnd passes a parameter's values, separated by commas; -1 if a quoted one does not end or a quote stands inside.
func valuesEnd(line string, i int) int {
	for {
		if i < len(line) && line[i] == '"' {
			n := strings.IndexByte(line[i+1:], '"')
			if n < 0 {
				return -1
			}
			i += n + 2
		} else if n := strings.IndexAny(line[i:], `,;:"`); n < 0 {
			return -1
		} else {
			i += n
		}
		if i >= len(line) || line[i] == '"' {
			return -1
		}
		if line[i] != ',' {
			return i
		}
		i++
	}
}
