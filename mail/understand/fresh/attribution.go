package fresh

import "strings"

// wrap is how many lines an attribution may be wrapped over, and longest how long it may be, in bytes.
const (
	wrap    = 4
	longest = 400
)

// attribution tells how many lines from i on are one attribution ("On Monday at 10:15, Ada <ada@example.org> wrote:"),
// 0 if they are none. One that is wrapped begins with a date's first word, or with a line that holds an address or a time
// and a year. One that names neither an address nor a year counts only above quoted lines, for a person may write so.
func attribution(lines []line, i int) int {
	first := unruled(lines[i].low)
	most := 1
	if begins(first, leads) {
		most = wrap
	} else if strings.ContainsRune(first, '@') || len(first) <= longest && year(first) && timeOfDay(first) {
		most = 2
	}
	all := ""
	for n := 1; n <= most && i+n <= len(lines); n++ {
		l := lines[i+n-1]
		next := unruled(l.low)
		if next == "" || l.quoted() || len(all)+len(next) > longest || n > 1 && begins(next, leads) {
			return 0
		}
		all = strings.TrimSpace(all + " " + next)
		if !attributes(all, next != l.low) {
			continue
		}
		if strings.ContainsRune(all, '@') || year(all) || nextQuoted(lines, i+n) {
			return n
		}
		return 0
	}
	return 0
}

// attributes tells whether a line in lower case says when who wrote: it holds an address, a time or a year, ends in a
// colon or in a rule, and says "wrote" in some language, at the end or with a name behind it. An address in brackets with
// a time and a year does without the verb or without the colon. A person's sentence does not do all of that.
func attributes(s string, ruled bool) bool {
	addressed := strings.ContainsRune(s, '@')
	if !addressed && !dated(s) {
		return false
	}
	said := strings.TrimRight(s, ": \u00a0：")
	full := addressed && year(s) && timeOfDay(s)
	if !ruled && !full && said == s {
		return false
	}
	if full && said != s && strings.HasSuffix(said, ">") {
		return true
	}
	for _, verb := range finalVerbs {
		if strings.HasSuffix(said, verb) {
			return true
		}
	}
	if said == s {
		return false
	}
	for _, verb := range innerVerbs {
		if strings.Contains(said, verb) {
			return true
		}
	}
	return false
}

// dated tells whether a text holds a time of day (10:15, 10.15, 10h15) or a year.
func dated(s string) bool { return year(s) || timeOfDay(s) }

// year tells whether a text holds a number of four digits.
func year(s string) bool {
	return numbers(s, func(digits int, _ string) bool { return digits == 4 })
}

func timeOfDay(s string) bool {
	return numbers(s, func(digits int, after string) bool { return digits <= 2 && timeSign(after) })
}

// numbers asks about each number of a text, by its digits and what follows it, until one is right.
func numbers(s string, right func(digits int, after string) bool) bool {
	digits := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && '0' <= s[i] && s[i] <= '9' {
			digits++
			continue
		}
		if digits > 0 && right(digits, s[i:]) {
			return true
		}
		digits = 0
	}
	return false
}

// timeSign tells whether a text goes on like a time of day after its hours.
func timeSign(s string) bool {
	return len(s) >= 3 && strings.IndexByte(":.h", s[0]) >= 0 && '0' <= s[1] && s[1] <= '5' && '0' <= s[2] && s[2] <= '9'
}

// unruled is a line without the dashes that some programs put around an attribution.
func unruled(low string) string {
	if !strings.HasPrefix(low, "---") {
		return low
	}
	return strings.Trim(low, "- ")
}

func begins(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
