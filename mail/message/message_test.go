package message

import (
	"slices"
	"strings"
	"testing"
)

// crlf writes a mail with the line ends of RFC 5322.
func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func TestReadCopesWithBrokenHeaders(t *testing.T) {
	tests := []struct{ name, raw, subject, text, fault string }{
		{"as it should be", "Subject: a\n\nbody", "a", "body", ""},
		{"nothing", "", "", "", ""},
		{"header without body", "Subject: a\n", "a", "", ""},
		{"body without header", "\nbody", "", "body", ""},
		{"no header at all", "Hello Ada,\n\nhow are you?", "", "Hello Ada,\n\nhow are you?", "no empty line between header and body"},
		{"no empty line", "Subject: a\nHello Ada,\nhow are you?", "a", "Hello Ada,\nhow are you?", "no empty line between header and body"},
		{"line without colon", "From: x@y\njunk here\nSubject: a\n\nbody", "a", "body", "a header line without a colon"},
		{"folded line without colon", "From: x@y\njunk here\n and here\nSubject: a\n\nbody", "a", "body", "a header line without a colon"},
		{"mbox line", "From ada@x Mon Jun  1 10:00:00 2026\nSubject: a\n\nbody", "a", "body", "an mbox From line above the header"},
		{"empty lines above", "\n\nSubject: a\n\nbody", "a", "body", "empty lines above the header"},
		{"leading white space", "  Subject: a\n\nbody", "a", "body", "white space above the first header field"},
		{"space before the colon", "Subject : a\n\nbody", "a", "body", ""},
		{"no space after the colon", "Subject:a\n\nbody", "a", "body", ""},
		{"folded", "Subject: a\n \tb\n\tc\n\nbody", "a b c", "body", ""},
		{"folded from the first line", "Subject:\n a\n\nbody", "a", "body", ""},
		{"line of white space", "Subject: a\n \nTo: x@y\n\nbody", "a", "body", ""},
		{"NUL bytes", "Subject: a\x00b\n\nbo\x00dy", "ab", "body", ""},
		{"control characters", "Subject: a\x07b\x7f\n\nbo\x07dy", "a b", "body", ""},
		{"UTF-8", "Subject: Café\nContent-Type: text/plain; charset=utf-8\n\nCafé", "Café", "Café", ""},
		{"Latin-1", "Subject: Caf\xe9\n\nCaf\xe9", "Café", "Café", "unknown or wrong charset"},
		{"two subjects", "Subject: a\nSubject: b\n\nbody", "a", "body", "Subject occurs more than once"},
		{"encoded word folded", "Subject: =?utf-8?q?Caf=C3?=\n =?utf-8?q?=A9?=\n\nbody", "Café", "body", ""},
		{"line break in an encoded word", "Subject: =?utf-8?q?a=0D=0AFrom:_x@y?=\n\nbody", "a  From: x@y", "body", ""},
	}
	for _, tt := range tests {
		for name, raw := range map[string][]byte{"LF": []byte(tt.raw), "CRLF": crlf(tt.raw)} {
			t.Run(tt.name+" "+name, func(t *testing.T) {
				m := Read(raw)
				if m.Subject != tt.subject || m.Text != tt.text {
					t.Errorf("subject %q, text %q; want %q, %q", m.Subject, m.Text, tt.subject, tt.text)
				}
				if tt.fault == "" && len(m.Faults) > 0 || tt.fault != "" && !slices.Contains(m.Faults, tt.fault) {
					t.Errorf("faults %q, want %q", m.Faults, tt.fault)
				}
				if m.Size != int64(len(raw)) {
					t.Errorf("size %d, want %d", m.Size, len(raw))
				}
			})
		}
	}
}

