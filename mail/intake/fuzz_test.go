package intake

import (
	"reflect"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/mail/message"
	"cuppa/mail/understand"
)

func decideOn(a mail.Arrival, zone *time.Location) Verdict {
	return Decide(a, understand.Read(&a.Message), house(), zone)
}

// Whatever a mail is made of, what Decide makes of it can be stored, is believed for a proof alone, and is the same again.
func FuzzDecide(f *testing.F) {
	for i, x := range examples() {
		f.Add([]byte(x.raw), uint8(i), int64(i%3))
	}
	f.Fuzz(func(t *testing.T, raw []byte, roles uint8, internal int64) {
		a := mail.Arrival{Place: mail.Place{Login: "l", Mailbox: "m", Roles: mail.Roles{Inbox: roles&1 != 0, Drop: roles&2 != 0, Sent: roles&4 != 0}},
			UID: 1, Message: message.Read(raw)}
		if internal != 0 {
			a.Internal = time.Unix(internal, 0)
		}
		v := decideOn(a, berlin(t))
		checkVerdict(t, v)
		if again := decideOn(a, berlin(t)); !reflect.DeepEqual(v, again) {
			t.Errorf("it means\n%+v\nand then\n%+v", v, again)
		}
		head := a
		head.Message = message.ReadHead(raw)
		report := understand.Read(&a.Message).Report != nil // may show in the parts alone
		if matters(v) && !report && !Wants(head, understand.Read(&head.Message), house()) {
			t.Errorf("it matters, and is not read: %+v", v)
		}
	})
}

func checkVerdict(t *testing.T, v Verdict) {
	t.Helper()
	for _, e := range v.Events {
		if e.Contact == "" || e.Kind == "" || e.Source == "" || e.At.IsZero() || e.Person == nil || e.Person.Address == "" {
			t.Errorf("an event without its parts: %s", sprint(e))
		}
		if n := len([]rune(string(e.Quote))); n > 280 {
			t.Errorf("a quote of %d runes", n)
		}
		if e.ID != "" || !e.Learned.IsZero() {
			t.Errorf("an event that was committed: %s", sprint(e))
		}
	}
	if v.Spoken != nil && (!v.Trusted || len(v.Events) > 0 || v.Held != "") {
		t.Errorf("spoken %q of trust %v beside %q, held %q", said(v.Spoken), v.Trusted, describeAll(v.Events), v.Held)
	}
	if v.Held != "" && (v.Trusted || len(v.Events) > 0) {
		t.Errorf("held %q of trust %v beside %q", v.Held, v.Trusted, describeAll(v.Events))
	}
	if v.Own != "" && (v.Trusted || len(v.Events) > 0 || v.Spoken != nil) {
		t.Errorf("a letter of ours makes %+v", v)
	}
	if v.Class == "" || v.Confidence <= 0 || v.Confidence > 1 || len(v.Why) == 0 {
		t.Errorf("class %q of confidence %v for %q", v.Class, v.Confidence, v.Why)
	}
	for _, s := range v.Searches {
		if s.Header == "" || s.Value == "" || s.Place != "" {
			t.Errorf("a search %+v", s)
		}
	}
}

func TestExamplesKeepWhatEveryVerdictPromises(t *testing.T) {
	for _, x := range examples() {
		t.Run(x.name, func(t *testing.T) { checkVerdict(t, x.decide(t)) })
	}
}

func BenchmarkDecide(b *testing.B) {
	for name, x := range map[string]example{"contact": peoplesMail()[0], "outreach": bySecretTag()[0], "command": commands()[0], "stranger": {raw: answer("stranger@seas.example", "Hello")}} {
		a, k, zone := x.arrival(message.Read), x.known(), berlin(b)
		r := understand.Read(&a.Message)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Decide(a, r, k, zone)
			}
		})
	}
}

func BenchmarkWants(b *testing.B) {
	for name, x := range map[string]example{"contact": peoplesMail()[0], "stranger": {raw: answer("stranger@seas.example", "Hello")}} {
		head, k := x.arrival(message.ReadHead), x.known()
		r := understand.Read(&head.Message)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Wants(head, r, k)
			}
		})
	}
}
