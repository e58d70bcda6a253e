package letter

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// mailto is a URL as a mail client reads it (RFC 6068, 2).
type mailto struct{ to, subject, body, bcc string }

func readMailto(t testing.TB, raw string) mailto {
	t.Helper()
	path, query, ok := strings.Cut(strings.TrimPrefix(raw, "mailto:"), "?")
	if !ok || !strings.HasPrefix(raw, "mailto:") {
		t.Fatalf("no mailto URL: %q", raw)
	}
	if len(raw) >= maxMailto {
		t.Fatalf("a URL of %d bytes", len(raw))
	}
	for i := range len(raw) {
		if c := raw[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`"'<>+`, c) >= 0 {
			t.Fatalf("%q stands bare in %q", c, raw)
		}
	}
	m := mailto{to: decode(t, path)}
	for field := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(field, "=")
		switch name {
		case "subject":
			m.subject = decode(t, value)
		case "body":
			m.body = decode(t, value)
		case "bcc":
			m.bcc = decode(t, value)
		default:
			t.Fatalf("a field %q in %q", name, raw)
		}
	}
	return m
}

func decode(t testing.TB, s string) string {
	t.Helper()
	plain, err := url.PathUnescape(s)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestAMailtoURLSaysWhatWasMeant(t *testing.T) {
	for name, c := range map[string]struct{ to, subject, body, bcc string }{
		"plain":       {"a@x.example", "Re: Maps", "Hello,\n\nthanks.\n", ""},
		"plus":        {"a+b@x.example", "1 + 1", "a+b", "cuppa+7hq2@example.org"},
		"reserved":    {"a%b&c?d=e#f@x.example", "a&b=c?d#e%20", "x&bcc=evil@x.example", ""},
		"letters":     {"ä@müller.example", "Grüße, 東京", "Žluťoučký kůň 🐎", ""},
		"quote marks": {"o'neill@x.example", `"it's" <here>`, "a\"b", ""},
	} {
		got := readMailto(t, mailtoURL(c.to, c.subject, c.body, c.bcc))
		want := mailto{c.to, c.subject, strings.ReplaceAll(c.body, "\n", "\r\n"), c.bcc}
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestAMailtoURLShortensTheSubjectAndNothingElse(t *testing.T) {
	got := readMailto(t, mailtoURL("a@x.example", strings.Repeat("東", 500), "body", ""))
	if got.body != "body" || !strings.HasPrefix(got.subject, "東東") || strings.Trim(got.subject, "東") != "" {
		t.Errorf("%+v", got)
	}
}

func TestThereIsNoMailtoURLWithoutAnAddressOrThatIsTooLong(t *testing.T) {
	for name, raw := range map[string]string{
		"no address": mailtoURL("", "s", "b", ""),
		"no domain":  mailtoURL("a@", "s", "b", ""),
		"long body":  mailtoURL("a@x.example", "s", strings.Repeat("x", maxMailto), ""),
	} {
		if raw != "" {
			t.Errorf("%s: %q", name, raw)
		}
	}
}

func TestAnyMailtoURLIsShortAndIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		to := rapid.StringMatching(`[a-zA-Z0-9.+%&?=#'-]{1,80}@[a-z.-]{1,60}[a-z]`).Draw(t, "to")
		subject := rapid.String().Draw(t, "subject")
		body := rapid.StringN(0, 120, 400).Draw(t, "body")
		raw := mailtoURL(to, subject, body, "")
		if raw == "" {
			t.Fatal("none")
		}
		checkMailto(t, raw, to, subject, body)
	})
}

// checkMailto holds a URL against what it was made of; of the subject the end may be lost.
func checkMailto(t rapid.TB, raw, to, subject, body string) {
	if len(raw) >= maxMailto {
		t.Fatalf("a URL of %d bytes", len(raw))
	}
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	path, err := url.PathUnescape(u.Opaque)
	if err != nil || path != to {
		t.Fatalf("to %q, want %q: %v", path, to, err)
	}
	q := u.Query()
	if !strings.HasPrefix(subject, q.Get("subject")) {
		t.Fatalf("subject %q, want %q", q.Get("subject"), subject)
	}
	if want := strings.ReplaceAll(body, "\n", "\r\n"); q.Get("body") != want {
		t.Fatalf("body %q, want %q", q.Get("body"), want)
	}
}

func FuzzMailto(f *testing.F) {
	f.Add("a@x.example", "Re: Maps", "Hello,\n\nthanks.")
	f.Add("a+b%@x.example", "a&b", "c=d\r\n")
	f.Fuzz(func(t *testing.T, to, subject, body string) {
		raw := mailtoURL(to, subject, body, "")
		if raw == "" {
			return
		}
		if len(raw) >= maxMailto || strings.ContainsAny(raw, " \r\n\"'<>+") || strings.Count(raw, "?") != 1 {
			t.Errorf("%q", raw)
		}
		_, query, _ := strings.Cut(raw, "?")
		fields, err := url.ParseQuery(query)
		if err != nil || len(fields) != 2 {
			t.Errorf("%q: fields %v: %v", raw, fields, err)
		}
	})
}
