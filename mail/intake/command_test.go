package intake

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"cuppa/mail/letter"
	"cuppa/mail/understand"
)

// say is a mail of the owner's to the daemon.
func say(to, subject string, above []string, text ...string) string {
	return lines(append(append(above, "From: Ada Example <ada@example.org>", "To: "+to, "Subject: "+subject, "Message-ID: <cmd@example.org>", ""), text...)...)
}

func inReply(above ...string) []string { return append(above, "In-Reply-To: <"+letterID+">") }

const (
	digest = "Re: Three people this week"
	dmarc  = "Authentication-Results: mx.example.org; dmarc=pass header.from=example.org"
)

func obeyed(name, raw, spoken string) example {
	return example{name: name, raw: raw, class: understand.Command, trusted: true, spoken: spoken}
}

func heldBack(name, raw string) example {
	return example{name: name, raw: raw, class: understand.Command, held: true}
}

// commands are what the owner says to the daemon, by each proof.
func commands() []example {
	from := func(p example) example { p.place = sent; return p }
	tokened := delivered("Delivered-To", letterTo)
	noDrop := obeyed("an answer to where letters come from", say("robot@example.org", digest, inReply(), "1 done"), letterKey+"||1 done")
	noDrop.also = func(k *Known) { k.Drop, k.From = "", "robot@example.org" }
	asOwner := obeyed("letters that come from the owner", say("ada@example.org", digest, inReply(), "1 done"), letterKey+"||1 done")
	asOwner.also = func(k *Known) { k.Drop, k.From = "", "ada@example.org" }
	people := func(name, raw string) example {
		return example{name: name, raw: raw, class: understand.Outreach, trusted: true, events: []string{mei},
			searches: []string{"MESSAGE-ID cmd@example.org", "REPORT cmd@example.org"}}
	}
	forwarded := example{name: "a letter passed on to a stranger", raw: say("joan@fields.example", "Fwd: Three people this week", inReply(), "rest"),
		class: understand.Unrelated, trusted: true}
	return []example{
		obeyed("by the token in To", say(letterTo, digest, nil, "1 done"), letterKey+"||1 done"),
		obeyed("by the token in the envelope", say("ada@example.org", digest, tokened, "1 done"), letterKey+"||1 done"),
		obeyed("by the token in upper case", say(strings.ToUpper(letterTo), digest, nil, "1 done"), letterKey+"||1 done"),
		obeyed("by In-Reply-To", say("cuppa@example.org", digest, inReply(), "1 done"), letterKey+"||1 done"),
		obeyed("by In-Reply-To, to the owner himself", say("ada@work.example", digest, inReply(), "1 done"), letterKey+"||1 done"),
		obeyed("by References of a program that writes no In-Reply-To",
			say("cuppa@example.org", digest, []string{"References: <old@example.org> <" + letterID + ">"}, "1 done"), letterKey+"||1 done"),
		obeyed("by DMARC", say("cuppa@example.org", digest, []string{dmarc}, "1 done"), "||1 done"),
		obeyed("by DMARC, though the token is nobody's", say("cuppa+caaaabbbbccccdddd@example.org", digest, []string{dmarc}, "1 done"), "||1 done"),
		obeyed("by aligned DKIM", say("cuppa@example.org", digest, []string{"Authentication-Results: MX.example.org; dkim=pass header.d=mail.example.org"}, "1 done"), "||1 done"),
		from(obeyed("by the sent mailbox", say("cuppa@example.org", digest, nil, "1 done"), "||1 done")),
		from(obeyed("by the sent mailbox, in Cc to himself", say("ada@example.org", digest, []string{"Cc: cuppa@example.org"}, "1 done"), "||1 done")),
		obeyed("a prepared mail", say(letterTo, "1 done (Mei Tanaka, thank-you)", nil, ""), letterKey+"|1 done (Mei Tanaka, thank-you)"),
		obeyed("an answer keeps no subject", say(letterTo, "1 done", inReply(), "2 later"), letterKey+"||2 later"),
		obeyed("several lines", say(letterTo, digest, nil, "1 done", "", "  3   later\t2w ", "all rest"), letterKey+"||1 done|3 later 2w|all rest"),
		noDrop, asOwner, forwarded,
		people("an answer to a letter that goes to a contact is a mail to the contact", say("mei@rivers.example", digest, inReply(), "1 done")),
		people("so is one with the contact in Cc", say(letterTo, digest, []string{"Cc: mei@rivers.example"}, "1 done")),
		heldBack("by the secret tag alone", say("cuppa@example.org", digest, delivered("Delivered-To", "cuppa+7hq2@example.org"), "1 done")),
		heldBack("by nothing", say("cuppa@example.org", digest, nil, "1 done")),
		heldBack("by References beside a foreign In-Reply-To", say("cuppa@example.org", digest,
			[]string{"In-Reply-To: <foreign@x.example>", "References: <" + letterID + ">"}, "1 done")),
		{name: "a holiday note at the token address", class: understand.AutoReply,
			raw: say(letterTo, "Automatic reply: Three people this week", inReply("Auto-Submitted: auto-replied"), "1 done")},
		{name: "a report at the token address", class: understand.Bounce,
			raw: strings.Replace(dsn("ada@example.org", "mei@rivers.example", "failed", "5.1.1", askID), "To: ada@example.org", "To: "+letterTo, 1)},
		{name: "a newsletter at the drop address, from Sent", place: sent, class: understand.Bulk,
			raw: say("cuppa@example.org", "rest", []string{"List-Id: <all.example.org>"}, "1 done")},
		{name: "the daemon's own letter", class: understand.Own, own: token, raw: lines("From: cuppa@example.org", "To: ada@example.org", "Subject: Three people this week",
			"Message-ID: <"+letterID+">", "Auto-Submitted: auto-generated", "X-Cuppa: "+letter.Mark(key, letterKey), "", "1 done")},
		{name: "the daemon's own letter in the owner's name", class: understand.Own, own: token, place: sent,
			raw: say("ada@example.org", "Three people this week", []string{"X-Cuppa: " + letter.Mark(key, letterKey)}, "1 done")},
	}
}

