package fresh

import (
	"strings"
	"unicode"
)

// sign splits a stretch into what was written and the signature below it: from a signature line ("-- ", RFC 3676, 4.3),
// a closing, a block of contact data, a mobile signature or a disclaimer on. Something must stay above all but the first.
func (s stretch) sign() (body, signature []line) {
	for i, l := range s {
		if l.low == "--" || l.low == "—" {
			return s[:i], s[i+1:]
		}
		if strings.HasPrefix(l.low, "__") && i+1 < len(s) && strings.Contains(s[i+1].low, "mailing list") {
			return s[:i], s[i+1:] // the footer of a mailing list
		}
	}
	at := len(s)
	for range pieces {
		cut := s[:at].tail()
		if s[:cut].empty() {
			break
		}
		at = cut
	}
	return s[:at], s[at:]
}

// pieces is of how many pieces a signature may be put together.
const pieces = 5

// empty tells whether all lines are blank.
func (s stretch) empty() bool {
	for _, l := range s {
		if !l.blank() {
			return false
		}
	}
	return true
}

// tail is where the last piece of a signature begins, len(s) if there is none.
func (s stretch) tail() int {
	end := len(s)
	for end > 0 && s[end-1].blank() {
		end--
	}
	if end == 0 {
		return len(s)
	}
	if byProgram(s[end-1].low) {
		return end - 1
	}
	begin := s[:end].paragraph()
	if disclaims(s[begin:end]) {
		return begin
	}
	if at := s[:end].closing(); at < end {
		return at
	}
	if contact(s[begin:end]) {
		return begin
	}
	return len(s)
}

// byProgram tells whether a line is what a mail program adds below; one with a comma in it is a person's sentence.
func byProgram(low string) bool {
	words, _, _ := strings.Cut(strings.Trim(low, "*_[]( "), "<http")
	return len(words) <= 80 && begins(words, mobile) && !strings.Contains(words, ",")
}

// paragraph is where the last paragraph begins.
func (s stretch) paragraph() int {
	begin := len(s) - 1
	for begin > 0 && !s[begin-1].blank() {
		begin--
	}
	return begin
}

// below is how many lines may follow a closing, blank ones aside, and wide how long such a line may be, in bytes.
const (
	below = 12
	wide  = 100
)

// closing is where the closing of a letter begins, len(s) if it has none: a line that is nothing else, with a few short
// lines below it.
func (s stretch) closing() int {
	found, lines := len(s), 0
	for i := len(s) - 1; i >= 0 && lines <= below; i-- {
		l := s[i]
		if l.blank() {
			continue
		}
		word := strings.Trim(l.low, " ,.!*")
		if closings[word] || thanksClosings[word] && lines > 0 {
			found = i
		}
		if len(l.low) > wide || strings.HasSuffix(l.low, "?") {
			break
		}
		lines++
	}
	return found
}

// contact tells whether a paragraph is a block of contact data: two to eight short lines, one of them an address of mail
// or web or a telephone number, none of them a sentence.
func contact(lines []line) bool {
	if len(lines) < 2 || len(lines) > 8 {
		return false
	}
	found := false
	for _, l := range lines {
		if len(l.low) > 70 || strings.HasSuffix(l.low, "?") || strings.HasSuffix(l.low, "!") || strings.HasSuffix(l.low, ",") {
			return false
		}
		bare := !strings.Contains(l.low, " ") && (strings.Contains(l.low, "@") || strings.HasPrefix(l.low, "http") || strings.HasPrefix(l.low, "www."))
		found = found || bare || telephone(l.low)
	}
	return found
}

// telephone tells whether a line is mostly a telephone number.
func telephone(low string) bool {
	digits, others := 0, 0
	for _, r := range low {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			others++
		}
	}
	return digits >= 7 && digits <= 20 && others <= 12
}

// disclaims tells whether a paragraph is a legal notice.
func disclaims(lines []line) bool {
	text := ""
	for _, l := range lines {
		if len(text) < 1000 {
			text += " " + l.low
		}
	}
	secret := strings.Contains(text, "confidential") || strings.Contains(text, "vertraulich") || strings.Contains(text, "privileged") || strings.Contains(text, "confidentiel")
	about := strings.Contains(text, "mail") || strings.Contains(text, "message") || strings.Contains(text, "nachricht")
	whom := strings.Contains(text, "intended") || strings.Contains(text, "recipient") || strings.Contains(text, "adressat") || strings.Contains(text, "bestimmt") || strings.Contains(text, "destinataire")
	return secret && about && whom
}
