package message

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"cuppa/mail"
)

// nestedOpen is a mail of n multiparts, none of them closed: the bait that makes some parsers take 2^n steps.
func nestedOpen(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	b.WriteString("\ninnermost\n")
	return []byte(b.String())
}

// nestedMessages is a mail within a mail, n times.
func nestedMessages(n int) []byte {
	return []byte(strings.Repeat("Subject: x\nContent-Type: message/rfc822\n\n", n) + "\ninnermost\n")
}

// hostile are mails, of about n bytes each, that a slow reader would not finish within anybody's patience.
func hostile(n int) map[string][]byte {
	mixed := "Content-Type: multipart/mixed; boundary=b\n\n"
	fill := func(head, piece string) []byte { return []byte(head + strings.Repeat(piece, n/len(piece))) }
	return map[string][]byte{
		"nested multiparts, not closed": nestedOpen(n / 50),
		"nested messages":               nestedMessages(n / 44),
		"many parts":                    fill(mixed, "--b\n\na\n"),
		"many delimiters":               fill(mixed, "--b\n"),
		"many near delimiters":          fill(mixed, "--bx\n--b-\n"),
		"many delimiters in lines":      fill(mixed, "x--b"),
		"boundary of hyphens":           fill("Content-Type: multipart/mixed; boundary=----\n\n", "-"),
		"no boundary in the body":       fill(mixed, "--a\n"),
		"one long line":                 fill("Subject: ", "a"),
		"many fields":                   fill("", "a: b\n"),
		"many equal fields":             fill("", "To: a@b\n"),
		"one field in many lines":       fill("Subject: x\n", " y\n"),
		"lines without a colon":         fill("", "junk\n"),
		"fields and junk in turn":       fill("", "a: b\njunk\n"),
		"junk with continuations":       fill("a: b\n", "junk\n x\n"),
		"addresses":                     fill("To: ", "a@b,"),
		"addresses without separators":  fill("To: ", "a@b "),
		"open brackets":                 fill("To: ", "<"),
		"open comments":                 fill("To: ", "("),
		"nested comments":               fill("To: (", "(a"),
		"escaped quotes":                fill("To: ", `"\`),
		"open quotes and commas":        fill("To: ", `",`),
		"colons after an address":       fill("To: a@b", ":"),
		"words before an address":       fill("To: ", "a "),
		"encoded words":                 fill("Subject: ", "=?utf-8?q?a?= "),
		"encoded words not closed":      fill("Subject: ", "=?a?q?x"),
		"beginnings of encoded words":   fill("Subject: ", "=?"),
		"encoded words in addresses":    fill("To: ", "=?a?q?,"),
		"references":                    fill("References: ", "<a@b>"),
		"references, all different":     references(n),
		"references not closed":         fill("References: ", "<a"),
		"parameters":                    fill("Content-Type: text/plain", "; a=b"),
		"parameter sections":            fill("Content-Type: text/plain", "; a*1=b"),
		"parameters with open quotes":   fill("Content-Type: text/plain", `; a="b\`),
		"comments in a type":            fill("Content-Type: text/plain", "("),
		"date":                          fill("Date: ", "1 "),
		"base64":                        fill("Content-Transfer-Encoding: base64\n\n", "AAAA"),
		"base64 in short lines":         fill("Content-Transfer-Encoding: base64\n\n", "A\n"),
		"base64 of junk":                fill("Content-Transfer-Encoding: base64\n\n", "*"),
		"quoted-printable":              fill("Content-Transfer-Encoding: quoted-printable\n\n", "=41"),
		"quoted-printable soft breaks":  fill("Content-Transfer-Encoding: quoted-printable\n\n", "=\n"),
		"HTML, deep":                    fill("Content-Type: text/html\n\n", "<div>"),
		"HTML, lists":                   fill("Content-Type: text/html\n\n", "<ul><li>"),
		"HTML, end tags":                fill("Content-Type: text/html\n\n"+strings.Repeat("<div>", maxOpen), "</p>"),
		"HTML in many parts":            fill(mixed, "--b\nContent-Type: text/html\n\n<p>a\n"),
		"flowed":                        fill("Content-Type: text/plain; format=flowed\n\n", "> a \n"),
		"carriage returns":              fill("Subject: a\r\r", "a\r"),
		"zeros":                         fill("", "\x00"),
		"bytes above ASCII":             fill("Subject: ", "\xff"),
		"line feeds":                    fill("", "\n"),
	}
}

func references(n int) []byte {
	var b strings.Builder
	b.WriteString("References:")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, " <%d@x>", i)
	}
	return []byte(b.String())
}

// TestHostileMailsAreReadWithinTheLimits would not end within go test's ten minutes if the time grew with the square of
// the size: these are a megabyte each.
func TestHostileMailsAreReadWithinTheLimits(t *testing.T) {
	for name, raw := range hostile(1 << 20) {
		t.Run(name, func(t *testing.T) {
			checkMessage(t, Read(raw), 0)
			checkMessage(t, ReadHead(raw), 0)
		})
	}
}

// TestMemoryGrowsNoFasterThanTheMail compares what is allocated for n and for 4n bytes.
func TestMemoryGrowsNoFasterThanTheMail(t *testing.T) {
	const n = 64 << 10
	small, large := hostile(n), hostile(4*n)
	for name := range small {
		t.Run(name, func(t *testing.T) {
			a, b := allocated(small[name]), allocated(large[name])
			if b > 6*a+n {
				t.Errorf("%d bytes for a mail of %d, %d for one of %d", a, len(small[name]), b, len(large[name]))
			}
			if most := 100*uint64(len(large[name])) + 4<<20; b > most {
				t.Errorf("%d bytes for a mail of %d", b, len(large[name]))
			}
		})
	}
}

// allocated is how many bytes Read asks for.
func allocated(raw []byte) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := Read(raw)
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(m)
	return after.TotalAlloc - before.TotalAlloc
}

func TestLimitsAreHeldAndNoted(t *testing.T) {
	mixed := "Content-Type: multipart/mixed; boundary=b\n\n"
	tests := []struct {
		name  string
		raw   []byte
		fault string
	}{
		{"depth of multiparts", nestedOpen(MaxDepth + 5), "too deeply nested"},
		{"parts", []byte(mixed + strings.Repeat("--b\n\na\n", MaxParts+5)), "too many parts"},
		{"header", []byte(strings.Repeat("a: "+strings.Repeat("b", 1000)+"\n", 300)), "the header is too long"},
		{"field", []byte("Subject: " + strings.Repeat("a", MaxField+1)), "a header field is too long"},
		{"field longer than a header may be", []byte("Subject: " + strings.Repeat("a", 2*MaxHeader)), "a header field is too long"},
		{"text", []byte("\n" + strings.Repeat("a", MaxText+1)), "a part is too long"},
		{"text of several parts", []byte(mixed + strings.Repeat("--b\n\n"+strings.Repeat("a", MaxText/2)+"\n", 3)), "the text is too long"},
		{"kept part", []byte("Content-Type: text/calendar\n\n" + strings.Repeat("a", MaxPart+1)), "a part is too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read(tt.raw)
			checkMessage(t, m, 0)
			if !slices.Contains(m.Faults, tt.fault) {
				t.Errorf("faults %q, want %q", m.Faults, tt.fault)
			}
		})
	}
	innermost := Read(nestedMessages(MaxDepth + 5))
	for len(innermost.Parts) == 1 && innermost.Parts[0].Nested != nil {
		innermost = *innermost.Parts[0].Nested
	}
	if !slices.Contains(innermost.Faults, "too deeply nested") {
		t.Errorf("nested messages: faults %q", innermost.Faults)
	}
}

// depthOf counts the messages within m.
func depthOf(m mail.Message) int {
	deepest := 0
	for _, p := range m.Parts {
		if p.Nested != nil {
			deepest = max(deepest, 1+depthOf(*p.Nested))
		}
	}
	return deepest
}
