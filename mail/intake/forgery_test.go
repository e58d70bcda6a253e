package intake

import (
	"slices"
	"strings"
	"testing"

	"cuppa/mail/letter"
	"cuppa/mail/understand"
)

// forgery is one try to make the daemon believe what is not so.
type forgery struct {
	tried string
	raw   string
	place string   // "" for the inbox
	may   []string // events that are the forger's own to make, or questions
}

const authResults = "Authentication-Results: "

// asAda puts the owner's name above a mail of a forger's: below it stand what the forger writes.
func asAda(to string, above ...string) string {
	return say(to, "1 done (Mei Tanaka, thank-you)", above, "1 rest", "2 never")
}

// results is a mail in the owner's name, to the drop address, with these Authentication-Results, topmost first.
func results(values ...string) string {
	var above []string
	for _, v := range values {
		above = append(above, "Authentication-Results: "+v)
	}
	return asAda("cuppa@example.org", above...)
}

// from is a mail to the drop address with this From line, which a trusted server has found to be somebody's.
func from(line string, results ...string) string {
	above := []string{"Authentication-Results: mx.example.org; dmarc=pass header.from=evil.example; dkim=pass header.d=evil.example"}
	raw := asAda("cuppa@example.org", append(results, above...)...)
	return strings.Replace(raw, "From: Ada Example <ada@example.org>", line, 1)
}

