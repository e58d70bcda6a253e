package letter

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"unicode/utf8"

	"mime/quotedprintable"
)

// parsed is a letter as the standard library reads it.
type parsed struct {
	header     mail.Header
	text, html string
}

// parse reads a letter's bytes and fails at anything that is not as it must be.
func parse(t testing.TB, data []byte) parsed {
	t.Helper()
	for _, line := range bytes.Split(data, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Fatalf("a line of %d bytes, or with a bare line end: %.80q", len(line), line)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q: %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	return parsed{m.Header, part(t, parts, "text/plain"), part(t, parts, "text/html")}
}

func part(t testing.TB, parts *multipart.Reader, want string) string {
	t.Helper()
	p, err := parts.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	if kind, params, _ := mime.ParseMediaType(p.Header.Get("Content-Type")); kind != want || params["charset"] != "UTF-8" {
		t.Fatalf("a part of type %q, charset %q, want %q", kind, params["charset"], want)
	}
	data, err := io.ReadAll(quotedprintable.NewReader(p))
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(data) {
		t.Fatalf("%s is no UTF-8", want)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

func TestEveryLetterIsMarkedAsOursAndAsAutomatic(t *testing.T) {
	v := voice(t)
	for name, l := range letters(t) {
		h := parse(t, l.Bytes).header
		want := map[string]string{
			"From":                     `"cuppa" <cuppa@example.org>`,
			"To":                       "<nora@example.org>",
			"Reply-To":                 "<" + TokenAddress(v.Drop, l.Token) + ">",
			"Message-Id":               "<" + l.MessageID + ">",
			"X-Auto-Response-Suppress": "All",
			"X-Cuppa":                  Mark(v.Key, l.Key),
			"User-Agent":               "",
			"X-Mailer":                 "",
			"Bcc":                      "",
		}
		for field, value := range want {
			if h.Get(field) != value {
				t.Errorf("%s: %s is %q, want %q", name, field, h.Get(field), value)
			}
		}
		if !strings.HasPrefix(h.Get("Auto-Submitted"), "auto-") {
			t.Errorf("%s: Auto-Submitted is %q", name, h.Get("Auto-Submitted"))
		}
		if _, err := h.Date(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALetterHoldsItsTextAndItsHTML(t *testing.T) {
	for name, l := range letters(t) {
		p := parse(t, l.Bytes)
		if p.text != l.Text || p.html != l.HTML {
			t.Errorf("%s: the parts are not the letter's text and HTML", name)
		}
	}
}

func TestTheSameViewUnderTheSameKeyGivesTheSameBytes(t *testing.T) {
	first, again := letters(t), letters(t)
	seen := map[string]string{}
	for name, l := range first {
		if !bytes.Equal(l.Bytes, again[name].Bytes) {
			t.Errorf("%s: two renderings differ", name)
		}
		if other, taken := seen[l.MessageID]; taken {
			t.Errorf("%s and %s have one Message-ID", name, other)
		}
		seen[l.MessageID] = name
	}
}

func TestAReceiptStandsInTheThreadOfTheAnswer(t *testing.T) {
	thread, at := answered(t)
	for name, c := range map[string]struct {
		id        string
		refs      []string
		inReplyTo string
		all       string
	}{
		"plain":       {"a1@x.example", []string{"d1@x.example"}, "<a1@x.example>", "<d1@x.example> <a1@x.example>"},
		"no past":     {"a1@x.example", nil, "<a1@x.example>", "<a1@x.example>"},
		"twice":       {"a1@x.example", []string{"a1@x.example"}, "<a1@x.example>", "<a1@x.example>"},
		"no id":       {"", []string{"d1@x.example"}, "", ""},
		"header":      {"a1@x>\r\nBcc: evil@x.example", nil, "", ""},
		"bad history": {"a1@x.example", []string{"a b", "d\n1@x", "<d1@x>", ""}, "<a1@x.example>", "<a1@x.example>"},
	} {
		thread.MessageID, thread.References = c.id, c.refs
		l, err := NewReceipt(voice(t), receipts(t)["receipt"], "key", at, thread)
		if err != nil {
			t.Fatal(err)
		}
		h := parse(t, l.Bytes).header
		if h.Get("In-Reply-To") != c.inReplyTo || h.Get("References") != c.all || h.Get("Bcc") != "" {
			t.Errorf("%s: In-Reply-To %q, References %q", name, h.Get("In-Reply-To"), h.Get("References"))
		}
	}
}

func TestReferencesKeepTheNewest(t *testing.T) {
	thread, at := answered(t)
	thread.References = nil
	for range 50 {
		thread.References = append(thread.References, strings.Repeat("x", 200)+"@mail.example")
	}
	thread.References = append(thread.References, "last@mail.example")
	l, err := NewReceipt(voice(t), receipts(t)["receipt"], "key", at, thread)
	if err != nil {
		t.Fatal(err)
	}
	refs := strings.Fields(parse(t, l.Bytes).header.Get("References"))
	if n := len(refs); n != maxReferences+1 || refs[n-2] != "<last@mail.example>" {
		t.Errorf("%d references, the last but one %q", n, refs[n-2])
	}
}

func TestASubjectIsAnsweredOnce(t *testing.T) {
	thread, at := answered(t)
	for subject, want := range map[string]string{
		"Nothing to do": "Re: Nothing to do", "Re: Nothing to do": "Re: Nothing to do", "RE: x": "RE: x", "": "Re:",
	} {
		thread.Subject = subject
		l, err := NewReceipt(voice(t), receipts(t)["receipt"], "key", at, thread)
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(l.Subject) != want {
			t.Errorf("%q is answered as %q", subject, l.Subject)
		}
	}
}

func TestAnAccountWithoutADropAddressWritesWithoutToken(t *testing.T) {
	v, f := week(t)
	v.Drop = ""
	l, err := NewDigest(v, f).Letter("key")
	if err != nil {
		t.Fatal(err)
	}
	if got := parse(t, l.Bytes).header.Get("Reply-To"); got != "" || strings.Contains(l.HTML, "Press") {
		t.Errorf("Reply-To %q, or links that go nowhere", got)
	}
}

func TestALetterToAnImpossibleAddressIsAnError(t *testing.T) {
	for _, to := range []string{"", "nobody", "a@b\r\nBcc: c@d.example"} {
		v, f := week(t)
		v.To = to
		if _, err := NewDigest(v, f).Letter("key"); err == nil {
			t.Errorf("a letter to %q is rendered", to)
		}
	}
}
