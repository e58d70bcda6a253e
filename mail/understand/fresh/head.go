package fresh

import "strings"

// divides tells whether a line stands above a quoted or forwarded mail.
func divides(l line) bool {
	if strings.HasPrefix(l.low, "--") || strings.HasPrefix(l.low, "__") {
		return dividers[strings.Trim(l.low, "-_ *:")]
	}
	return begins(l.low, openers)
}

// reach is how many lines of a quoted mail's head are looked at.
const reach = 8

// headers tells whether the head of a quoted mail begins at line i: From, and two of date, To and Subject, in lines that
// follow one another. An author who writes "From:" once in a sentence is not cut off.
func headers(lines []line, i int) bool {
	if labelOf(lines[i].low) == 0 {
		return false
	}
	seen := make(map[label]bool, 4)
	for n := 0; n < reach && i+n < len(lines); n++ {
		l := lines[i+n]
		if l.blank() && len(seen) > 0 && n > 1 {
			break
		}
		if what := labelOf(l.low); what != 0 {
			seen[what] = true
		}
	}
	return seen[labelFrom] && len(seen) >= 3
}

// labelOf is what a line of a mail's head is about, 0 if it is none.
func labelOf(low string) label {
	word, _, ok := strings.Cut(strings.TrimLeft(low, "* "), ":")
	if !ok || len(word) > 24 {
		return 0
	}
	return labels[strings.Trim(word, "* \u00a0")]
}
