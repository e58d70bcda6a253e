package person

import (
	"strings"
	"unicode"
)

// maxLines is how many lines of a signature are looked at.
const maxLines = 10

// candidates are the lines of a signature that may hold a name, title or organisation: short, and no contact data.
func candidates(signature string) []string {
	var lines []string
	for line := range strings.Lines(signature) {
		line = strings.Trim(strings.TrimSpace(line), "*_|•·- ")
		if len(lines) >= maxLines {
			break
		}
		if line == "" || strings.HasSuffix(line, ",") && len(strings.Fields(line)) <= 5 || contactLike(line) {
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// contactLike tells whether a line is an address, a number, a link or too long to be a title.
func contactLike(line string) bool {
	low := strings.ToLower(line)
	digits := strings.IndexFunc(line, unicode.IsDigit) >= 0
	return len(line) > maxLine || digits || strings.Contains(low, "http") || strings.HasPrefix(low, "www.") || strings.Contains(low, ": ") ||
		strings.Contains(line, "@") && !strings.Contains(line, " @ ")
}

// position is the title and the organisation that a signature shows: a line with a word that only titles hold, and what
// stands beside or below it. Without such a line only an organisation with its legal form is believed.
func position(lines []string, name string) (title, organisation string) {
	for i, line := range lines {
		line = strings.TrimLeft(strings.TrimPrefix(line, name), " ,|–—-")
		if !holdsWord(line, titleWords) || len(strings.Fields(line)) > 12 {
			continue
		}
		title, organisation = divide(line)
		if organisation == "" && i+1 < len(lines) && !holdsWord(lines[i+1], titleWords) && organisationLike(lines[i+1]) {
			organisation = lines[i+1]
		}
		if organisation == "" {
			organisation = legalName(lines)
		}
		return title, organisation
	}
	return "", legalName(lines)
}

// divide takes "Head of Data, Example GmbH" apart; the organisation is "" where the line holds a title alone.
func divide(line string) (title, organisation string) {
	for _, between := range []string{" @ ", " at ", " bei ", " | ", " – ", " — ", " - ", ", "} {
		before, after, ok := strings.Cut(line, between)
		if !ok || !holdsWord(before, titleWords) {
			continue
		}
		before, after = strings.TrimSpace(before), strings.TrimSpace(after)
		sure := between == " @ " || between == " at " || between == " bei " || between == " | "
		if sure && after != "" || holdsWord(after, legalForms) {
			return before, after
		}
	}
	return line, ""
}

// organisationLike tells whether a line below a title may be an organisation: a few words, the first with a capital.
func organisationLike(line string) bool {
	if strings.HasSuffix(line, ".") && !holdsWord(line, legalForms) || strings.HasSuffix(line, "!") || strings.HasSuffix(line, "?") || len(strings.Fields(line)) > 6 {
		return false
	}
	for _, r := range line {
		return unicode.IsUpper(r)
	}
	return false
}

// legalName is the first line that holds the legal form of an organisation, or "".
func legalName(lines []string) string {
	for _, line := range lines {
		if holdsWord(line, legalForms) && len(strings.Fields(line)) <= 6 {
			return line
		}
	}
	return ""
}

// holdsWord tells whether a line holds one of the words, which are in lower case, on its own.
func holdsWord(line string, words map[string]bool) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(line), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;|/()&-–—", r)
	}) {
		if words[w] || words[strings.TrimSuffix(w, ".")] {
			return true
		}
	}
	return false
}
