package message

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"cuppa/mail"
)

// checkMessage holds what every message promises, whatever it was read from.
func checkMessage(t *testing.T, m mail.Message, depth int) {
	t.Helper()
	texts := textsOf(m)
	for _, s := range texts {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			t.Fatalf("not valid UTF-8, or with NUL: %q", s[:min(len(s), 200)])
		}
	}
	for _, f := range m.Fields {
		if strings.ContainsAny(f.Name+f.Value, "\r\n") {
			t.Fatalf("a field with line breaks: %q", f)
		}
		if len(f.Value) > 3*MaxField {
			t.Fatalf("field %s has %d bytes", f.Name, len(f.Value))
		}
	}
	for _, list := range [][]mail.Address{m.From, m.Sender, m.ReplyTo, m.To, m.Cc, m.Bcc} {
		checkAddresses(t, list)
	}
	for _, id := range append(append([]string{m.ID}, m.InReplyTo...), m.References...) {
		if strings.ContainsAny(id, "<> \t\r\n") || len(id) > maxID {
			t.Fatalf("Message-ID %q", id)
		}
	}
	if len(m.References) > MaxReferences || len(m.InReplyTo) > MaxReferences || len(m.Names) > MaxNames ||
		len(m.Faults) > MaxFaults || len(m.Text) > MaxText || len(m.HTML) > MaxHTML || len(m.Parts) > MaxParts {
		t.Fatalf("over a limit: %d references, %d names, %d faults, %d bytes of text, %d of HTML, %d parts",
			len(m.References), len(m.Names), len(m.Faults), len(m.Text), len(m.HTML), len(m.Parts))
	}
	if strings.Contains(m.Text, "\r") || depth+depthOf(m) > MaxDepth+1 {
		t.Fatalf("carriage return in the text, or %d messages deep", depth+depthOf(m))
	}
	for _, p := range m.Parts {
		if len(p.Body) > 3*MaxPart {
			t.Fatalf("part of %d bytes", len(p.Body))
		}
		if p.Nested != nil {
			checkMessage(t, *p.Nested, depth+1)
		}
	}
}

// textsOf is all text of a message but that of nested ones.
func textsOf(m mail.Message) []string {
	texts := append([]string{m.ID, m.Subject, m.Text, m.HTML}, m.InReplyTo...)
	texts = append(append(append(texts, m.References...), m.Names...), m.Faults...)
	for _, f := range m.Fields {
		texts = append(texts, f.Name, f.Value)
	}
	for _, p := range m.Parts {
		texts = append(texts, p.Type, p.Disposition, p.Name, string(p.Body))
		for key, value := range p.Params {
			texts = append(texts, key, value)
		}
	}
	return texts
}

// seeds are the golden mails.
func seeds(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no mails: %v", err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
}

func FuzzRead(f *testing.F) {
	seeds(f)
	f.Add(nestedOpen(30))
	f.Add(nestedMessages(30))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Read(raw)
		checkMessage(t, m, 0)
		if !reflect.DeepEqual(m, Read(raw)) {
			t.Fatal("read twice, it differs")
		}
	})
}

func FuzzReadHead(f *testing.F) {
	seeds(f)
	f.Add([]byte("From: =?utf-8?q?a?= <a@b>\r\nReferences: <a@b> <c\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		head := ReadHead(raw)
		checkMessage(t, head, 0)
		whole := Read(raw)
		if !reflect.DeepEqual(head.Fields, whole.Fields) || head.Subject != whole.Subject || !head.Date.Equal(whole.Date) {
			t.Fatal("the head alone reads otherwise than with its body")
		}
	})
}
