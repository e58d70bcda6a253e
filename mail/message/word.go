package message

import "strings"

// word is one encoded word (RFC 2047), its transfer encoding undone but not its charset.
type word struct {
	charset string
	bytes   []byte
}

// decodeWords undoes the encoded words in s. It also takes words that stand in quoted strings, touch other text or hold
// spaces; and words of one charset that follow each other are decoded together, for a character may be split between them.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var out strings.Builder
	var run word
	flush := func() {
		text, _ := decodeCharset(run.charset, run.bytes)
		out.WriteString(text)
		run = word{}
	}
	for start := 0; ; {
		i := strings.Index(s[start:], "=?")
		if i < 0 {
			flush()
			out.WriteString(s)
			return out.String()
		}
		i += start
		w, n := cutWord(s[i:])
		if n == 0 {
			start = i + 2
			continue
		}
		if gap := s[:i]; run.charset == "" || strings.TrimSpace(gap) != "" {
			flush()
			out.WriteString(gap)
		}
		if run.charset != w.charset {
			flush()
		}
		run = word{w.charset, append(run.bytes, w.bytes...)}
		s, start = s[i+n:], 0
	}
}

// cutWord reads the encoded word at the beginning of s and its length, 0 if there is none.
func cutWord(s string) (w word, n int) {
	charset, rest, ok := strings.Cut(s[len("=?"):min(len(s), 82)], "?")
	if !ok || charset == "" || strings.ContainsAny(charset, " \t\"<>(),;=") || len(rest) < 2 || rest[1] != '?' {
		return word{}, 0
	}
	start := len("=?") + len(charset) + len("?Q?")
	length := payloadLength(s[start:])
	if length < 0 {
		return word{}, 0
	}
	payload := s[start : start+length]
	n = start + length + len("?=")
	switch rest[0] {
	case 'Q', 'q':
		return word{charsetName(charset), decodeQ(payload)}, n
	case 'B', 'b':
		var d base64Decoder
		d.write([]byte(payload))
		d.flush()
		return word{charsetName(charset), d.out}, n
	}
	return word{}, 0
}

// payloadLength finds the "?=" that ends an encoded word, or -1 where another word begins before it.
func payloadLength(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '?' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '=' {
			return i
		}
		if i > 0 && s[i-1] == '=' {
			return -1
		}
	}
	return -1
}

// decodeQ undoes the Q encoding (RFC 2047, 4.2).
func decodeQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// unhex is the value of a hexadecimal digit.
func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