func TestReadChoosesTheTextThatAPersonSees(t *testing.T) {
	const plain = "--b\nContent-Type: text/plain\n\nplain\n"
	const page = "--b\nContent-Type: text/html\n\n<p>page\n"
	tests := []struct{ name, kind, parts, text, html string }{
		{"alternative", "alternative", plain + page, "plain", "<p>page"},
		{"alternative the wrong way round", "alternative", page + plain, "plain", "<p>page"},
		{"alternative with nothing in plain text", "alternative", "--b\n\n \n\n" + page, "page", "<p>page"},
		{"alternative that only points to the HTML", "alternative", "--b\n\nThis mail is HTML.\n--b\nContent-Type: text/html\n\n<p>Dear Ada, thank you for your mail; Thursday would be fine.\n",
			"Dear Ada, thank you for your mail; Thursday would be fine.", "<p>Dear Ada, thank you for your mail; Thursday would be fine."},
		{"short text that speaks of HTML", "alternative", "--b\n\nI love HTML.\n--b\nContent-Type: text/html\n\n<p>I love HTML.\n", "I love HTML.", "<p>I love HTML."},
		{"alternative of HTML alone", "alternative", page, "page", "<p>page"},
		{"alternative of two texts", "alternative", plain + "--b\n\nmore\n", "plain\nmore", ""},
		{"mixed", "mixed", plain + "--b\nContent-Type: text/plain\n\nfooter\n", "plain\nfooter", ""},
		{"mixed text and HTML", "mixed", plain + page, "plain\npage", "<p>page"},
		{"mixed HTML twice", "mixed", page + "--b\nContent-Type: text/html\n\n<i>end\n", "page\nend", "<p>page\n<i>end"},
		{"related", "related", page + "--b\nContent-Type: text/plain; name=x.txt\nContent-Disposition: inline\n\nnot shown\n", "page", "<p>page"},
		{"related, picture first", "related", "--b\nContent-Type: image/png\n\nx\n" + page, "page", "<p>page"},
		{"signed", "signed", plain + "--b\nContent-Type: application/pgp-signature\n\nx\n", "plain", ""},
		{"unknown multipart", "x-nobody", plain, "plain", ""},
		{"text attached", "mixed", plain + "--b\nContent-Disposition: attachment; filename=a.txt\n\nnot shown\n", "plain", ""},
		{"text named", "mixed", plain + "--b\nContent-Type: text/plain; name=a.txt\n\nnot shown\n", "plain", ""},
		{"text named but inline", "mixed", plain + "--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: inline\n\nshown\n", "plain\nshown", ""},
		{"the only text named", "mixed", "--b\nContent-Type: text/plain; name=a.txt\n\nshown\n", "shown", ""},
		{"nested", "mixed", "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nplain\n--c\nContent-Type: text/html\n\n<p>page\n--c--\n--b\n\nfooter\n", "plain\nfooter", "<p>page"},
		{"nested and not closed", "mixed", "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nplain\n--b\n\nfooter\n", "plain\nfooter", ""},
		{"boundary that begins like another", "mixed", "--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\none\n--bb--\n--b\n\ntwo\n", "one\ntwo", ""},
		{"no parts", "mixed", "just words\n", "just words", ""},
		{"another boundary", "mixed", "--other\nContent-Type: text/plain\n\nplain\n--other--\n", "plain", ""},
		{"digest", "digest", "--b\n\nSubject: x\n\nnot shown\n", "", ""},
		{"unreadable type", "mixed", "--b\nContent-Type: what\n\nbinary\n--b\nContent-Type: text\n\ntext\n", "text", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read(crlf("Content-Type: multipart/" + tt.kind + "; boundary=b\n\npreamble\n" + tt.parts + "--b--\nepilogue\n"))
			text, _, _ := strings.Cut(m.Text, "\n--b--") // without parts, all is text
			if text = strings.TrimPrefix(text, "preamble\n"); text != tt.text || m.HTML != tt.html {
				t.Errorf("text %q, HTML %q; want %q, %q", text, m.HTML, tt.text, tt.html)
			}
		})
	}
}

