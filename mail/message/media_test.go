package message

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

func TestParseMediaReadsWhatProgramsWrite(t *testing.T) {
	type p = map[string]string
	tests := []struct {
		name, in, value string
		params          p
	}{
		{"plain", "text/plain", "text/plain", nil},
		{"upper case", "Text/HTML; Charset=UTF-8", "text/html", p{"charset": "UTF-8"}},
		{"quoted", `multipart/mixed; boundary="a b;c"`, "multipart/mixed", p{"boundary": "a b;c"}},
		{"escaped", `x/y; name="a \"b\" \\ c"`, "x/y", p{"name": `a "b" \ c`}},
		{"path in quotes", `x/y; name="C:\temp\a.doc"`, "x/y", p{"name": `C:\temp\a.doc`}},
		{"comments", "text/plain (really); charset=(which)utf-8", "text/plain", p{"charset": "utf-8"}},
		{"spaces around the equals sign", "text/plain; charset = utf-8", "text/plain", p{"charset": "utf-8"}},
		{"doubled semicolons", "text/plain;; charset=utf-8;;format=flowed;", "text/plain", p{"charset": "utf-8", "format": "flowed"}},
		{"missing semicolons", "text/plain charset=utf-8 format=flowed", "text/plain", p{"charset": "utf-8", "format": "flowed"}},
		{"the first of two", "text/plain; charset=utf-8; charset=koi8-r", "text/plain", p{"charset": "utf-8"}},
		{"quote not closed", `multipart/mixed; boundary="abc`, "multipart/mixed", p{"boundary": "abc"}},
		{"quote not closed before another", `x/y; boundary="abc; charset=utf-8`, "x/y", p{"boundary": "abc", "charset": "utf-8"}},
		{"single quotes", "text/plain; charset='utf-8'", "text/plain", p{"charset": "utf-8"}},
		{"equals signs in a value", "multipart/mixed; boundary=a=b==", "multipart/mixed", p{"boundary": "a=b=="}},
		{"file name without quotes", "attachment; filename=my file.pdf; size=3", "attachment", p{"filename": "my file.pdf", "size": "3"}},
		{"parameter without value", "text/plain; flowed; charset=utf-8", "text/plain", p{"charset": "utf-8"}},
		{"encoded word", `x/y; name="=?utf-8?q?Caf=C3=A9.pdf?="`, "x/y", p{"name": "Café.pdf"}},
		{"RFC 2231", "x/y; name*=utf-8'fr'Caf%C3%A9.pdf", "x/y", p{"name": "Café.pdf"}},
		{"RFC 2231 wins", "x/y; name=Cafe.pdf; name*=utf-8''Caf%C3%A9.pdf", "x/y", p{"name": "Café.pdf"}},
		{"RFC 2231 continued", `x/y; name*1*=%A9.pdf; name*0*=utf-8''Caf%C3`, "x/y", p{"name": "Café.pdf"}},
		{"RFC 2231 continued, plain", `x/y; name*0="one "; name*1=two`, "x/y", p{"name": "one two"}},
		{"RFC 2231 mixed", `x/y; name*0*=iso-8859-1''%E9; name*1="%41"`, "x/y", p{"name": "é%41"}},
		{"RFC 2231 without charset", "x/y; name*=Caf%C3%A9", "x/y", p{"name": "Café"}},
		{"RFC 2231 nonsense", "x/y; name*x*=a; *=b; name*-1=c; name*0*=utf-8''%zz", "x/y", p{"name*x*": "a", "*": "b", "name*-1": "c", "name": "%zz"}},
		{"8-bit", "x/y; name=\"Caf\xe9\"", "x/y", p{"name": "Café"}},
		{"nothing", "", "", nil},
		{"semicolons alone", ";;;", "", nil},
		{"equals sign alone", "x/y; =", "x/y", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := parseMedia([]byte(tt.in))
			if got.value != tt.value || !maps.Equal(got.params, tt.params) {
				t.Errorf("parseMedia(%q) = %q, want %q %q", tt.in, got, tt.value, tt.params)
			}
		})
	}
}

func TestParametersAreCounted(t *testing.T) {
	var in strings.Builder
	in.WriteString("x/y")
	for i := range 2 * maxParams {
		fmt.Fprintf(&in, "; p%d=a", i)
	}
	if got := parseMedia([]byte(in.String())); len(got.params) != maxParams {
		t.Errorf("%d parameters, want %d", len(got.params), maxParams)
	}
}