func forgeries() []forgery {
	otherKey := []byte("the key of another account ....")
	foreign := letter.TokenAddress("cuppa@example.org", letter.Token(otherKey, letterKey))
	old := letter.TokenAddress("cuppa@example.org", letter.Token(key, "ada/weekly/2024-01-01T07:00"))
	elsewhere := letter.TokenAddress("cuppa@evil.example", token)
	drop := delivered("Delivered-To", "cuppa@example.org")
	toDrop := []string{"Delivered-To: cuppa+7hq2@example.org"}
	below := []string{"Received: from evil.example by mx.example.org; " + date, "Delivered-To: cuppa+7hq2@example.org", "Bcc: cuppa@example.org"}
	const meiMail, tomMail = "mei@rivers.example", "tom@hills.example"
	gone := func(from string) string {
		raw := answer(from, "Automatic reply: coffee", "Auto-Submitted: auto-replied", "In-Reply-To: <ask@example.org>")
		return strings.Replace(raw, "Happy to!", "I have left the company.", 1)
	}
	return []forgery{
		{tried: "the owner's From, to the drop address", raw: ask("joan@fields.example", drop...)},
		{tried: "the owner's From, to a command address", raw: asAda("cuppa@example.org")},
		{tried: "the owner's From, to a contact, in the inbox", raw: ask(meiMail)},
		{tried: "the owner's From, to a contact, where the owner's mail lies too", raw: ask(meiMail), place: "mixed"},
		{tried: "a command, where the owner's mail lies too", raw: asAda("cuppa@example.org"), place: "mixed"},
		{tried: "a tag that the sender wrote below the server's line", raw: ask("joan@fields.example", below...)},
		{tried: "a guessed tag", raw: ask("joan@fields.example", delivered("Delivered-To", "cuppa+7hq3@example.org")...)},
		{tried: "the secret tag without its sign", raw: ask("joan@fields.example", delivered("Delivered-To", "cuppa7hq2@example.org")...)},
		{tried: "the secret tag at another domain", raw: ask("joan@fields.example", delivered("Delivered-To", "cuppa+7hq2@example.org.evil.example")...)},
		{tried: "the secret tag as a part of another tag", raw: ask("joan@fields.example", delivered("Delivered-To", "cuppa+7hq27hq2@example.org")...)},
		{tried: "a secret tag for a command", raw: asAda("cuppa+7hq2@example.org", toDrop...)},
		{tried: "a token of another account", raw: asAda(foreign)},
		{tried: "a token of a letter that is forgotten", raw: asAda(old)},
		{tried: "a known token at another domain", raw: asAda("cuppa@example.org, " + elsewhere)},
		{tried: "a stolen token, in one's own name", raw: strings.Replace(asAda(letterTo), "ada@example.org", "mallory@evil.example", 1)},
		{tried: "a stolen Message-ID, in one's own name", raw: strings.Replace(asAda("cuppa@example.org", "In-Reply-To: <"+letterID+">"), "ada@example.org", "mallory@evil.example", 1)},
		{tried: "a stolen token, as a contact", raw: strings.Replace(asAda(letterTo), "ada@example.org", tomMail, 1), may: []string{"received tom " + tomMail}},
		{tried: "a Message-ID that only looks like a letter's", raw: asAda("cuppa@example.org", "In-Reply-To: <"+letterID+".evil.example>")},
		{tried: "results of the sender's own below the server's", raw: results("mx.example.org; dmarc=fail header.from=example.org", "mx.example.org; dmarc=pass header.from=example.org")},
		{tried: "results of another server above", raw: results("mx.evil.example; dmarc=pass header.from=example.org", "mx.example.org; dmarc=pass header.from=example.org")},
		{tried: "the server's name as a beginning", raw: results("mx.example.org.evil.example; dmarc=pass header.from=example.org")},
		{tried: "the server's name in a comment", raw: results("mx.evil.example (mx.example.org); dmarc=pass header.from=example.org")},
		{tried: "the server's name in a property", raw: results("mx.evil.example; spf=pass smtp.helo=mx.example.org; dmarc=pass header.from=example.org")},
		{tried: "the pass in a comment", raw: results("mx.example.org; dmarc=fail (dmarc=pass) header.from=example.org")},
		{tried: "the pass in a quoted reason", raw: results(`mx.example.org; dmarc=fail reason="; dmarc=pass" header.from=example.org`)},
		{tried: "two results that differ", raw: results("mx.example.org; dmarc=pass header.from=example.org; dmarc=fail header.from=example.org")},
		{tried: "a pass in capitals of an unknown method", raw: results("mx.example.org; X-DMARC=PASS header.from=example.org")},
		{tried: "SPF alone", raw: results("mx.example.org; spf=pass smtp.mailfrom=ada@example.org")},
		{tried: "DMARC of the forger's own domain", raw: results("mx.example.org; dmarc=pass header.from=evil.example")},
		{tried: "DKIM of the forger's own domain", raw: results("mx.example.org; dkim=pass header.d=evil.example")},
		{tried: "DKIM of a public suffix", raw: strings.ReplaceAll(results("mx.example.org; dkim=pass header.d=co.uk"), "ada@example.org", "ada@work.co.uk"), place: "co.uk"},
		{tried: "DKIM of a top-level domain", raw: strings.ReplaceAll(results("mx.example.org; dkim=pass header.d=uk"), "ada@example.org", "ada@work.co.uk"), place: "co.uk"},
		{tried: "DKIM of a neighbour below a public suffix", raw: strings.ReplaceAll(results("mx.example.org; dkim=pass header.d=evil.co.uk"), "ada@example.org", "ada@work.co.uk"), place: "co.uk"},
		{tried: "DKIM of a domain that ends alike", raw: results("mx.example.org; dkim=pass header.d=ample.org")},
		{tried: "two From fields, the owner's first", raw: from("From: ada@example.org\r\nFrom: mallory@evil.example", authResults+"mx.example.org; dmarc=pass header.from=example.org")},
		{tried: "two From fields, the owner's last", raw: from("From: mallory@evil.example\r\nFrom: ada@example.org")},
		{tried: "two addresses in From", raw: from("From: ada@example.org, mallory@evil.example")},
		{tried: "a group in From", raw: from("From: ada@example.org: mallory@evil.example;")},
		{tried: "a group of both", raw: from("From: Ada: ada@example.org, mallory@evil.example;")},
		{tried: "the owner's address as a display name", raw: from(`From: "ada@example.org" <mallory@evil.example>`)},
		{tried: "the owner's address in a comment", raw: from("From: mallory@evil.example (ada@example.org)")},
		{tried: "two addresses in brackets", raw: from("From: <ada@example.org> <mallory@evil.example>")},
		{tried: "a confusable domain", raw: from("From: Ada Example <ada@exаmple.org>")},
		{tried: "a domain that ends in the owner's", raw: from("From: Ada Example <ada@evil-example.org>")},
		{tried: "the owner's address with a tag", raw: from("From: Ada Example <ada+cuppa@example.org>")},
		{tried: "a NUL in the address", raw: from("From: Ada <ada@example.org\x00@evil.example>")},
		{tried: "a NUL in the domain", raw: from("From: Ada <ada@example\x00.org>", authResults+"mx.example.org; dmarc=pass header.from=evil.example")},
		{tried: "a line end in the address", raw: from("From: Ada <mallory@evil.example\r\n From: ada@example.org>")},
		{tried: "an encoded line end in the name", raw: from("From: =?utf-8?q?Ada=0D=0AFrom:_ada@example.org?= <mallory@evil.example>")},
		{tried: "the owner as Sender", raw: from("From: mallory@evil.example\r\nSender: ada@example.org\r\nReply-To: ada@example.org")},
		{tried: "a mark of another account", raw: lines("From: cuppa@example.org", "To: ada@example.org", "X-Cuppa: "+letter.Mark(otherKey, letterKey), "Message-ID: <m@x>", "", "1 done")},
		{tried: "a mark that lost its proof", raw: asAda("cuppa@example.org", "X-Cuppa: "+token)},
		{tried: "the daemon's name without a mark", raw: strings.Replace(answer("cuppa@example.org", again, "In-Reply-To: <ask@example.org>"), "\r\n\r\n", "\r\nX-Cuppa: "+token+".x\r\n\r\n", 1)},
		{tried: "a report without a Message-ID of the owner's", raw: dsn("mailer-daemon@evil.example", meiMail, "failed", "5.1.1", "Message-ID: <guess@example.org>")},
		{tried: "a report for another contact", raw: dsn("mailer-daemon@evil.example", tomMail, "failed", "5.1.1", askID)},
		{tried: "a report in the owner's name", raw: dsn("ada@example.org", meiMail, "failed", "5.1.1", askID)},
		{tried: "a note that a contact has left, by a stranger", raw: gone("Mei Tanaka <mallory@evil.example>")},
		{tried: "a note that a contact has left, in the owner's name", raw: gone("ada@example.org")},
		{tried: "a cancel by a stranger in the organiser's name", raw: calendarMail("mallory@evil.example", "CANCEL", organiser(meiMail))},
		{tried: "a cancel by another contact", raw: calendarMail(tomMail, "CANCEL", organiser(meiMail)), may: []string{"received tom " + tomMail}},
		{tried: "a refusal by a stranger for an attendee", raw: calendarMail("mallory@evil.example", "REPLY", attendee(meiMail, "DECLINED"))},
		{tried: "a refusal by another contact for an attendee", raw: calendarMail(tomMail, "REPLY", attendee(meiMail, "DECLINED")), may: []string{"received tom " + tomMail}},
		{tried: "an invitation in the owner's name", raw: calendarTo(meiMail, "REQUEST", organiser("ada@example.org"))},
		{tried: "an alias by answering in a thread", raw: answer("Mei Tanaka <mallory@evil.example>", again, "In-Reply-To: <ask@example.org>"),
			may: []string{"received mei mallory@evil.example", "question mei mallory@evil.example ref=alias"}},
		{tried: "a contact's name", raw: answer("Mei Tanaka <mallory@evil.example>", again)},
		{tried: "others' mail in the sent mailbox", raw: answer(meiMail, again, "In-Reply-To: <ask@example.org>"), place: "sent"},
	}
}

