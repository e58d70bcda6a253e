package message

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// maxOpen is how many open elements are remembered. Deeper ones are shown without their quotes and lists.
const maxOpen = 512

// page is the state of the walk: the open elements that matter and what they amount to.
type page struct {
	out    lines
	stack  []element
	hidden int   // open elements that hide
	pre    int   // open preformatted elements
	lists  []int // open lists: the number of the last item, -1 where there are bullets
}

// element is an open element; all unknown names are one. Inline elements are remembered only inside hidden ones.
type element struct {
	name   atom.Atom
	hidden bool
}

// open acts on a start tag.
func (p *page) open(name atom.Atom, hidden bool) {
	switch name {
	case atom.Br:
		if p.hidden == 0 {
			p.out.lineBreak()
		}
		return
	case atom.Hr:
		if p.hidden == 0 {
			p.out.gap()
		}
		return
	case atom.Area, atom.Base, atom.Col, atom.Embed, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source,
		atom.Track, atom.Wbr: // void: nothing closes them (HTML, 13.1.2)
		return
	}
	kind := p.display(name)
	if kind != inline {
		p.closeImplied(name)
	}
	if kind == inline && !hidden && p.hidden == 0 || len(p.stack) >= maxOpen {
		return
	}
	p.stack = append(p.stack, element{name, hidden})
	if hidden {
		p.hidden++
	}
	p.begin(name, kind)
}

// begin starts the line of a block.
func (p *page) begin(name atom.Atom, kind kind) {
	if p.hidden == 0 {
		p.out.begin(kind)
	}
	switch name {
	case atom.Blockquote:
		p.out.quotes++
	case atom.Pre:
		p.pre++
	case atom.Ul:
		p.lists = append(p.lists, -1)
	case atom.Ol:
		p.lists = append(p.lists, 0)
	case atom.Li:
		if p.hidden == 0 {
			p.out.marker = p.bullet()
		}
	}
}

// bullet is what stands in front of the next list item.
func (p *page) bullet() string {
	if len(p.lists) == 0 {
		return "- "
	}
	indent := strings.Repeat("  ", min(len(p.lists), 10)-1)
	last := &p.lists[len(p.lists)-1]
	if *last < 0 {
		return indent + "- "
	}
	*last++
	return indent + strconv.Itoa(*last) + ". "
}

// closeImplied closes what a start tag ends without an end tag: a paragraph, an item, a cell (HTML, 13.1.2.4).
func (p *page) closeImplied(name atom.Atom) {
	if n := len(p.stack); n > 0 && p.stack[n-1].name == atom.P {
		p.closeTo(n - 1)
	}
	switch name {
	case atom.Li:
		p.closeWithin(atom.Li, atom.Ul, atom.Ol)
	case atom.Dd, atom.Dt:
		p.closeWithin(atom.Dd, atom.Dl)
		p.closeWithin(atom.Dt, atom.Dl)
	case atom.Td, atom.Th:
		p.closeWithin(atom.Td, atom.Table)
		p.closeWithin(atom.Th, atom.Table)
	case atom.Tr:
		p.closeWithin(atom.Tr, atom.Table)
	}
}

// closeWithin closes the innermost element of that name, unless one of the borders lies in between.
func (p *page) closeWithin(name atom.Atom, borders ...atom.Atom) {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].name == name {
			p.closeTo(i)
			return
		}
		for _, b := range borders {
			if p.stack[i].name == b {
				return
			}
		}
	}
}

// close acts on an end tag. One that nothing opened counts only for paragraphs, as in browsers.
func (p *page) close(name atom.Atom) {
	switch name {
	case atom.Table, atom.Body, atom.Html:
		p.closeWithin(name)
	case atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot:
		p.closeWithin(name, atom.Table)
	case atom.P:
		p.closeWithin(name, atom.Table, atom.Td, atom.Th)
		if p.hidden == 0 {
			p.out.gap()
		}
	default:
		p.closeWithin(name, atom.Table, atom.Td, atom.Th)
	}
}

// closeTo closes the innermost elements down to n open ones.
func (p *page) closeTo(n int) {
	for len(p.stack) > n {
		last := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		if last.name == atom.Ul || last.name == atom.Ol {
			p.lists = p.lists[:len(p.lists)-1]
		}
		if p.hidden == 0 {
			p.out.begin(p.display(last.name))
		}
		if last.hidden {
			p.hidden--
		}
		switch last.name {
		case atom.Blockquote:
			p.out.quotes--
		case atom.Pre:
			p.pre--
		}
	}
}

// kind is how an element stands in the text.
type kind int

const (
	inline    kind = iota
	cell           // beside the next one
	block          // on lines of its own
	paragraph      // with an empty line around it
)

// display is the kind of an element that begins or ends here. A list within a list stands close to its item.
func (p *page) display(name atom.Atom) kind {
	switch name {
	case atom.Ul, atom.Ol:
		if len(p.lists) > 0 {
			return block
		}
		return paragraph
	case atom.P, atom.Blockquote, atom.Dl, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return paragraph
	case atom.Div, atom.Li, atom.Dt, atom.Dd, atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Caption,
		atom.Html, atom.Head, atom.Body, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside,
		atom.Nav, atom.Address, atom.Center, atom.Form, atom.Fieldset, atom.Figure, atom.Figcaption:
		return block
	case atom.Td, atom.Th:
		return cell
	}
	return inline
}
