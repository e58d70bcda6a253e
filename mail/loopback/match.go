package loopback

import (
	"bytes"
	"mime"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// match says whether a message meets the criteria of a SEARCH (RFC 3501, 6.4.4).
func match(n, last numbered, c *imap.SearchCriteria) bool {
	for _, set := range c.UID {
		if !contains(set, n, last) {
			return false
		}
	}
	for _, set := range c.SeqNum {
		if !contains(set, n, last) {
			return false
		}
	}
	day := n.Internal.Format(time.DateOnly)
	if !c.Since.IsZero() && day < c.Since.Format(time.DateOnly) || !c.Before.IsZero() && day >= c.Before.Format(time.DateOnly) {
		return false
	}
	if size := int64(len(n.Bytes)); c.Larger != 0 && size <= c.Larger || c.Smaller != 0 && size >= c.Smaller {
		return false
	}
	for _, f := range c.Flag {
		if !slices.Contains(n.Flags, strings.ToLower(string(f))) {
			return false
		}
	}
	for _, f := range c.NotFlag {
		if slices.Contains(n.Flags, strings.ToLower(string(f))) {
			return false
		}
	}
	return matchText(n.Bytes, c) && matchNested(n, last, c)
}

func matchText(raw []byte, c *imap.SearchCriteria) bool {
	for _, h := range c.Header {
		if !matchHeader(raw, h.Key, h.Value) {
			return false
		}
	}
	head, body := split(raw)
	for _, t := range c.Text {
		if !containsFold(head, t) && !containsFold(body, t) {
			return false
		}
	}
	for _, t := range c.Body {
		if !containsFold(body, t) {
			return false
		}
	}
	return true
}

func matchNested(n, last numbered, c *imap.SearchCriteria) bool {
	for i := range c.Not {
		if match(n, last, &c.Not[i]) {
			return false
		}
	}
	for i := range c.Or {
		if !match(n, last, &c.Or[i][0]) && !match(n, last, &c.Or[i][1]) {
			return false
		}
	}
	return true
}

func matchHeader(raw []byte, name, part string) bool {
	head, _ := split(raw)
	for _, field := range fields(head) {
		key, value, _ := bytes.Cut(field, []byte(":"))
		if !strings.EqualFold(string(bytes.TrimSpace(key)), name) {
			continue
		}
		unfolded := strings.NewReplacer("\r\n", "", "\n", "").Replace(string(value))
		decoded, err := new(mime.WordDecoder).DecodeHeader(unfolded)
		if err != nil {
			decoded = unfolded
		}
		if containsFold([]byte(decoded), part) {
			return true
		}
	}
	return false
}

func containsFold(text []byte, part string) bool {
	return bytes.Contains(bytes.ToLower(text), bytes.ToLower([]byte(part)))
}

// split parts a message at the first empty line, which goes with the header.
func split(raw []byte) (head, body []byte) {
	for i := 0; i < len(raw); {
		end := bytes.IndexByte(raw[i:], '\n')
		if end < 0 {
			break
		}
		line := raw[i : i+end+1]
		i += end + 1
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return raw[:i], raw[i:]
		}
	}
	return raw, nil
}

// fields are the header fields as they stand, folded lines together.
func fields(head []byte) [][]byte {
	var all [][]byte
	for line := range bytes.Lines(head) {
		folded := line[0] == ' ' || line[0] == '\t'
		switch {
		case len(bytes.TrimRight(line, "\r\n")) == 0:
		case folded && len(all) > 0:
			last := &all[len(all)-1]
			*last = append(slices.Clip(*last), line...)
		default:
			all = append(all, line)
		}
	}
	return all
}

// section is a body section as it stands in the message, which go-imap's own extraction would mend or lose.
func section(raw []byte, item *imap.FetchItemBodySection) []byte {
	head, body := split(raw)
	part := raw
	switch {
	case item.Specifier == imap.PartSpecifierText:
		part = body
	case item.Specifier == imap.PartSpecifierHeader && len(item.HeaderFields) > 0:
		part = nil
		for _, field := range fields(head) {
			key, _, _ := bytes.Cut(field, []byte(":"))
			if slices.ContainsFunc(item.HeaderFields, func(name string) bool { return strings.EqualFold(name, string(key)) }) {
				part = append(part, field...)
			}
		}
		part = append(part, "\r\n"...)
	case item.Specifier == imap.PartSpecifierHeader:
		part = head
	}
	if p := item.Partial; p != nil {
		part = part[min(p.Offset, int64(len(part))):]
		part = part[:min(p.Size, int64(len(part)))]
	}
	return part
}
