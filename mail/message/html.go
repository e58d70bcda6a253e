package message

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlText renders HTML as the text that a person reads: blocks on lines of their own, lists with bullets, quotes with
// "> " in front, links as their words; nothing of scripts, styles and hidden elements. It goes through the tokens
// once, without a tree: depth costs nothing.
func htmlText(source string) string {
	z := html.NewTokenizer(strings.NewReader(source[:min(len(source), MaxHTML)]))
	var p page
	for p.out.size <= MaxText {
		switch z.Next() {
		case html.ErrorToken:
			return p.out.finish()
		case html.TextToken:
			if p.hidden == 0 {
				p.out.text(string(z.Text()), p.pre > 0)
			}
		case html.StartTagToken:
			name, hidden := startTag(z)
			p.open(name, hidden)
		case html.SelfClosingTagToken:
			name, hidden := startTag(z)
			p.open(name, hidden)
			if name == 0 { // the slash means something in foreign elements only
				p.close(name)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(atom.Lookup(name))
		}
	}
	return p.out.finish()
}

// startTag reads the name of a start tag and whether its attributes hide it.
func startTag(z *html.Tokenizer) (name atom.Atom, hidden bool) {
	tag, more := z.TagName()
	name = atom.Lookup(tag)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "hidden":
			hidden = true
		case "style":
			hidden = hidden || hidingStyle(string(value))
		}
	}
	return name, hidden || unseen(name)
}

// hidingStyle says whether a style attribute makes an element invisible, as the preview lines of newsletters are.
func hidingStyle(style string) bool {
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		key, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch strings.TrimSpace(key) + ":" + value {
		case "display:none", "visibility:hidden", "font-size:0", "font-size:0px":
			return true
		}
	}
	return false
}

// unseen elements hold no text of the mail.
func unseen(name atom.Atom) bool {
	switch name {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Template, atom.Iframe, atom.Noframes, atom.Noembed, atom.Textarea, atom.Select:
		return true
	}
	return false
}
