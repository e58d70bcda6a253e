package letter

import "strings"

// page is a letter before it is text or HTML: a title and blocks in order. Its strings are complete sentences, clean of
// line ends but for drafts.
type page struct {
	Lang     string
	Title    string // the subject
	Greeting string
	Blocks   []block
}

// block is one piece of a page. Exactly one of Heading, Text, Draft, Rows, Point and Links is set.
type block struct {
	Heading string
	Text    string
	Draft   []string // lines to be sent or shown as they are
	Rows    []row
	Point   *point
	Links   []link // in HTML alone
	Small   bool   // Text is small print
}

// point is a numbered thing to do; without a number it stands alone.
type point struct {
	Number int
	Head   string
	Texts  []string
	Links  []link
}

// row is one line of a list, with something in front of it.
type row struct{ Mark, Text string }

// link is a prepared mail.
type link struct {
	Label string // one word
	About string // whom it is about, for a screen reader
	URL   string // mailto
}

func (p *page) heading(s string) { p.Blocks = append(p.Blocks, block{Heading: s}) }
func (p *page) text(s string)    { p.add(block{Text: s}, s != "") }
func (p *page) small(s string)   { p.add(block{Text: s, Small: true}, s != "") }
func (p *page) rows(r []row)     { p.add(block{Rows: r}, len(r) > 0) }
func (p *page) point(x point)    { p.add(block{Point: &x}, true) }
func (p *page) links(l []link)   { p.add(block{Links: l}, len(l) > 0) }

func (p *page) add(b block, ok bool) {
	if ok {
		p.Blocks = append(p.Blocks, b)
	}
}

// draft shows a mail to be sent.
func (p *page) draft(body string) {
	lines := strings.Split(strings.TrimSpace(body), "\n")
	p.add(block{Draft: lines}, len(lines) > 1)
}
