// Package fresh separates what a mail's author wrote anew from quoted text, forwarded mail, signature and disclaimer. It
// cuts only where the evidence is plain: text that is kept by mistake does little harm, text that is lost does. Answers
// written between quoted lines are kept. It takes time linear in the text.
package fresh

import "strings"

// limit bounds how much of a text is looked at, in bytes.
const limit = 64 << 10

// Parts is a text, taken apart.
type Parts struct {
	Text      string // the new text alone
	Signature string // closing, name and what follows, mobile signature and disclaimer; "" if there is none
}

// Split takes a mail's text apart.
func Split(text string) Parts {
	text = strings.ToValidUTF8(text[:min(len(text), limit)], "")
	var signatures []string
	var kept []string
	for _, s := range stretches(text) {
		body, signature := s.sign()
		if joined := join(body); joined != "" {
			kept = append(kept, joined)
		}
		if joined := join(signature); joined != "" {
			signatures = append(signatures, joined)
		}
	}
	return Parts{Text: strings.Join(kept, "\n\n"), Signature: strings.Join(signatures, "\n\n")}
}

// stretch is a run of lines that the author wrote, between quoted ones.
type stretch []line

// line is one line as it stands, without white space at its end, and in lower case without white space at its start.
type line struct{ text, low string }

func (l line) blank() bool { return l.low == "" }

// quoted tells whether the line is marked as quoted text. A lone ">:" is the end of a wrapped attribution.
func (l line) quoted() bool { return strings.HasPrefix(l.low, ">") && l.low != ">:" }

// rule tells whether the line is a horizontal rule, as programs draw it above a quoted mail.
func (l line) rule() bool { return len(l.low) >= 5 && strings.Trim(l.low, "-_") == "" }

// stretches drops quoted lines and the lines that introduce them, and all that follows a forwarded or unmarked mail.
func stretches(text string) []stretch {
	lines := split(text)
	var all []stretch
	var now stretch
	for i := 0; i < len(lines); {
		drop, rest := quote(lines, i)
		switch {
		case rest:
			return append(all, now.unruled())
		case drop == 0:
			now = append(now, lines[i])
			i++
		default:
			if len(now) > 0 {
				all = append(all, now)
			}
			now, i = nil, i+drop
		}
	}
	return append(all, now)
}

// unruled is the stretch without rules and blank lines at its end.
func (s stretch) unruled() stretch {
	end := len(s)
	for end > 0 && (s[end-1].blank() || s[end-1].rule()) {
		end--
	}
	return s[:end]
}

// quote tells how many lines from i on are another's or introduce them, and whether all the rest is.
func quote(lines []line, i int) (drop int, rest bool) {
	if lines[i].quoted() {
		return 1, false
	}
	if divides(lines[i]) || headers(lines, i) {
		return 0, true
	}
	if n := attribution(lines, i); n > 0 {
		return n, !nextQuoted(lines, i+n)
	}
	return 0, false
}

// nextQuoted tells whether the next line that is not blank is marked as quoted.
func nextQuoted(lines []line, i int) bool {
	for i < len(lines) && lines[i].blank() {
		i++
	}
	return i < len(lines) && lines[i].quoted()
}

func split(text string) []line {
	var lines []line
	for l := range strings.SplitSeq(text, "\n") {
		l = strings.TrimRight(l, " \t\r\u00a0")
		lines = append(lines, line{l, strings.ToLower(strings.TrimLeft(l, " \t\u00a0"))})
	}
	return lines
}

// join is the lines as a text, without blank lines at its ends.
func join(lines []line) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	return strings.Trim(strings.Join(texts, "\n"), "\n")
}
