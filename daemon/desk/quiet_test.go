package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestQuietLetterNamesWhoIsUnderWayAmongManyWhoRest(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	ask := func(name string, at time.Time) {
		o.arrives(inboxPlace, at, "From: Ada Example <ada@example.org>", "To: "+name+" <"+strings.ToLower(name)+"@rivers.example>",
			"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org", "Subject: Coffee, "+name+"?",
			"Message-ID: <ask-"+name+"@example.org>", "", "May I buy you a coffee?")
	}
	for i := range 5 * manyUnderWay {
		ask(fmt.Sprintf("Silent%d", i), o.when("2025-06-02 10:00"))
	}
	ask("Mei", o.when("2026-02-16 10:00"))
	o.arrives(inboxPlace, o.when("2026-02-17 10:00"), "From: Mei <mei@rivers.example>", "To: ada@example.org", "Subject: Re: Coffee, Mei?",
		"Message-ID: <thanks@rivers.example>", "In-Reply-To: <ask-Mei@example.org>", "", "Thank you, that is kind of you.")
	sent := o.wake(o.when("2026-03-09 07:00"))
	if len(sent) != 1 || !strings.Contains(sent[0].Text, "Mei") || strings.Contains(sent[0].Text, "Silent") {
		t.Errorf("letters: %+v", sent)
	}
}
