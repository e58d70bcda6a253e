package message

import (
	"bytes"
	"strings"
)

// metaCharset is the charset that an HTML page names itself, within its first bytes, or "". UTF-16 cannot be true there
// (HTML, 13.2.3.2).
func metaCharset(page []byte) string {
	const within = 1024
	lower := bytes.ToLower(page[:min(len(page), within)])
	_, after, ok := bytes.Cut(lower, []byte("charset="))
	if !ok {
		return ""
	}
	charset := strings.TrimLeft(string(after), "\"' ")
	if end := strings.IndexAny(charset, "\"'>; /\n\r"); end >= 0 {
		charset = charset[:end]
	}
	if strings.HasPrefix(charset, "utf-16") {
		return ""
	}
	return charset
}
