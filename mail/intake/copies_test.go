package intake

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuppa/mail/message"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// transit are header fields that programs and servers add on the way, which must not change what a mail is.
var transit = []string{
	"Received: from a.example by b.example with ESMTPS id 1; " + date,
	"Received: from b.example (b.example [192.0.2.1])\r\n\tby c.example with LMTP id 2; " + date,
	"DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=x; b=abc",
	"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.net",
	"ARC-Authentication-Results: i=1; mx.example.org; dmarc=fail",
	"X-Spam-Status: No, score=-1.0",
	"X-Received: by 2002:a05 with SMTP id x",
	"Received-SPF: pass (mx.example.org)",
	"X-Mailer: A Mail Program 1.0",
	"User-Agent: Another",
	"X-Auto-Response-Suppress: All",
	"Thread-Topic: Twenty minutes",
	"X-MS-Has-Attach:",
	"Status: RO",
	"Return-Path: <ada@example.org>",
}

// someCopy is a mail as one place may hold it: with the header fields of its delivery on top, the mail's own in any order,
// and those of the way in between.
func someCopy(rt *rapid.T, label string, top, own []string, body string) string {
	between := rapid.SliceOfDistinct(rapid.SampledFrom(transit), rapid.ID[string]).Draw(rt, label+": on the way")
	fields := rapid.Permutation(slices.Concat(own, between)).Draw(rt, label+": order")
	return strings.Join(slices.Concat(top, fields, []string{"", body}), "\r\n")
}

func identified(v Verdict) map[rules.EventID]string {
	all := map[rules.EventID]string{}
	for _, e := range v.Events {
		all[rules.Identify(key, e, 0)] = sprint(e)
	}
	return all
}

// The same mail from another copy gives events with equal IDs, and those have equal content.
func TestCopiesOfOneMailGiveTheSameEvents(t *testing.T) {
	own := func(from, to string, more ...string) []string {
		return append([]string{"Date: " + date, "From: " + from, "To: " + to, "Subject: Re: Twenty minutes of your time?"}, more...)
	}
	toTwo := "Joan <joan@fields.example>, Mei Tanaka\r\n <mei@rivers.example>"
	withID := "Message-ID: <one@example.org>"
	tests := []struct {
		name     string
		own      []string
		one, two example
		top      [2][]string
	}{
		{"the owner's, from Sent and the drop address", own("Ada <ada@example.org>", toTwo, withID, "In-Reply-To: <ask@example.org>"),
			example{place: sent}, example{place: inbox},
			[2][]string{{"Bcc: cuppa+7hq2+mentor+2w@example.org"}, delivered("Delivered-To", "cuppa+7hq2+mentor+2w@example.org")}},
		{"the owner's without a Message-ID", own("Ada <ada@example.org>", toTwo), example{place: sent}, example{place: inbox},
			[2][]string{{"Bcc: cuppa+7hq2@example.org"}, delivered("X-Original-To", "cuppa+7hq2@example.org")}},
		{"a contact's, from the inbox and the archive", own("Mei Tanaka <mei@rivers.example>", "ada@example.org", withID), example{place: inbox},
			example{place: archive}, [2][]string{}},
		{"an aide's, from the inbox and the drop address", own("aide@rivers.example", "ada@example.org, cuppa@example.org", withID, "In-Reply-To: <ask@example.org>"),
			example{place: archive}, example{place: inbox}, [2][]string{nil, delivered("Delivered-To", "cuppa@example.org")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				one, two := tt.one, tt.two
				one.raw = someCopy(rt, "one", tt.top[0], tt.own, "Thank you!\r\n")
				two.raw = someCopy(rt, "two", tt.top[1], tt.own, "Thank you!\r\n")
				first, second := identified(one.decide(t)), identified(two.decide(t))
				if len(first) == 0 || !maps.Equal(first, second) {
					rt.Fatalf("events of one copy\n%v\nand of the other\n%v", first, second)
				}
			})
		})
	}
}

// Each event of a mail has an ID of its own: two with one ID would be stored as one.
func TestEventsOfAMailHaveIDsOfTheirOwn(t *testing.T) {
	for _, x := range examples() {
		v := x.decide(t)
		if n := len(identified(v)); n != len(v.Events) {
			t.Errorf("%s: %d IDs for %d events: %q", x.name, n, len(v.Events), describeAll(v.Events))
		}
	}
}

