package message

import (
	"bytes"
	"iter"
	"strings"
)

// maxBoundary is the longest boundary that is looked for; RFC 2046, 5.1.1, allows 70.
const maxBoundary = 1000

// multipart reads the parts of a multipart, and joins or chooses what they show. A multipart without parts is text.
func (w *walker) multipart(e entity) content {
	if e.place.depth >= MaxDepth {
		w.faults.add("too deeply nested")
		return content{}
	}
	boundary := e.media.params["boundary"]
	if boundary == "" || len(boundary) > maxBoundary || !hasDelimiter(e.body, boundary) {
		w.faults.add("multipart without its boundary")
		if boundary = sniffBoundary(e.body); boundary == "" {
			e.media = media{value: "text/plain"}
			return w.leaf(e)
		}
	}
	return w.children(e, boundary)
}

// children reads the parts between the delimiters.
func (w *walker) children(e entity, boundary string) content {
	subtype := strings.TrimPrefix(e.media.value, "multipart/")
	p := place{depth: e.place.depth + 1, ordinary: "text/plain", follows: e.place.follows, embedded: e.place.embedded}
	if subtype == "digest" {
		p.ordinary = "message/rfc822"
	}
	var shown []content
	for raw := range bodyParts(e.body, boundary) {
		if w.parts >= MaxParts {
			w.faults.add("too many parts")
			break
		}
		h, body := splitHeader(raw, &w.faults)
		c := w.entity(h, body, p)
		if c.empty() {
			continue
		}
		shown = append(shown, c)
		p.follows = subtype != "alternative"
		p.embedded = p.embedded || subtype == "related"
	}
	switch subtype {
	case "alternative":
		return choose(shown)
	case "related":
		return first(shown)
	}
	return join(shown)
}

// bodyParts yields the parts of a multipart body without the delimiters around them, up to the closing delimiter or the
// end. What stands above the first and below the last is nobody's (RFC 2046, 5.1.1).
func bodyParts(body []byte, boundary string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		_, start, last, found := nextDelimiter(body, 0, boundary)
		for found && !last {
			var end, next int
			end, next, last, found = nextDelimiter(body, start, boundary)
			if !yield(body[start:end]) {
				return
			}
			start = next
		}
	}
}

// nextDelimiter finds the delimiter line at or after from: where the part above it ends, where the line after it
// begins, and whether it is the closing one. Without one, the part ends with the body.
func nextDelimiter(body []byte, from int, boundary string) (end, next int, closing, ok bool) {
	delimiter := []byte("--" + boundary)
	for at := from; ; {
		i := bytes.Index(body[at:], delimiter)
		if i < 0 {
			return len(body), len(body), true, false
		}
		i += at
		at = i + len(delimiter)
		if i > 0 && body[i-1] != '\n' {
			continue
		}
		line, rest := cutLine(body[at:])
		line, closing = bytes.CutPrefix(line, []byte("--"))
		if len(bytes.TrimSpace(line)) > 0 {
			continue
		}
		return partEnd(body, from, i), len(body) - len(rest), closing, true
	}
}

// partEnd takes the line end in front of a delimiter away, which belongs to the delimiter.
func partEnd(body []byte, from, at int) int {
	if at > from && body[at-1] == '\n' {
		at--
		for at > from && body[at-1] == '\r' {
			at--
		}
	}
	return at
}

// hasDelimiter says whether a part begins in the body.
func hasDelimiter(body []byte, boundary string) bool {
	_, _, closing, ok := nextDelimiter(body, 0, boundary)
	return ok && !closing
}

// sniffBoundary finds the boundary that a body uses, where the header does not name it: a line with two hyphens in front
// above a line that begins a part's header.
func sniffBoundary(body []byte) string {
	for len(body) > 0 {
		line, rest := cutLine(body)
		following, _ := cutLine(rest)
		if bytes.HasPrefix(line, []byte("--")) && len(line) > 4 && len(line) < maxBoundary &&
			len(following) > len("Content-") && bytes.EqualFold(following[:len("Content-")], []byte("Content-")) {
			return string(bytes.TrimRight(line[2:], " \t"))
		}
		body = rest
	}
	return ""
}
