package message

import "strings"

// content is what a person sees of an entity, and the HTML source behind it, if there is one.
type content struct {
	leaves []leaf
	html   string
}

// leaf is the decoded text of one text part.
type leaf struct {
	html   bool
	source string
}

func (c content) empty() bool { return len(c.leaves) == 0 }

// plain says whether no HTML is in it.
func (c content) plain() bool { return c.html == "" }

// text renders the leaves, one below the other, within MaxText.
func (c content) text(f *faults) string {
	var out strings.Builder
	for _, l := range c.leaves {
		if out.Len() > MaxText {
			break
		}
		text := l.source
		if l.html {
			text = htmlText(l.source)
		}
		if out.Len() > 0 && !strings.HasSuffix(out.String(), "\n") {
			out.WriteByte('\n')
		}
		out.WriteString(text)
	}
	text := strings.TrimRight(strings.TrimLeft(out.String(), "\n"), " \t\n")
	if len(text) > MaxText {
		f.add("the text is too long")
	}
	return cutRunes(text, MaxText)
}

// join puts what several parts show one after the other.
func join(parts []content) content {
	var all content
	for _, c := range parts {
		all.leaves = append(all.leaves, c.leaves...)
		if all.html != "" && c.html != "" && len(all.html) < MaxHTML {
			all.html += "\n" + c.html
		} else if all.html == "" {
			all.html = c.html
		}
	}
	return all
}

// first is the page of a multipart/related; the rest of it are pictures and styles (RFC 2387).
func first(parts []content) content {
	if len(parts) == 0 {
		return content{}
	}
	return parts[0]
}

// choose takes one of the alternatives (RFC 2046, 5.1.4): plain text, which its author's program made for reading
// without HTML, unless it only says that there is HTML; else the last, which is the richest.
func choose(parts []content) content {
	if len(parts) == 0 {
		return content{}
	}
	chosen := parts[len(parts)-1]
	html := chosen.html
	for _, c := range parts {
		if html == "" {
			html = c.html
		}
	}
	if html == "" {
		return join(parts) // several plain texts are no alternatives: better one too many
	}
	for _, c := range parts {
		if c.plain() && !isStub(c, html) {
			chosen = c
			break
		}
	}
	return content{leaves: chosen.leaves, html: html}
}

// isStub says whether the plain text is empty, or a short notice that one should look at the HTML instead, which says more.
func isStub(c content, html string) bool {
	if html == "" {
		return false
	}
	var none faults
	text := c.text(&none)
	if strings.TrimSpace(text) == "" {
		return true
	}
	const longest = 400
	lower := strings.ToLower(text)
	if len(text) > longest || !strings.Contains(lower, "html") && !strings.Contains(lower, "browser") {
		return false
	}
	return len(htmlText(html)) > 2*len(text)
}