// Every copy adds what its place, tag and proof add: in whatever order copies are read, the events are the same.
func TestEachCopyAddsWhatItsTagsAdd(t *testing.T) {
	body := ask("joan@fields.example")
	plain := example{place: sent, raw: "Bcc: cuppa@example.org\r\n" + body}
	tagged := example{raw: strings.Join(delivered("Delivered-To", "cuppa+7hq2+mentor@example.org"), "\r\n") + "\r\n" + body}
	first, second := identified(plain.decide(t)), identified(tagged.decide(t))
	if len(first) != 1 || len(second) != 2 {
		t.Fatalf("%d and %d events, want 1 and 2", len(first), len(second))
	}
	for id, content := range first {
		if second[id] != content {
			t.Errorf("the copies differ:\n%s\n%s", content, second[id])
		}
	}
}

// examples are all mails of the tables, forgeries among them.
func examples() []example {
	all := slices.Concat(bySecretTag(), inSent(), unprovenMails(), peoplesMail(), machinesMail(), reports(), calendars(), ownCalendars(), commands(), quotedBy())
	for _, f := range forgeries() {
		all = append(all, f.example())
	}
	return all
}

// matters tells whether a verdict makes anything of a mail.
func matters(v Verdict) bool {
	return len(v.Events) > 0 || v.Spoken != nil || v.Held != "" || v.Own != "" || len(v.Searches) > 0
}

// What Decide would make something of by the whole mail, Wants does not refuse by its head.
func TestNothingThatMattersIsLeftUnread(t *testing.T) {
	wanted, refused := 0, 0
	for _, x := range examples() {
		head := x.arrival(message.ReadHead)
		wants := Wants(head, understand.Read(&head.Message), x.known())
		if matters(x.decide(t)) {
			wanted++
			if !wants {
				t.Errorf("%s: it would matter, and is not read", x.name)
			}
		} else if !wants {
			refused++
		}
	}
	if wanted < 80 || refused < 30 {
		t.Errorf("%d mails matter, %d are not read: the tables tell nothing", wanted, refused)
	}
}

// What the desk finds under Keys is all that Decide needs of the account.
func TestKeysNameAllThatDecideNeeds(t *testing.T) {
	for _, x := range examples() {
		a := x.arrival(message.Read)
		r, all := understand.Read(&a.Message), x.known()
		ids, addresses, tokens := Keys(a.Message, r, all)
		k := all
		k.Addresses, k.Threads, k.Letters = map[string]rules.ContactID{}, map[string][]rules.ContactID{}, map[string]Letter{}
		copyKeys(k.Addresses, all.Addresses, addresses)
		copyKeys(k.Threads, all.Threads, ids)
		copyKeys(k.Letters, all.Letters, slices.Concat(ids, tokens))
		if got, want := Decide(a, r, k, berlin(t)), Decide(a, r, all, berlin(t)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: by its keys alone it means\n%+v, want\n%+v", x.name, got, want)
		}
		for _, list := range [][]string{ids, addresses, tokens} {
			if slices.Contains(list, "") || len(slices.Compact(slices.Sorted(slices.Values(list)))) != len(list) {
				t.Errorf("%s: keys %q", x.name, list)
			}
		}
	}
}

func copyKeys[T any](to, from map[string]T, keys []string) {
	for _, k := range keys {
		if v, ok := from[k]; ok {
			to[k] = v
		}
	}
}

// Private mail is not even read.
func TestPrivateMailIsNotRead(t *testing.T) {
	for _, x := range []example{
		private("to a stranger, in Sent", ask("weber@clinic.example")),
		{name: "from a stranger", raw: answer("stranger@seas.example", "Hello")},
		{name: "a newsletter", raw: answer("news@shop.example", "Sale", "List-Id: <news.shop.example>")},
		{name: "the owner's own, in the inbox", raw: ask("weber@clinic.example")},
		{name: "from two authors", raw: answer("mei@rivers.example, tom@hills.example", "Hello")},
		{name: "from two authors, in a thread", raw: answer("mei@rivers.example, tom@hills.example", again, "In-Reply-To: <ask@example.org>")},
		{name: "others' mail in Sent", place: sent, raw: answer("mei@rivers.example", again)},
	} {
		head := x.arrival(message.ReadHead)
		if Wants(head, understand.Read(&head.Message), x.known()) {
			t.Errorf("%s: it is read", x.name)
		}
	}
}
