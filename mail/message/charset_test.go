package message

import (
	"testing"
	"unicode/utf8"
)

func TestDecodeCharsetFollowsTheLabelOrGuesses(t *testing.T) {
	tests := []struct {
		label, in, want string
		known           bool
	}{
		{"utf-8", "Caf\xc3\xa9", "Café", true},
		{"", "plain", "plain", true},
		{"", "Caf\xc3\xa9", "Café", false},
		{"", "Caf\xe9 \x80", "Café €", false},
		{"us-ascii", "Caf\xe9", "Café", false},
		{"utf-8", "Caf\xe9", "Café", false},
		{"utf-8", "日本\xe6\x97", "日本\uFFFD", false},
		{"iso-8859-1", "\x93Caf\xe9\x94", "“Café”", true},
		{"iso-8859-1", "Caf\xc3\xa9", "Café", true},
		{"ISO8859-15", "\xa4", "€", true},
		{"iso_8859-2", "\xb1", "ą", true},
		{"latin2", "\xb1", "ą", true},
		{"cp1252", "\x80", "€", true},
		{"CP-1251", "\xcf", "П", true},
		{"win-1250", "\xb9", "ą", true},
		{"windows-1256", "\xc7", "ا", true},
		{`"koi8-r"`, "\xf0", "П", true},
		{"gb2312", "\xc4\xe3", "你", true},
		{"cp936", "\xc4\xe3", "你", true},
		{"big5", "\xa4\xa4", "中", true},
		{"ks_c_5601-1987", "\xc7\xd1", "한", true},
		{"cp949", "\xc7\xd1", "한", true},
		{"shift_jis", "\x93\xfa", "日", true},
		{"ms932", "\x93\xfa", "日", true},
		{"euc-jp", "\xc6\xfc", "日", true},
		{"iso-2022-jp", "\x1b$BF|\x1b(B", "日", true},
		{"_iso-2022-jp$ESC", "\x1b$BF|\x1b(B", "日", true},
		{"hz-gb-2312", "~{Dc~}", "你", true},
		{"ibm437", "\x82", "é", true},
		{"cp850", "\x82", "é", true},
		{"macintosh", "\x8e", "é", true},
		{"utf-16", "\xfe\xff\x00a", "a", true},
		{"utf-16", "a\x00b\x00", "ab", true},
		{"utf-16le", "a\x00", "a", true},
		{"utf-7", "Caf+AOk- +- a+2D3eAA-b", "Café + a😀b", true},
		{"utf-7", "+A", "+A", true},
		{"x-unknown", "Caf\xe9", "Café", false},
		{"iso-2022-kr", "abc", "abc", true},
	}
	for _, tt := range tests {
		t.Run(tt.label+" "+tt.want, func(t *testing.T) {
			got, known := decodeCharset(tt.label, []byte(tt.in))
			if got != tt.want || known != tt.known {
				t.Errorf("decodeCharset(%q, %q) = %q, %v; want %q, %v", tt.label, tt.in, got, known, tt.want, tt.known)
			}
		})
	}
}

func FuzzCharset(f *testing.F) {
	f.Add("utf-7", []byte("+AOk-"))
	f.Add("iso-2022-jp", []byte("\x1b$BF|"))
	f.Add("utf-16", []byte("a\x00\xd8"))
	f.Fuzz(func(t *testing.T, label string, b []byte) {
		if text, _ := decodeCharset(label, b); !utf8.ValidString(text) {
			t.Errorf("%q %q: %q is not valid UTF-8", label, b, text)
		}
	})
}