func (f forgery) example() example {
	x := example{name: f.tried, raw: f.raw}
	switch f.place {
	case "mixed":
		x.place = mixed
	case "sent":
		x.place = sent
	case "co.uk":
		x.also = func(k *Known) { k.Owner = append(k.Owner, "ada@work.co.uk") }
	}
	return x
}

func TestForgeriesAreNotBelieved(t *testing.T) {
	for _, f := range forgeries() {
		t.Run(f.tried, func(t *testing.T) {
			v := f.example().decide(t)
			if got := describeAll(v.Events); !slices.Equal(got, f.may) {
				t.Errorf("events %q, may be %q (%q)", got, f.may, v.Why)
			}
			if v.Spoken != nil || v.Trusted || v.Own != "" {
				t.Errorf("trusted %v, own %q, spoken %q (%q)", v.Trusted, v.Own, said(v.Spoken), v.Why)
			}
		})
	}
}

// What the table above refuses is refused for the right reason only if the honest twin is believed.
func TestTheHonestTwinsAreBelieved(t *testing.T) {
	tests := []struct {
		results, domain string
		want            bool
	}{
		{"dmarc=pass header.from=example.org", "example.org", true},
		{"dmarc=pass", "example.org", true},
		{"dmarc=pass (p=NONE) header.from=Example.ORG", "example.org", true},
		{"dkim=fail header.d=example.org; dkim=pass header.d=example.org", "example.org", true},
		{"dkim=pass header.i=@example.org", "example.org", true},
		{"dkim=pass header.d=example.org", "mail.example.org", true},
		{"dkim=pass header.d=mail.example.org", "example.org", true},
		{"dkim=pass header.d=work.co.uk", "mail.work.co.uk", true},
		{"dkim=pass header.d=github.io", "ada.github.io", false},
		{"dkim=pass header.d=evil.github.io", "ada.github.io", false},
		{"dkim=pass header.d=ada.github.io", "ada.github.io", true},
		{"dkim=pass header.d=localhost", "localhost", true},
		{"dkim=pass header.d=com", "example.com", false},
		{"dkim=pass", "example.org", false},
		{"dkim=neutral header.d=example.org", "example.org", false},
		{"none", "example.org", false},
	}
	for _, tt := range tests {
		raw := strings.ReplaceAll(results("mx.example.org; "+tt.results), "ada@example.org", "ada@"+tt.domain)
		x := example{raw: raw, also: func(k *Known) { k.Owner = []string{"ada@" + tt.domain} }}
		if v := x.decide(t); v.Trusted != tt.want || (v.Spoken != nil) != tt.want {
			t.Errorf("%s for %s: trusted %v, want %v", tt.results, tt.domain, v.Trusted, tt.want)
		}
		x.also = func(k *Known) { k.Owner, k.AuthservID = []string{"ada@" + tt.domain}, "" }
		if x.decide(t).Trusted {
			t.Errorf("%s for %s is believed though no server is", tt.results, tt.domain)
		}
	}
}

// A mail that is held says nothing, whatever class of forgery it is.
func TestHeldMailIsSilent(t *testing.T) {
	held := 0
	for _, f := range forgeries() {
		v := f.example().decide(t)
		if v.Held == "" {
			continue
		}
		held++
		if v.Class != understand.Command && v.Class != understand.Outreach || len(v.Events) > 0 {
			t.Errorf("%s: class %s, events %q", f.tried, v.Class, describeAll(v.Events))
		}
	}
	if held < 10 {
		t.Errorf("only %d forgeries are shown to the owner", held)
	}
}
