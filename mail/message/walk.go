package message

import (
	"strings"

	"cuppa/mail"
)

// reader counts what is read of one mail, nested ones included.
type reader struct {
	parts int
}

// message reads one message at some depth of the tree.
func (r *reader) message(raw []byte, depth int) mail.Message {
	w := walker{reader: r}
	h, body := splitHeader(cutEnvelope(lineEnds(raw), &w.faults), &w.faults)
	w.mail = head(h, &w.faults)
	w.mail.Size = int64(len(raw))
	shown := w.entity(h, body, place{depth: depth, ordinary: "text/plain", root: true})
	w.mail.Text = shown.text(&w.faults)
	w.mail.HTML = cutRunes(shown.html, MaxHTML)
	w.mail.Faults = w.faults.list
	return w.mail
}

// walker collects one message while it goes through its MIME tree.
type walker struct {
	*reader
	mail   mail.Message
	faults faults
}

// place is where an entity stands in the tree.
type place struct {
	depth    int
	ordinary string // the media type where none is given (RFC 2046, 5.1)
	root     bool   // the message's own body
	embedded bool   // a picture of an HTML page and the like (RFC 2387)
	follows  bool   // text stands above it
}

// entity is one node of the tree (RFC 2045, 2.4).
type entity struct {
	header      header
	body        []byte
	media       media
	disposition media
	place       place
}

// entity reads one node, and returns what it adds to the main text.
func (w *walker) entity(h header, body []byte, p place) content {
	w.parts++
	if w.parts > MaxParts {
		w.faults.add("too many parts")
		return content{}
	}
	e := entity{header: h, body: body, place: p}
	e.media = parseMedia(h.first("Content-Type"))
	e.disposition = parseMedia(h.first("Content-Disposition"))
	if !strings.Contains(e.media.value, "/") {
		e.media.value = w.repairType(e.media.value, p)
	}
	if strings.HasPrefix(e.media.value, "multipart/") {
		return w.multipart(e)
	}
	return w.leaf(e)
}

// repairType is the media type for one that is missing or only half there.
func (w *walker) repairType(value string, p place) string {
	switch value {
	case "":
		return p.ordinary
	case "html":
		return "text/html"
	case "multipart":
		return "multipart/mixed"
	}
	w.faults.add("unreadable Content-Type")
	if p.root || value == "text" || value == "plain" {
		return "text/plain"
	}
	return "application/octet-stream"
}

// leaf keeps a part that readers need, names an attachment, or returns text.
func (w *walker) leaf(e entity) content {
	name := e.fileName()
	switch {
	case isNested(e.media.value):
		w.nest(e, name)
	case isKept(e.media.value, name):
		w.keep(e, name)
	case e.shown(name):
		return w.text(e)
	}
	if name != "" && (!e.place.embedded || e.disposition.value == "attachment") && len(w.mail.Names) < MaxNames {
		w.mail.Names = append(w.mail.Names, name)
	}
	return content{}
}

// fileName is the decoded file name of an attachment, or "" (RFC 2183, 2.3; older programs use Content-Type).
func (e entity) fileName() string {
	name := e.disposition.params["filename"]
	if name == "" {
		name = e.media.params["name"]
	}
	return cutRunes(name, maxFileName)
}

// maxFileName is how much of a file name is kept: more than file systems allow.
const maxFileName = 512

// shown says whether a leaf is text that a person reads in the mail itself.
func (e entity) shown(name string) bool {
	switch e.media.value {
	case "text/plain", "text/html", "text/enriched", "text/richtext":
	default:
		return false
	}
	if e.place.root {
		return true
	}
	if e.disposition.value == "attachment" {
		return false
	}
	return name == "" || e.disposition.value == "inline" || !e.place.follows
}

// isNested says whether a part is itself a message, or the head of one.
func isNested(kind string) bool {
	switch kind {
	case "message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header", "message/global-headers":
		return true
	}
	return false
}

// isKept says whether some reader looks into a part.
func isKept(kind, name string) bool {
	switch kind {
	case "text/calendar", "application/ics", "message/delivery-status", "message/disposition-notification",
		"message/feedback-report", "message/global-delivery-status", "message/global-disposition-notification":
		return true
	}
	return strings.HasSuffix(strings.ToLower(name), ".ics")
}

// keep adds a part with its body.
func (w *walker) keep(e entity, name string) {
	body := decodeTransfer(transferEncoding(e.header), e.body, MaxPart, &w.faults)
	part := e.part(name)
	part.Body = []byte(cleanText(w.decode(e, body)))
	w.mail.Parts = append(w.mail.Parts, part)
}

// nest reads a message within this one. Its bytes are not kept beside what was read of them.
func (w *walker) nest(e entity, name string) {
	part := e.part(name)
	body := e.body
	if encoding := transferEncoding(e.header); encoding == "base64" || encoding == "quotedprintable" {
		body = decodeTransfer(encoding, body, MaxPart, &w.faults)
	}
	switch {
	case e.place.depth >= MaxDepth:
		w.faults.add("too deeply nested")
	case strings.HasSuffix(e.media.value, "-headers") || strings.HasSuffix(e.media.value, "-header"):
		nested := ReadHead(body)
		part.Nested = &nested
	default:
		nested := w.message(body, e.place.depth+1)
		part.Nested = &nested
	}
	w.mail.Parts = append(w.mail.Parts, part)
}

// part is the description of an entity.
func (e entity) part(name string) mail.Part {
	return mail.Part{Type: e.media.value, Params: e.media.params, Disposition: e.disposition.value, Name: name}
}

// text reads a leaf of the main text.
func (w *walker) text(e entity) content {
	limit := MaxText
	if e.media.value != "text/plain" {
		limit = MaxHTML
	}
	body := decodeTransfer(transferEncoding(e.header), e.body, limit, &w.faults)
	text := cleanText(w.decode(e, body))
	if strings.TrimSpace(text) == "" {
		return content{}
	}
	if e.media.value != "text/plain" {
		return content{leaves: []leaf{{html: true, source: text}}, html: text}
	}
	if strings.EqualFold(e.media.params["format"], "flowed") {
		text = unflow(text, strings.EqualFold(e.media.params["delsp"], "yes"))
	}
	return content{leaves: []leaf{{source: text}}}
}

// decode turns a body into UTF-8 by the charset of its entity.
func (w *walker) decode(e entity, body []byte) string {
	charset := e.media.params["charset"]
	if charset == "" && e.media.value == "text/html" {
		charset = metaCharset(body)
	}
	text, known := decodeCharset(charset, body)
	if !known {
		w.faults.add("unknown or wrong charset")
	}
	return text
}
