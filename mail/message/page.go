package message

import (
	"strconv"
	"strings"
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

// element is an open element. Inline elements are remembered only inside hidden ones.
type element struct {
	name   string
	hidden bool
}

// open acts on a start tag.
func (p *page) open(name string, hidden bool) {
	switch name {
	case "br":
		if p.hidden == 0 {
			p.out.lineBreak()
		}
		return
	case "hr":
		p.out.gap()
		return
	case "area", "base", "col", "embed", "img", "input", "link", "meta", "param", "source", "track", "wbr":
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
func (p *page) begin(name string, kind kind) {
	if p.hidden == 0 {
		p.out.begin(kind)
	}
	switch name {
	case "blockquote":
		p.out.quotes++
	case "pre":
		p.pre++
	case "ul":
		p.lists = append(p.lists, -1)
	case "ol":
		p.lists = append(p.lists, 0)
	case "li":
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
func (p *page) closeImplied(name string) {
	if n := len(p.stack); n > 0 && p.stack[n-1].name == "p" {
		p.closeTo(n - 1)
	}
	switch name {
	case "li":
		p.closeWithin("li", "ul", "ol")
	case "dd", "dt":
		p.closeWithin("dd", "dl")
		p.closeWithin("dt", "dl")
	case "td", "th":
		p.closeWithin("td", "table")
		p.closeWithin("th", "table")
	case "tr":
		p.closeWithin("tr", "table")
	}
}

// closeWithin closes the innermost element of that name, unless one of the borders lies in between.
func (p *page) closeWithin(name string, borders ...string) {
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
func (p *page) close(name string) {
	switch name {
	case "table", "body", "html":
		p.closeWithin(name)
	case "td", "th", "tr", "tbody", "thead", "tfoot":
		p.closeWithin(name, "table")
	case "p":
		p.closeWithin(name, "table", "td", "th")
		if p.hidden == 0 {
			p.out.gap()
		}
	default:
		p.closeWithin(name, "table", "td", "th")
	}
}

// closeTo closes the innermost elements down to n open ones.
func (p *page) closeTo(n int) {
	for len(p.stack) > n {
		last := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		if last.name == "ul" || last.name == "ol" {
			p.lists = p.lists[:len(p.lists)-1]
		}
		if p.hidden == 0 {
			p.out.begin(p.display(last.name))
		}
		if last.hidden {
			p.hidden--
		}
		switch last.name {
		case "blockquote":
			p.out.quotes--
		case "pre":
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
func (p *page) display(name string) kind {
	switch name {
	case "ul", "ol":
		if len(p.lists) > 0 {
			return block
		}
		return paragraph
	case "p", "blockquote", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6":
		return paragraph
	case "div", "li", "tr", "dt", "dd", "table", "tbody", "thead", "tfoot", "caption", "body", "html", "head", "section",
		"article", "header", "footer", "address", "center", "form", "fieldset", "main", "aside", "nav", "figure", "figcaption":
		return block
	case "td", "th":
		return cell
	}
	return inline
}