// quotedBy is an answer as programs write it below the owner's own words.
func quotedBy() []example {
	var list []example
	programs := map[string][]string{
		"Gmail":        {"", "On Mon, Mar 2, 2026 at 7:00 AM cuppa <cuppa@example.org> wrote:", "", "> 1  Mei Tanaka has not answered.", ">    Say: 1 later 2w", ">", "> all done"},
		"Gmail, HTML ": {"", "On Mon, Mar 2, 2026 at 7:00 AM cuppa <cuppa@example.org> wrote:", "", "all done", "2 rest"},
		"Outlook":      {"", "________________________________", "From: cuppa <cuppa@example.org>", "Sent: Monday, March 2, 2026 7:00 AM", "To: Ada Example <ada@example.org>", "Subject: Three people this week", "", "1  Mei Tanaka has not answered.", "2 rest", "all done"},
		"Outlook, old": {"", "-----Original Message-----", "From: cuppa", "Sent: Monday, March 2, 2026 7:00 AM", "To: Ada", "Subject: Three people", "", "2 rest", "all done"},
		"Apple Mail":   {"", "> On 2. Mar 2026, at 07:00, cuppa <cuppa@example.org> wrote:", "> ", "> 1  Mei Tanaka has not answered.", "> 2 rest", "> all done"},
		"German":       {"", "Am 02.03.26 um 07:00 schrieb cuppa:", "> 2 rest", "> all done"},
		"no mark":      {"", "Good morning, Ada.", "", "1 Mei Tanaka  has not answered.", " Say: 1 later 2w", "", "all done"},
		"a signature":  {"", "-- ", "Ada Example", "2 rest"},
	}
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		raw := say("cuppa@example.org", digest, inReply(), append([]string{"1 done"}, programs[name]...)...)
		list = append(list, obeyed("quoted by "+name, raw, letterKey+"||1 done"))
	}
	return list
}

func TestOnlyWhatIsProvenCommands(t *testing.T)      { checkAll(t, commands()) }
func TestLinesOfTheLetterAreNoCommands(t *testing.T) { checkAll(t, quotedBy()) }
