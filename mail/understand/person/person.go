// Package person shows a mail's author as the mail itself does: name and address from From, title and organisation from
// a signature where they are plain.
package person

import (
	"strings"

	"cuppa/mail"
	"cuppa/rules"
)

// Read is the author of a mail with this signature; nil if From names nobody.
func Read(m *mail.Message, signature string) *rules.Person {
	if len(m.From) == 0 || m.From[0].Addr == "" {
		return nil
	}
	from := m.From[0]
	p := &rules.Person{Name: cleanName(from.Name), Address: from.Addr}
	lines := candidates(signature)
	if p.Name == "" && len(lines) > 1 && nameLike(lines[0]) {
		p.Name = lines[0]
	}
	p.Title, p.Organisation = position(lines, p.Name)
	return p
}

// cleanName is a display name as one would write it: "Brandt, Lena" turned round, quotes and addresses left out.
func cleanName(name string) string {
	name = strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(name), `"'`)), " ")
	if strings.Contains(name, "@") || len(name) > maxName {
		return ""
	}
	for _, via := range []string{" via ", " (via "} {
		name, _, _ = strings.Cut(name, via)
	}
	if last, first, ok := strings.Cut(name, ", "); ok && nameLike(first+" "+last) && !strings.Contains(first, ",") && !degrees[strings.ToLower(first)] {
		name = first + " " + last
	}
	return name
}

// degrees may follow a name and a comma.
var degrees = map[string]bool{
	"phd": true, "ph.d.": true, "md": true, "m.d.": true, "msc": true, "m.sc.": true, "mba": true, "jr": true, "jr.": true, "sr.": true, "esq.": true, "cpa": true,
}

// The longest name and the longest line of a signature that are read, in bytes.
const (
	maxName = 100
	maxLine = 100
)

// nameLike tells whether a line may be a name: two to four words that begin with a capital, without digits.
func nameLike(line string) bool {
	words := strings.Fields(line)
	if len(words) < 2 || len(words) > 4 || len(line) > maxName || strings.ContainsAny(line, "0123456789@:/|") {
		return false
	}
	for _, w := range words {
		if strings.ToLower(w[:1]) == w[:1] && w[0] < 0x80 && !particles[w] {
			return false
		}
	}
	return true
}

// particles are parts of names that begin with a small letter.
var particles = map[string]bool{"von": true, "van": true, "de": true, "der": true, "den": true, "del": true, "la": true, "di": true, "da": true, "zu": true}
