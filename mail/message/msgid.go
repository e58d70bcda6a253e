package message

import (
	"slices"
	"strings"
)

// maxID is the longest Message-ID that is taken for one: what fits on a line (RFC 5322, 2.1.1).
const maxID = 998

// firstID is the Message-ID (RFC 5322, 3.6.4) in value, without angle brackets, white space and comments, or "". One
// without brackets counts too.
func firstID(value []byte) string {
	s := toString(value)
	if ids := bracketedIDs(s); len(ids) > 0 {
		return ids[0]
	}
	return cleanID(stripComments(s))
}

// splitIDs are the Message-IDs of an In-Reply-To or References field, each once. Phrases such as "Your message of
// Monday" are passed over; IDs without brackets count only where nothing else stands in the field.
func splitIDs(value []byte) []string {
	s := toString(value)
	if ids := bracketedIDs(s); len(ids) > 0 {
		return ids
	}
	var ids []string
	for _, token := range strings.FieldsFunc(stripComments(s), func(r rune) bool { return r <= ' ' || r == ',' || r == ';' }) {
		if !strings.Contains(token, "@") {
			return nil
		}
		if id := cleanID(token); id != "" {
			ids = append(ids, id)
		}
	}
	return unique(ids)
}

// bracketedIDs are the IDs in angle brackets. A bracket that does not close ends at white space or at the next one.
func bracketedIDs(s string) []string {
	var ids []string
	for {
		_, rest, ok := strings.Cut(s, "<")
		if !ok {
			return unique(ids)
		}
		end := strings.IndexAny(rest, "<>")
		if end < 0 {
			end = len(rest)
		}
		if end == len(rest) || rest[end] == '<' {
			rest = strings.TrimLeft(rest, " \t")
			end = min(end, len(rest))
			if space := strings.IndexAny(rest[:end], " \t"); space >= 0 {
				end = space
			}
		}
		if id := cleanID(rest[:end]); id != "" {
			ids = append(ids, id)
		}
		s = rest[end:]
	}
}

// cleanID takes white space and control characters out of an ID; "" for what programs write where they have none.
func cleanID(s string) string {
	id := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f || r == 0xfeff || r == '<' || r == '>' {
			return -1
		}
		return r
	}, s)
	switch strings.ToLower(id) {
	case "undefined", "null", "none", "nil", "(null)", "0", "@":
		return ""
	}
	if len(id) > maxID {
		return ""
	}
	return id
}

// limitIDs holds a list within MaxReferences: the first, where the thread began, and the newest.
func limitIDs(ids []string, f *faults) []string {
	if len(ids) <= MaxReferences {
		return ids
	}
	f.add("too many references")
	return append(ids[:1:1], ids[len(ids)-MaxReferences+1:]...)
}

// unique drops repetitions and keeps the order.
func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(ids, func(id string) bool {
		if seen[id] {
			return true
		}
		seen[id] = true
		return false
	})
}
