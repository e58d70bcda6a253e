package message

import (
	"strings"

	"cuppa/mail"
)

// parseAddresses reads an address list (RFC 5322, 3.4 and 4.4), groups flattened. What is no address is left out; ok says
// whether all of it could be read.
func parseAddresses(s string) (list []mail.Address, ok bool) {
	p := addressParser{rest: s, ok: true}
	for p.rest != "" {
		n := p.step()
		p.rest = p.rest[n:]
	}
	p.end()
	return p.list, p.ok && p.carried == ""
}

// addressParser reads an address list from left to right.
type addressParser struct {
	rest      string
	list      []mail.Address
	ok        bool
	now       mailbox
	carried   string // words before a comma that may belong to the next name: Doe, Jane <jane@example.org>
	noQuote   bool   // a quoted string did not end: quotes are ordinary from here on
	noComment bool   // so are parentheses
}

// mailbox is what was read of the current mailbox.
type mailbox struct {
	phrase  []byte // the words outside brackets, unquoted: the name, where there are brackets
	spec    []byte // the same words as they stand: the address, where there are none
	angle   string // what stood in angle brackets
	comment string // the last comment: the name in old mails
	found   bool   // there were angle brackets
	quoted  bool   // a quoted string was part of it
	at      bool   // an at sign was outside brackets
}

// step reads one token and says how long it is.
func (p *addressParser) step() int {
	switch p.rest[0] {
	case ',', ';':
		p.end()
	case ':':
		p.group()
	case '<':
		return p.bracket()
	case '"':
		return p.quote()
	case '(':
		return p.remark()
	case '>', ')':
	default:
		return p.atom()
	}
	return 1
}

// group drops the name of a group, which a colon ends; a colon elsewhere means nothing.
func (p *addressParser) group() {
	if p.now.found || p.now.at {
		return
	}
	p.now, p.carried = mailbox{}, ""
}

// bracket reads an address in angle brackets; one that does not close ends at the next separator.
func (p *addressParser) bracket() int {
	route := strings.HasPrefix(p.rest, "<@") // separators are part of it
	i := 1
	for i < len(p.rest) && p.rest[i] != '>' && p.rest[i] != '<' {
		if c := p.rest[i]; (c == ',' || c == ';') && !route {
			break
		}
		i += max(1, p.quotedLength(p.rest[i:]))
	}
	angle := p.rest[1:i]
	if !p.now.found || strings.TrimSpace(p.now.angle) == "" {
		p.now.angle, p.now.found = angle, true
	}
	if i < len(p.rest) && p.rest[i] == '>' {
		i++
	}
	return i
}

// quotedLength is the length of the quoted string at the beginning of s, or 0.
func (p *addressParser) quotedLength(s string) int {
	if s[0] != '"' || p.noQuote {
		return 0
	}
	_, n := cutQuoted(s)
	p.noQuote = n == 0
	return n
}

// quote reads a quoted string.
func (p *addressParser) quote() int {
	n := p.quotedLength(p.rest)
	if n == 0 {
		return 1
	}
	text, _ := cutQuoted(p.rest)
	p.now.phrase = append(p.now.phrase, text...)
	p.now.spec = append(p.now.spec, p.rest[:n]...)
	p.now.quoted = true
	p.now.at = p.now.at || strings.Contains(text, "@")
	return n
}

// remark reads a comment.
func (p *addressParser) remark() int {
	if p.noComment {
		return 1
	}
	text, n := cutComment(p.rest)
	if n == 0 {
		p.noComment = true
		return 1
	}
	p.now.comment = text
	return n
}

// atom reads one encoded word as a whole, or all up to the next special character.
func (p *addressParser) atom() int {
	n := 0
	if strings.HasPrefix(p.rest, "=?") {
		if _, n = cutWord(p.rest); n == 0 {
			n = len("=?")
		}
	} else {
		n = strings.IndexAny(p.rest, ",;:<>\"()")
		if n < 0 {
			n = len(p.rest)
		}
		if i := strings.Index(p.rest[:n], "=?"); i > 0 {
			n = i
		}
	}
	p.now.phrase = append(p.now.phrase, p.rest[:n]...)
	p.now.spec = append(p.now.spec, p.rest[:n]...)
	p.now.at = p.now.at || strings.Contains(p.rest[:n], "@")
	return n
}

// end closes the current mailbox.
func (p *addressParser) end() {
	m := p.now
	p.now = mailbox{}
	name := displayName(string(m.phrase))
	if !m.found && !m.at {
		p.carry(name)
		return
	}
	addr := m.angle
	if !m.found {
		name, addr = splitBare(string(m.spec))
	}
	addr, valid := cleanAddress(addr)
	if m.found && p.carried != "" && name != "" && !m.quoted {
		name, p.carried = p.carried+", "+name, ""
	}
	if name == "" {
		name = displayName(m.comment)
	}
	p.ok = p.ok && valid && p.carried == ""
	p.carried = ""
	if valid {
		p.list = append(p.list, mail.Address{Name: name, Addr: addr})
	}
}

// carry keeps words without an address: they are the first half of a name with a comma in it, or no mailbox at all.
func (p *addressParser) carry(name string) {
	if name == "" {
		return
	}
	p.ok = p.ok && p.carried == ""
	p.carried = name
}

// splitBare splits words without brackets into address and name: Jane Doe jane@example.org.
func splitBare(spec string) (name, addr string) {
	if strings.Contains(spec, `"`) || strings.Count(spec, "@") != 1 {
		return "", spec
	}
	words := strings.Fields(spec)
	for i, w := range words {
		if _, ok := cleanAddress(w); ok {
			return displayName(strings.Join(append(words[:i:i], words[i+1:]...), " ")), w
		}
	}
	return "", spec
}

// displayName is a phrase as a person reads it.
func displayName(phrase string) string {
	name := strings.Join(strings.Fields(cleanLine(decodeWords(phrase))), " ")
	if len(name) > 1 && name[0] == '\'' && name[len(name)-1] == '\'' {
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	return name
}
