package letter

import (
	"strings"
	"testing"
	"time"

	"cuppa/rules"
)

func TestWhatBecameOfPeopleIsSaidKindly(t *testing.T) {
	v, f := week(t)
	when := clock{v.Zone}.at(3, 4, 12, 0)
	for what, want := range map[string]string{
		rules.KindThank:      "You said thank you to Tova on Thursday: noted.",
		rules.KindAnswer:     "You answered Tova on Thursday: noted.",
		rules.KindNudge:      "You wrote to Tova on Thursday: noted.",
		rules.KindResume:     "You wrote to Tova on Thursday: noted.",
		rules.KindCheckIn:    "You wrote to Tova on Thursday: noted.",
		rules.KindReachOut:   "You wrote to Tova on Thursday. That is the hard part.",
		rules.KindReportBack: "You told how it went with Tova: noted.",
		Answered:             "Tova answered you on Thursday.",
		"":                   "What there was to do about Tova is done: noted.",
	} {
		f.Settled = []Happening{{Contact: "tova", What: what, When: when}}
		if got := NewDigest(v, f).settled(); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q", what, got)
		}
	}
}

func TestWhatWentWellIsNoLedger(t *testing.T) {
	v, f := week(t)
	for range 5 {
		f.Settled = append(f.Settled, f.Settled[0])
	}
	d := NewDigest(v, f)
	if n := strings.Count(d.Text(), ": noted."); n != maxSettled || len(d.Settled) != 6 {
		t.Errorf("%d sentences, and %d in JSON", n, len(d.Settled))
	}
}

func TestWhatTheOwnerDidIsSaidBeforeWhatOthersDid(t *testing.T) {
	v, f := week(t)
	when := clock{v.Zone}.at(3, 4, 12, 0)
	f.Settled = []Happening{
		{Contact: "ola", What: Answered, When: when}, {Contact: "oskar", What: Answered, When: when},
		{Contact: "tova", What: rules.KindThank, When: when}, {Contact: "ines", What: rules.KindThank, When: when},
	}
	got := strings.Join(NewDigest(v, f).settled(), " ")
	if want := "You said thank you to Tova on Thursday: noted. You said thank you to Ines on Thursday: noted."; got != want {
		t.Errorf("it says %q", got)
	}
	f.Settled = f.Settled[:3]
	got = strings.Join(NewDigest(v, f).settled(), " ")
	if want := "You said thank you to Tova on Thursday: noted. Oskar answered you on Thursday."; got != want {
		t.Errorf("Ola's answer is number 1 of the letter; it says %q", got)
	}
}

func TestWhoRestsIsLetGoWithoutBlame(t *testing.T) {
	v, f := week(t)
	for what, want := range map[string]string{
		Tries:    "Oskar Holm: two mails, no answer has come.",
		ByOwner:  "Oskar Holm, as you said.",
		Declined: "Oskar Holm cannot at the moment; if you like, two lines of thanks keep the door open.",
		"":       "Oskar Holm. One line from Oskar ends it.",
	} {
		f.Resting = []Happening{{Contact: "oskar", What: what, When: f.At}}
		var p page
		d := NewDigest(v, f)
		d.resting(&p)
		if text := strings.Join(strings.Fields(p.plain()), " "); !strings.HasPrefix(text, "RESTING "+want) {
			t.Errorf("%q: %s", what, text)
		}
	}
}

func TestTheOnlyPersonIsSpokenOfByHowThingsAre(t *testing.T) {
	v, f := alone(t)
	at := clock{v.Zone}.at(3, 3, 9, 0)
	for stage, c := range map[rules.Stage]struct {
		mark rules.Mark
		want string
	}{
		rules.StageAwaiting:  {rules.MarkSent, "You wrote to Mei Tanaka on Wednesday. That is the hard part."},
		rules.StageTalking:   {rules.MarkReply, "Mei Tanaka wrote to you on Wednesday"},
		rules.StageScheduled: {rules.MarkStart, "You meet Mei Tanaka on Wednesday."},
		rules.StageMet:       {rules.MarkMet, "You met Mei Tanaka on Wednesday."},
		rules.StageInTouch:   {rules.MarkTouch, "You and Mei Tanaka are in touch."},
		rules.StageResting:   {rules.MarkTouch, "Mei Tanaka is on your list"},
		rules.StageLead:      {"", "Mei Tanaka is on your list"},
	} {
		mei := f.Contacts["mei"]
		mei.Marks = map[rules.Mark][]rules.Moment{c.mark: {{At: at, Event: "e"}}}
		f.Contacts = map[rules.ContactID]rules.Contact{"mei": mei}
		f.Stages = map[rules.ContactID]rules.Stage{"mei": stage}
		text := strings.Join(strings.Fields(NewDigest(v, f).Text()), " ")
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: %s", stage, text)
		}
	}
}

func TestAPersonOfWhomNothingIsKnownIsSomebody(t *testing.T) {
	v, f := alone(t)
	f.Contacts = map[rules.ContactID]rules.Contact{"mei": {ID: "mei"}}
	if text := NewDigest(v, f).Text(); !strings.Contains(text, "somebody is on your list") {
		t.Errorf("it says\n%s", text)
	}
}