func TestReadKeepsThePartsThatReadersNeed(t *testing.T) {
	tests := []struct {
		name, head, part string
		kept, nested     bool
		file             string
	}{
		{"calendar", "Content-Type: text/calendar; method=REPLY", "BEGIN:VCALENDAR", true, false, ""},
		{"calendar attached", "Content-Type: application/ics; name=invite.ics", "BEGIN:VCALENDAR", true, false, "invite.ics"},
		{"calendar by its name", "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=Invite.ICS", "x", true, false, "Invite.ICS"},
		{"delivery report", "Content-Type: message/delivery-status", "Status: 5.1.1", true, false, ""},
		{"read receipt", "Content-Type: message/disposition-notification", "Disposition: x", true, false, ""},
		{"complaint", "Content-Type: message/feedback-report", "Feedback-Type: abuse", true, false, ""},
		{"message", "Content-Type: message/rfc822", "Subject: inner\n\ntext", true, true, ""},
		{"internationalised message", "Content-Type: message/global", "Subject: inner\n\ntext", true, true, ""},
		{"message in base64", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", "U3ViamVjdDogaW5uZXIKCnRleHQ=", true, true, ""},
		{"header alone", "Content-Type: text/rfc822-headers", "Subject: inner\nTo: x@y", true, true, ""},
		{"forwarded as a file", "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=a.eml", "Subject: inner\n\ntext", true, true, "a.eml"},
		{"picture", "Content-Type: image/png; name=a.png", "x", false, false, "a.png"},
		{"business card", "Content-Type: text/x-vcard; name=a.vcf", "x", false, false, "a.vcf"},
		{"name in RFC 2231", "Content-Type: image/png\nContent-Disposition: inline; filename*=utf-8''%C3%A9.png", "x", false, false, "é.png"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read(crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\n" + tt.head + "\n\n" + tt.part + "\n--b--\n"))
			if (len(m.Parts) == 1) != tt.kept {
				t.Fatalf("parts: %+v", m.Parts)
			}
			if strings.Join(m.Names, " ") != tt.file {
				t.Errorf("names %q, want %q", m.Names, tt.file)
			}
			if !tt.kept {
				return
			}
			p := m.Parts[0]
			if p.Name != tt.file || (p.Nested != nil) != tt.nested {
				t.Fatalf("got %+v", p)
			}
			if tt.nested && (p.Nested.Subject != "inner" || len(p.Body) > 0) {
				t.Errorf("nested: %+v", p.Nested)
			}
			if !tt.nested && string(p.Body) != tt.part {
				t.Errorf("body %q, want %q", p.Body, tt.part)
			}
		})
	}
}

func TestReadDecodesTheBodyAsItsHeaderSays(t *testing.T) {
	tests := []struct{ name, head, body, want string }{
		{"HTML that names its charset", "text/html", "<meta charset=\"koi8-r\"><p>\xf0", "П"},
		{"HTML that names it in a type", "text/html", "<META content='text/html; charset=windows-1251'><p>\xcf", "П"},
		{"HTML that claims UTF-16", "text/html", "<meta charset=utf-16><p>a", "a"},
		{"HTML that names none", "text/html", "<p>\xe9", "é"},
		{"header before page", "text/html; charset=utf-8", "<meta charset=koi8-r><p>é", "é"},
		{"flowed", "text/plain; format=flowed", "a \nb\n> c \n> d", "a b\n> c d"},
		{"flowed, spaces deleted", "text/plain; format=Flowed; DelSp=Yes", "a \nb", "ab"},
		{"UTF-7", "text/plain; charset=utf-7", "Caf+AOk-", "Café"},
		{"enriched", "text/enriched", "<bold>a</bold> b", "a b"},
		{"type without subtype", "html", "<p>a", "a"},
		{"type in quotes", `"text/html"`, "<p>a", "a"},
		{"lone carriage returns", "text/plain", "a\rb\r\nc", "a\nb\nc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if m := Read([]byte("Content-Type: " + tt.head + "\n\n" + tt.body)); m.Text != tt.want {
				t.Errorf("text %q, want %q", m.Text, tt.want)
			}
		})
	}
}

func TestReadHeadReadsFieldsAlone(t *testing.T) {
	raw := crlf("Subject: a\nFrom: Ada <ada@example.org>\nFrom: Eve <eve@example.org>\nTo: b@x\nTo: c@x\nComments: =?utf-8?q?=C3=A9?=\n\nContent: no field\n")
	m := ReadHead(raw)
	if m.Subject != "a" || len(m.Fields) != 6 || m.Value("comments") != "é" || m.Text != "" {
		t.Errorf("got %+v", m)
	}
	if len(m.From) != 1 || m.From[0].Addr != "ada@example.org" {
		t.Errorf("From: %v, want the topmost alone", m.From)
	}
	if len(m.To) != 2 {
		t.Errorf("To: %v, want both", m.To)
	}
	if m.Size != int64(len(raw)) {
		t.Errorf("size %d, want %d", m.Size, len(raw))
	}
}

func TestReadKeepsNoPieceOfTheBytes(t *testing.T) {
	raw := crlf("Subject: a\nFrom: Ada <ada@example.org>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: text/calendar; name=a.ics\n\nBEGIN\n--b--\n")
	m := Read(raw)
	for i := range raw {
		raw[i] = 'x'
	}
	if m.Subject != "a" || m.Text != "text" || string(m.Parts[0].Body) != "BEGIN" || m.Fields[1].Value != "Ada <ada@example.org>" {
		t.Errorf("changed with the bytes it was read from: %+v", m)
	}
}
