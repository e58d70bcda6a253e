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
	closed  int    // length of phrase when the brackets closed: a comma may be missing there
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

// bracket reads an address in angle brackets; one that does not close ends at the next separator. A second one without a
// comma before it begins a new mailbox, with the words since the first one as its name.
func (p *addressParser) bracket() int {
	if strings.Contains(p.now.angle, "@") {
		next := mailbox{phrase: p.now.phrase[p.now.closed:]}
		p.now.phrase = p.now.phrase[:p.now.closed]
		p.end()
		p.now = next
	}
	route := strings.HasPrefix(p.rest, "<@") // separators are part of it
	i := 1
	for i < len(p.rest) && p.rest[i] != '>' && p.rest[i] != '<' {
		if c := p.rest[i]; (c == ',' || c == ';') && !route {
			break
		}
		i += max(1, p.quotedLength(p.rest[i:]))
	}
	if angle := p.rest[1:i]; !p.now.found || strings.TrimSpace(angle) != "" {
		p.now.angle = angle
	}
	p.now.found, p.now.closed = true, len(p.now.phrase)
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
	switch {
	case m.found:
		if p.carried != "" && name != "" && !m.quoted {
			name, p.carried = p.carried+", "+name, ""
		}
		p.add(name, m.angle, m.comment)
	case m.at:
		p.bare(string(m.spec), m.comment)
	default:
		p.carry(name)
		return
	}
	p.ok = p.ok && p.carried == ""
	p.carried = ""
}

// add adds one address, if it is one. Without a name, the comment is it.
func (p *addressParser) add(name, addr, comment string) {
	addr, valid := cleanAddress(addr)
	if !valid {
		p.ok = false
		return
	}
	if name == "" {
		name = displayName(comment)
	}
	p.list = append(p.list, mail.Address{Name: name, Addr: addr})
}

// bare adds what stands without brackets: an address, a name and an address, or several with white space in between.
func (p *addressParser) bare(spec, comment string) {
	var addrs, words []string
	if !strings.Contains(spec, `"`) {
		spec = tighten(spec)
		for _, w := range strings.Fields(spec) {
			if _, ok := cleanAddress(w); ok {
				addrs = append(addrs, w)
			} else {
				words = append(words, w)
			}
		}
	}
	switch {
	case len(addrs) == 1 && strings.Count(spec, "@") == 1:
		p.add(displayName(strings.Join(words, " ")), addrs[0], comment)
	case len(addrs) > 1 && len(words) == 0:
		for _, a := range addrs {
			p.add("", a, comment)
		}
	default:
		p.add("", spec, comment)
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

// displayName is a phrase as a person reads it.
func displayName(phrase string) string {
	name := strings.Join(strings.Fields(cleanLine(decodeWords(phrase))), " ")
	if len(name) > 1 && name[0] == '\'' && name[len(name)-1] == '\'' {
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	return name
}
