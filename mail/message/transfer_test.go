package message

import (
	"bytes"
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDecodeTransferReadsWhatProgramsWrite(t *testing.T) {
	tests := []struct {
		name, encoding, in, want string
		fault                    bool
	}{
		{"none", "", "a=3D\r\n", "a=3D\r\n", false},
		{"8-bit", "8-bit", "\xff", "\xff", false},
		{"with a comment", "7bit (foo)", "a", "a", false},
		{"unknown", "x-nobody", "a", "a", true},
		{"base64", "base64", "SGVs\r\nbG8=\r\n", "Hello", false},
		{"base64 in one line", "Base64;", "SGVsbG8=", "Hello", false},
		{"base64 without padding", "base64", "SGVsbG8", "Hello", false},
		{"base64 with junk", "base64", "SG!Vs*bG8=", "Hello", true},
		{"base64 in pieces", "base64", "SGVs\r\nbG8=\r\nSGVsbG8=\r\n", "HelloHello", false},
		{"base64 with a list's footer", "base64", "SGVsbG8=\r\n_____\r\nTo leave the list, write to us\r\n", "Hello", true},
		{"base64 that is none", "base64", "Hello Ada,\r\nhow are you?\r\n", "Hello Ada,\r\nhow are you?\r\n", true},
		{"base64 cut off", "base64", "SGVsbG", "Hell", false},
		{"quoted-printable", "quoted-printable", "Caf=C3=A9 =3D=\r\n more \r\nend", "Café = more\nend", false},
		{"quoted-printable, lower case", "quoted-printable", "=c3=a9", "é", false},
		{"quoted-printable, broken", "quoted-printable", "100=%, =4", "100=%, =4", true},
		{"quoted-printable, bare LF", "quoted-printable", "a=\nb\nc", "ab\nc", false},
		{"quoted-printable, soft break at the end", "quoted-printable", "a=", "a", false},
		{"quoted-printable, space after a soft break", "quoted-printable", "a= \r\nb", "ab", false},
		{"quoted-printable, misspelt", "quoted printable", "=41", "A", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var f faults
			h := header{{"Content-Transfer-Encoding", []byte(tt.encoding)}}
			got := decodeTransfer(transferEncoding(h), []byte(tt.in), 1000, &f)
			if string(got) != tt.want || (len(f.list) > 0) != tt.fault {
				t.Errorf("got %q, faults %q; want %q", got, f.list, tt.want)
			}
		})
	}
}

func TestTransferEncodingsAreUndoneUpToTheLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		limit := rapid.IntRange(1, 200).Draw(t, "limit")
		var quoted bytes.Buffer
		w := quotedprintable.NewWriter(&quoted)
		w.Binary = true
		_, _ = w.Write(data)
		_ = w.Close()
		encoded := map[string]string{
			"base64":          base64.StdEncoding.EncodeToString(data),
			"quotedprintable": quoted.String(),
			"binary":          string(data),
		}
		for encoding, body := range encoded {
			var f faults
			got := decodeTransfer(encoding, []byte(body), limit, &f)
			if want := data[:min(len(data), limit)]; !bytes.Equal(got, want) {
				t.Fatalf("%s, limit %d: got %q, want %q", encoding, limit, got, want)
			}
		}
	})
}

func TestUnflowJoinsWhatWasWrapped(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"fixed lines", "a\nb", "a\nb\n"},
		{"soft breaks", "a \nb \nc\nd", "a b c\nd\n"},
		{"stuffing", " From here\n >no quote", "From here\n>no quote\n"},
		{"quotes", "> a \n> b\n>> c \nd", "> a b\n>> c \nd\n"},
		{"signature separator", "a \n-- \nAda", "a \n-- \nAda\n"},
		{"empty lines", "a\n\nb", "a\n\nb\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := unflow(tt.in, false); got != tt.want {
				t.Errorf("unflow(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if got := unflow("Wort \nteil", true); strings.TrimSpace(got) != "Wortteil" {
		t.Errorf("DelSp: got %q", got)
	}
}
