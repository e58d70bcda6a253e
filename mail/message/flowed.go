package message

import "strings"

// unflow joins the soft-broken lines of format=flowed text (RFC 3676, 4.1), and takes its space-stuffing away. Lines of
// different quote depth and the signature separator are never joined.
func unflow(text string, delSp bool) string {
	var out strings.Builder
	flowing, depth := false, 0
	for line := range strings.SplitSeq(text, "\n") {
		quotes := len(line) - len(strings.TrimLeft(line, ">"))
		line = strings.TrimPrefix(line[quotes:], " ")
		if flowing && (quotes != depth || line == "-- ") {
			out.WriteByte('\n')
			flowing = false
		}
		if !flowing && quotes > 0 {
			out.WriteString(strings.Repeat(">", quotes))
			out.WriteByte(' ')
		}
		flowing, depth = strings.HasSuffix(line, " ") && line != "-- ", quotes
		if flowing && delSp {
			line = line[:len(line)-1]
		}
		out.WriteString(line)
		if !flowing {
			out.WriteByte('\n')
		}
	}
	return out.String()
}