func TestTheOnlyPersonIsNotMadeUp(t *testing.T) {
	v, f := alone(t)
	f.Contacts, f.Stages = nil, nil
	if text := NewDigest(v, f).Text(); strings.Contains(text, "on your list") || !strings.Contains(text, "I look every day") {
		t.Errorf("it says\n%s", text)
	}
}

func TestNextWeekIsShortAndHoldsNothingThatIsInTheLetter(t *testing.T) {
	v, f := week(t)
	for range 8 {
		f.Plan.Next = append(f.Plan.Next, rules.Prompt{ID: "x", Contact: "ruth", Kind: rules.KindCheckIn, From: f.At.AddDate(0, 0, 3)})
	}
	var p page
	NewDigest(v, f).nextWeek(&p)
	if text := p.plain(); len(p.Blocks) != 1+maxList+1 || strings.Contains(text, "Ravi") || !strings.Contains(text, "Four more") {
		t.Errorf("it says\n%s", text)
	}
	f.Plan.Next = nil
	if text := NewDigest(v, f).Text(); !strings.Contains(text, "Nothing fixed so far.") {
		t.Errorf("it says\n%s", text)
	}
}

func TestThanksForATalkAheadAreNoDate(t *testing.T) {
	v, f := week(t)
	c := clock{v.Zone}
	thank := func(start time.Time) rules.Prompt {
		return rules.Prompt{ID: "t", Contact: "tova", Kind: rules.KindThank, Anchor: rules.Moment{At: start}, From: c.at(3, 11, 12, 0)}
	}
	f.Plan.Next = []rules.Prompt{thank(c.at(3, 11, 10, 0))}
	if got := NewDigest(v, f).ahead(); len(got) != 0 {
		t.Errorf("it says %q", got)
	}
	f.Plan.Next = []rules.Prompt{thank(c.at(3, 8, 6, 0))}
	if got := NewDigest(v, f).ahead(); len(got) != 1 || got[0] != "Thursday 11 March: Tova Ek, thank you." {
		t.Errorf("of a talk that was it says %q", got)
	}
}

func TestAContactsWordsAreSaidToBeTheirs(t *testing.T) {
	v, f := week(t)
	ruth := f.Contacts["ruth"]
	ruth.Notes, ruth.Quote = nil, "Measure your own river first."
	f.Contacts["ruth"] = ruth
	text := strings.Join(strings.Fields(NewDigest(v, f).Text()), " ")
	if !strings.Contains(text, `Ruth wrote: "Measure your own river first."`) {
		t.Errorf("it says %s", text)
	}
}

func TestTheGreetingFitsTheHour(t *testing.T) {
	v, f := week(t)
	for hour, want := range map[int]string{
		0: "Good morning, Nora.", 11: "Good morning, Nora.", 12: "Good afternoon, Nora.", 18: "Good evening, Nora.",
	} {
		f.At = time.Date(2027, 3, 8, hour, 30, 0, 0, v.Zone)
		if got := NewDigest(v, f).greeting(); got != want {
			t.Errorf("at %d: %s", hour, got)
		}
	}
	v.Owner, f.At = "", time.Date(2027, 3, 8, 18, 0, 0, 0, v.Zone)
	if got := NewDigest(v, f).greeting(); got != "Good evening." {
		t.Errorf("without a name: %s", got)
	}
}

func TestAnAddressThatFailedIsTheOneThatIsNamed(t *testing.T) {
	v, f := week(t)
	at := clock{v.Zone}.at(3, 4, 9, 0)
	ruth := f.Contacts["ruth"]
	ruth.Addresses = append(ruth.Addresses, rules.Address{Addr: "ruth@old.example", Dead: at})
	f.Contacts["ruth"] = ruth
	f.Plan.In = []rules.Choice{choice(1, "ruth", rules.KindFindAddress, rules.SectionRetry, rules.Moment{At: at, Event: "b"}, at)}
	p := NewDigest(v, f).Prompts[0]
	if !strings.HasPrefix(p.Why, "The address ruth@old.example no longer works since 4 March") {
		t.Errorf("it says %q", p.Why)
	}
	if p.Draft.Mailto != "" {
		t.Errorf("a mail to %q", p.Draft.To)
	}
}

func TestAnAutomaticAnswerIsSaidAndNotQuoted(t *testing.T) {
	v, f := week(t)
	emil := f.Contacts["emil"]
	emil.Back = clock{v.Zone}.at(3, 2, 9, 0)
	f.Contacts["emil"] = emil
	if why := NewDigest(v, f).Prompts[5].Why; !strings.Contains(why, "An automatic answer named 2 March as the day of return.") {
		t.Errorf("it says %q", why)
	}
}

func TestTheOneDocumentIsWhatALetterWithoutLinksShows(t *testing.T) {
	source, err := samples(t)["week"].HTML()
	if err != nil {
		t.Fatal(err)
	}
	checkHTML(t, source)
	if strings.Contains(source, "Press") || !strings.Contains(source, ">Write<") {
		t.Error("a preview has links that nobody answers, or none to write")
	}
}
