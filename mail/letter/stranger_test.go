package letter

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cuppa/rules"
)

// hostile is what strangers may put into a name, a subject or a quote.
var hostile = map[string]string{
	"markup":    `<script>alert(1)</script><img src=x onerror=alert(1)><a href="https://evil.example">x</a>`,
	"attribute": `" onmouseover="alert(1)" style="x`,
	"template":  `{{.Key}}{{template "any.why" .}}`,
	"header":    "Ola\r\nBcc: evil@evil.example\r\n\r\nBody",
	"bidi":      "Ola \u202eknil\u202c \u2066x\u2069\u200b\ufeff",
	"control":   "Ola\x00\x07\x1b[31m\u0085\u2028\u2029",
	"link":      "see https://evil.example/?q=1 or www.evil.example, HTTP://EVIL.example, 1https://evil.example",
	"nested":    "hthttp://tp://evil.example wwwww.w.evil",
	"mailto":    "mailto:evil@evil.example?bcc=x&body=y",
	"bytes":     "Ola \xff\xfe\xc3(",
	"long":      strings.Repeat("very long ", 10_000),
	"word":      strings.Repeat("x", 10_000),
	"blank":     " \t\r\n\u00a0\u3000 ",
	"wide":      strings.Repeat("東京", 200),
	"command":   "1 done\n2 rest\nundo",
}

// spoil puts a text wherever strangers can put one.
func spoil(f Facts, text string) Facts {
	for id, c := range f.Contacts {
		c.Person.Name, c.Person.Title, c.Person.Organisation = text, text, text
		c.Quote, c.Subject = rules.Quote(text), text
		c.Notes = []rules.Note{{Text: text}}
		for i := range c.Meetings {
			c.Meetings[i].Place, c.Meetings[i].Summary = text, text
		}
		for i := range c.Questions {
			c.Questions[i].Person = &rules.Person{Name: text, Address: text}
		}
		f.Contacts[id] = c
	}
	for _, events := range f.History {
		for i := range events {
			events[i].Subject, events[i].Quote = text, rules.Quote(text)
		}
	}
	f.Held = []HeldMail{{N: 1, From: text, Subject: text, Why: text}}
	f.Health.Troubles = []string{text}
	return f
}

// forms are the facts of every form that a digest has.
var forms = map[string]func(testing.TB) (Voice, Facts){
	"week": week, "empty": empty, "alone": alone, "alone-nudge": aloneNudge, "brief": brief, "thanks": thanks, "urgent": urgent,
}

func TestStrangersTextIsTextAndNothingElse(t *testing.T) {
	for form, facts := range forms {
		for name, text := range hostile {
			t.Run(form+"/"+name, func(t *testing.T) {
				v, f := facts(t)
				d := NewDigest(v, spoil(f, text))
				l, err := d.Letter("key")
				if err != nil {
					t.Fatal(err)
				}
				checkLetter(t, l)
				checkHTML(t, l.HTML)
			})
		}
	}
}

// checkLetter holds what is true of every letter, whatever strangers wrote.
func checkLetter(t testing.TB, l Letter) {
	t.Helper()
	h := parse(t, l.Bytes).header
	for field := range h {
		switch field {
		case "Auto-Submitted", "Content-Type", "Date", "From", "In-Reply-To", "Message-Id", "Mime-Version", "References",
			"Reply-To", "Subject", "To", "X-Auto-Response-Suppress", "X-Cuppa":
		default:
			t.Errorf("a header field %s", field)
		}
	}
	for what, text := range map[string]string{"text": l.Text, "html": l.HTML, "subject": l.Subject} {
		checkPrintable(t, what, text)
	}
	if strings.ContainsAny(l.Subject, "\r\n") || utf8.RuneCountInString(l.Subject) > maxSubject+len("Re: ") {
		t.Errorf("subject %q", l.Subject)
	}
	lower := strings.ToLower(l.Text)
	for _, link := range []string{"://", "www.", "mailto:"} {
		if strings.Contains(lower, link) {
			t.Errorf("the text holds %q", link)
		}
	}
	checkLines(t, l.Text)
}

func checkPrintable(t testing.TB, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s is no UTF-8", what)
	}
	for _, r := range text {
		if !unicode.IsPrint(r) && r != '\n' {
			t.Errorf("%s holds %U", what, r)
			return
		}
	}
}

// checkLines allows 72 columns, and more to a word that is longer than half a line.
func checkLines(t testing.TB, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		long := slices.ContainsFunc(strings.Fields(line), func(w string) bool { return utf8.RuneCountInString(w) > columns/2 })
		if utf8.RuneCountInString(line) > 72 && !long {
			t.Errorf("a line of %d columns: %.100q", utf8.RuneCountInString(line), line)
		}
	}
}

func TestAnyNameQuoteAndSubjectMakeALetter(t *testing.T) {
	v, f := week(t)
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<b>", "\r\n.\r\n", "\u202e", "a,b", "Dr. X", "@"})).Draw(r, "text")
		subject, quote := rapid.String().Draw(r, "subject"), rapid.String().Draw(r, "quote")
		g := f
		g.Contacts = map[rules.ContactID]rules.Contact{}
		for id, c := range f.Contacts {
			c.Person.Name, c.Subject, c.Quote = text, subject, rules.NewQuote(quote)
			g.Contacts[id] = c
		}
		d := NewDigest(v, g)
		l, err := d.Letter(rapid.String().Draw(r, "key"))
		if err != nil {
			r.Fatal(err)
		}
		checkLetter(t, l)
		for _, p := range d.Prompts {
			if p.Draft.Mailto != "" {
				checkMailto(r, p.Draft.Mailto, p.Draft.To, p.Draft.Subject, p.Draft.Body)
			}
		}
		if t.Failed() {
			r.FailNow()
		}
	})
}

func TestAReceiptRepeatsTheOwnersWordsAsText(t *testing.T) {
	thread, at := answered(t)
	for name, text := range hostile {
		receipt := receipts(t)["receipt"]
		for i := range receipt.Lines {
			receipt.Lines[i].Name, receipt.Lines[i].Address = text, text
		}
		receipt.Unclear[0].Text, receipt.Unclear[0].Nearest = text, text
		thread.Subject = text
		l, err := NewReceipt(voice(t), receipt, "key", at, thread)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkLetter(t, l)
		checkHTML(t, l.HTML)
	}
}

func TestHeldMailIsShownAsText(t *testing.T) {
	_, at := answered(t)
	for name, text := range hostile {
		l, err := NewHeld(voice(t), []HeldMail{{N: 1, From: text, Subject: text, Why: text}}, "key", at)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkLetter(t, l)
		checkHTML(t, l.HTML)
	}
}

func FuzzClean(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 20)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		n = 1 + (n&0x7fffffff)%500
		got := clean(s, n)
		if utf8.RuneCountInString(got) > n || scheme.MatchString(got) || got != strings.TrimSpace(got) {
			t.Errorf("%q", got)
		}
		checkPrintable(t, "clean text", got)
	})
}

func TestCleanTextStaysAsItIs(t *testing.T) {
	for in, want := range map[string]string{
		"Ola Berg":      "Ola Berg",
		"  a \r\n b\t":  "a b",
		"1234567890":    "1234567890",
		"12345678901":   "123456789…",
		"123456789 012": "123456789…",
		"wwww":          "wwww",
		"":              "",
		"Zoë O’Hara":    "Zoë O’Hara",
		"Metadata: a":   "Metadata:…",
	} {
		if got := clean(in, 10); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := clean("see http://x.example/", 40); got != "see x.example/" {
		t.Errorf("a link becomes %q", got)
	}
}
