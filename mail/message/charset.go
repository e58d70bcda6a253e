package message

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decodeCharset turns b into valid UTF-8. A charset that is missing, unknown or plainly not what the bytes are is
// guessed; known says whether the label could be followed.
func decodeCharset(label string, b []byte) (text string, known bool) {
	name := charsetName(label)
	switch name {
	case "", "us-ascii", "ascii", "ansi_x3.4-1968":
		return guess(b), isASCII(b)
	case "utf-8", "utf8":
		return guess(b), utf8.Valid(b)
	case "utf-7", "unicode-1-1-utf-7", "x-unicode-1-1-utf-7":
		return decodeUTF7(b), true
	case "iso-8859-1", "latin1", "windows-1252":
		return guess(b), true // who sends UTF-8 as Latin-1 is more frequent than text that is both by chance
	case "utf-16", "utf16", "unicode":
		out, err := utf16Encoding(b).NewDecoder().Bytes(b)
		return strings.ToValidUTF8(string(out), "\uFFFD"), err == nil
	}
	enc := charsetEncoding(name)
	if enc == nil {
		return guess(b), isASCII(b)
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return guess(b), false
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), true
}

// charsetName is a label in lower case, without quotes, the language of RFC 2231, 5, and what some programs append.
func charsetName(label string) string {
	label, _, _ = strings.Cut(strings.ToLower(label), "*")
	label, _, _ = strings.Cut(label, "$")
	label = strings.Trim(label, " \t\"'")
	return strings.TrimPrefix(label, "_")
}

// charsetEncoding finds an encoding by the labels that browsers know, by those of IANA, and by a few that mail programs
// made up; nil if nobody knows it.
func charsetEncoding(name string) encoding.Encoding {
	switch name {
	case "gb2312", "gbk", "gb_2312-80", "x-gbk":
		return simplifiedchinese.GB18030 // which holds both of them
	case "hz-gb-2312":
		return simplifiedchinese.HZGB2312
	case "cp850":
		return charmap.CodePage850
	case "x-mac-roman", "mac-roman":
		return charmap.Macintosh
	}
	for _, candidate := range []string{name, respell(name)} {
		enc, err := htmlindex.Get(candidate)
		if err == nil && enc != encoding.Replacement {
			return enc
		}
		if enc, err = ianaindex.IANA.Encoding(candidate); err == nil && enc != nil && enc != encoding.Replacement {
			return enc
		}
	}
	return nil
}

// utf16Encoding is UTF-16 as the byte order mark says or, without one, as the zeros lie that most characters have.
func utf16Encoding(b []byte) encoding.Encoding {
	zeros := [2]int{}
	for i, c := range b {
		if c == 0 {
			zeros[i%2]++
		}
	}
	order := unicode.BigEndian
	if zeros[1] > zeros[0] {
		order = unicode.LittleEndian
	}
	return unicode.UTF16(order, unicode.UseBOM)
}

// respell turns names that are near a registered one into it: cp1252, win-1252, iso8859_15, ms932, cp949.
func respell(name string) string {
	switch name {
	case "cp932", "ms932", "sjis-win":
		return "shift_jis"
	case "cp936", "ms936", "x-euc-cn":
		return "gbk"
	case "cp949", "ms949", "uhc":
		return "euc-kr"
	case "cp950", "ms950", "big5-eten":
		return "big5"
	}
	for _, prefix := range []string{"cp-125", "cp125", "win-125", "win125", "windows125", "windows_125", "ansi-125", "125"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return "windows-125" + rest
		}
	}
	if i := strings.Index(name, "8859"); i >= 0 {
		return "iso-8859-" + strings.TrimLeft(name[i+len("8859"):], "-_ ")
	}
	return name
}

// guess reads bytes whose charset is not known: UTF-8 where they are mostly that, else Windows-1252.
func guess(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	if mostlyUTF8(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

// mostlyUTF8 says whether b is UTF-8 with some damage, such as a character that was cut in two.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		b = b[size:]
	}
	return good >= bad
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
