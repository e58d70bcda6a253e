package letter

import (
	"strings"
	"unicode"

	"cuppa/rules"
)

// honorifics come before a first name, in lower case and without a full stop.
const honorifics = " dr prof mr mrs ms miss mx sir dame rev herr frau dipl-ing mag ing univ "

// nameOf is a person's name as it stands in a letter: the display name, else the address's local part as it is.
func nameOf(p rules.Person) string {
	if name := clean(p.Name, maxName); name != "" {
		return name
	}
	if p.Address != "" {
		return clean(p.Address, maxName)
	}
	return ""
}

// firstName is the name to greet by, or "" where none is to be seen: "Dr. Anna Weber" and "Weber, Anna" are Anna.
func firstName(name string) string {
	name = clean(name, maxName)
	if strings.Contains(name, "@") {
		return ""
	}
	if last, first, ok := strings.Cut(name, ","); ok && len(strings.Fields(last)) == 1 {
		name = first
	}
	for word := range strings.FieldsSeq(name) {
		plain := strings.ToLower(strings.TrimRight(word, "."))
		if strings.Contains(honorifics, " "+plain+" ") {
			continue
		}
		if !isNameWord(word) {
			return ""
		}
		return word
	}
	return ""
}

// isNameWord says whether a word can stand after "Hello": it begins with a letter, holds nothing that no name holds and
// is no initial.
func isNameWord(word string) bool {
	letters := 0
	for i, r := range word {
		switch {
		case unicode.IsLetter(r):
			letters++
		case i > 0 && (unicode.Is(unicode.M, r) || strings.ContainsRune("-'’.", r)):
		default:
			return false
		}
	}
	return letters > 1 || letters == 1 && !strings.Contains(word, ".") && !isASCII(word)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// roleOf is "transport planner, City of Leeds", as far as it is known.
func roleOf(p rules.Person) string {
	title, organisation := clean(p.Title, maxName), clean(p.Organisation, maxName)
	if title != "" && organisation != "" {
		return title + ", " + organisation
	}
	return title + organisation
}
