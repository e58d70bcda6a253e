package report

import (
	"strings"

	"cuppa/mail"
)

// textRecipients are the addresses that a notice says it could not reach: those of X-Failed-Recipients, else those that
// begin a line, else the only one it names, else the only one the returned mail was for.
func textRecipients(m *mail.Message, notice string) []string {
	var list recipients
	for _, v := range m.Values("X-Failed-Recipients") {
		for a := range strings.SplitSeq(v, ",") {
			list.add(a)
		}
	}
	if len(list) > 0 {
		return list
	}
	for line := range strings.Lines(notice) {
		list.add(leading(line))
	}
	if len(list) > 0 {
		return list
	}
	var all recipients
	for word := range strings.FieldsFuncSeq(notice, between) {
		all.add(word)
	}
	if all = without(all, m); len(all) == 1 {
		return all
	}
	for _, p := range m.Parts {
		if p.Nested != nil && len(p.Nested.To) == 1 && len(p.Nested.Cc) == 0 {
			return []string{p.Nested.To[0].Addr}
		}
	}
	return nil
}

// recipients is a list of addresses without doubles, of bounded length.
type recipients []string

func (l *recipients) add(value string) {
	a := address(strings.Trim(value, " \t\r\n.:;,'\"()[]<>"))
	if _, domain, _ := strings.Cut(a, "@"); a == "" || !strings.Contains(domain, ".") || len(*l) >= maxRecipients {
		return
	}
	for _, known := range *l {
		if known == a {
			return
		}
	}
	*l = append(*l, a)
}

// leading is what stands first on a line where it may be an address that stands for itself: "<a@b>: reason", "a@b" alone
// or "a@b... reason"; "" otherwise.
func leading(line string) string {
	line = strings.TrimSpace(line)
	if rest, ok := strings.CutPrefix(line, "<"); ok {
		a, _, closed := strings.Cut(rest, ">")
		if !closed {
			return ""
		}
		return a
	}
	word, rest, _ := strings.Cut(line, " ")
	if rest == "" || strings.HasSuffix(word, ":") || strings.HasSuffix(word, "...") || strings.HasPrefix(rest, "...") {
		return word
	}
	return ""
}

// between tells which runes end a word that may be an address.
func between(r rune) bool {
	return strings.ContainsRune(" \t\r\n<>()[]\"',;:", r)
}

// without leaves out the addresses of the report's own head, and Message-IDs' and systems' addresses.
func without(all recipients, m *mail.Message) recipients {
	own := make(map[string]bool)
	for _, list := range [][]mail.Address{m.From, m.To, m.Sender, m.ReplyTo} {
		for _, a := range list {
			own[a.Addr] = true
		}
	}
	var kept recipients
	for _, a := range all {
		if !own[a] && !systemName(a) {
			kept = append(kept, a)
		}
	}
	return kept
}
