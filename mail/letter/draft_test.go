package letter

import (
	"strings"
	"testing"

	"cuppa/rules"
)

// draftOf is the draft of the sample's prompt of this kind.
func draftOf(t *testing.T, v Voice, f Facts, kind string) Prompt {
	t.Helper()
	for _, p := range NewDigest(v, f).Prompts {
		if p.Kind == kind {
			return p
		}
	}
	t.Fatalf("no prompt of kind %s", kind)
	return Prompt{}
}

func TestADraftIsFitToSendOrEmptyBelowTheGreeting(t *testing.T) {
	v, f := week(t)
	for kind, want := range map[string]string{
		rules.KindAnswer:       "Hello Ola,\n\n",
		rules.KindThank:        "Hello Ines,\n\nthank you very much for taking the time to meet me. May I keep in touch and tell you how things go?\n\nBest wishes\nNora\n",
		rules.KindPrepare:      "Hello Ravi,\n\nlooking forward to Tuesday 9 March at 09:00, Café Sirius, Harbour 3.\n\nBest wishes\nNora\n",
		rules.KindReportBack:   "Hello Tova,\n\nI met Ines on 5 March, as you suggested. Thank you.\n\nBest wishes\nNora\n",
		rules.KindCongratulate: "Hello Kim,\n\n",
		rules.KindNudge:        "Hello Emil,\n\nmay I come back to my mail of 26 February? A short answer is plenty, and a no is fine too.\n\nBest wishes\nNora\n",
		rules.KindCheckIn:      "Hello Ruth,\n\n",
		rules.KindConfirm:      "",
	} {
		p := draftOf(t, v, f, kind)
		if p.Draft.Body != want {
			t.Errorf("%s: %q", kind, p.Draft.Body)
		}
		if want == "" {
			if p.Draft.Mailto != "" {
				t.Errorf("%s: %q", kind, p.Draft.Mailto)
			}
			continue
		}
		m := readMailto(t, p.Draft.Mailto)
		if m.to != p.Draft.To || m.subject != p.Draft.Subject || m.body != strings.ReplaceAll(want, "\n", "\r\n") || m.bcc != "" {
			t.Errorf("%s: the link says %+v", kind, m)
		}
	}
}

func TestHowItWentIsToldToTheReferrerInTheirOwnThread(t *testing.T) {
	v, f := week(t)
	d := draftOf(t, v, f, rules.KindReportBack).Draft
	if d.To != "tova@mail.example" || d.Subject != "Re: Thank you for the archive" {
		t.Errorf("%+v", d)
	}
}

func TestWithoutAConversationADraftHasAPlainSubject(t *testing.T) {
	v, f := week(t)
	for id, c := range f.Contacts {
		c.Subject = ""
		f.Contacts[id] = c
	}
	for kind, want := range map[string]string{rules.KindThank: "Thank you", rules.KindCheckIn: "Hello from Nora"} {
		if got := draftOf(t, v, f, kind).Draft.Subject; got != want {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

func TestADraftIsCopiedToTheDropAddressOnlyWhereSentIsNotWatched(t *testing.T) {
	v, f := week(t)
	v.BccDrafts = true
	if m := readMailto(t, draftOf(t, v, f, rules.KindThank).Draft.Mailto); m.bcc != "cuppa+7hq2@example.org" {
		t.Errorf("Bcc %q", m.bcc)
	}
}

func TestThereIsNothingToPressWhereThereIsNobodyToWriteTo(t *testing.T) {
	v, f := week(t)
	for _, address := range []string{"", "nobody", "a b@mail.example", "a@mail.example, evil@x.example", "a@x.example\r\nBcc: b@x.example"} {
		ruth := f.Contacts["ruth"]
		ruth.Person.Address = address
		f.Contacts["ruth"] = ruth
		d := NewDigest(v, f)
		p := d.Prompts[6]
		if p.Draft.Mailto != "" {
			t.Errorf("%q: %s", address, p.Draft.Mailto)
		}
		for _, l := range d.links(p, "cuppa+cx@example.org") {
			if l.Label == "Write" {
				t.Errorf("%q: a link to write", address)
			}
		}
	}
}

func TestWhoWaitsForAnAnswerIsFoundInTheMailNotWrittenToAnew(t *testing.T) {
	v, f := week(t)
	d := NewDigest(v, f)
	for _, l := range d.links(d.Prompts[0], "cuppa+cx@example.org") {
		if l.Label == "Write" {
			t.Error("a link would begin a new thread")
		}
	}
	if text := d.Text(); !strings.Contains(text, "from:ola") {
		t.Errorf("no words to search for in\n%s", text)
	}
}

func TestTheLinkOfAVideoCallIsNoPlace(t *testing.T) {
	v, f := brief(t)
	ravi := f.Contacts["ravi"]
	ravi.Meetings[0].Place = "https://meet.example/abc"
	f.Contacts["ravi"] = ravi
	d := NewDigest(v, f)
	if text := d.Text(); strings.Contains(text, "meet.example") || !strings.Contains(text, "camera") {
		t.Errorf("the brief says\n%s", text)
	}
}

func TestAdviceOnMannersFades(t *testing.T) {
	v, f := brief(t)
	if !strings.Contains(NewDigest(v, f).Text(), "yours to pay") {
		t.Error("no word on manners at the third meeting")
	}
	f.Met = 3
	if strings.Contains(NewDigest(v, f).Text(), "yours to pay") {
		t.Error("the fourth time is one too many")
	}
	f.Met = 0
	ravi := f.Contacts["ravi"]
	ravi.AskedUs = true
	f.Contacts["ravi"] = ravi
	if strings.Contains(NewDigest(v, f).Text(), "yours to pay") {
		t.Error("who was asked is told to pay")
	}
}

func TestAnOwnerOfSeveralAddressesIsToldFromWhichToWrite(t *testing.T) {
	v, f := week(t)
	if strings.Contains(NewDigest(v, f).Text(), "leave from") {
		t.Error("there is but one address to write from")
	}
	v.Addresses = append(v.Addresses, "nora@work.example")
	if text := NewDigest(v, f).Text(); !strings.Contains(text, "leave from nora@example.org") {
		t.Errorf("it says\n%s", text)
	}
	f.Plan.In = f.Plan.In[7:]
	if strings.Contains(NewDigest(v, f).Text(), "leave from") {
		t.Error("there is no draft")
	}
}
