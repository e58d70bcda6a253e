package rules

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// monday is a Monday morning; the tests' stories are told in days from it.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func at(days float64) time.Time { return monday.Add(time.Duration(days * float64(day))) }

// story builds events with IDs by their position.
func story(events ...Event) []Event {
	for i := range events {
		events[i].ID = EventID(fmt.Sprintf("e%03d", i))
		events[i].Contact = "mei"
		if events[i].Source == "" {
			events[i].Source = Source(fmt.Sprintf("mail:%d@x", i))
		}
	}
	return events
}

func sent(days float64, subject string) Event {
	return Event{Kind: Sent, At: at(days), Subject: subject, Person: &Person{Name: "Mei Tanaka", Address: "mei@x"}}
}

func got(days float64, i Intent) Event {
	return Event{Kind: Received, At: at(days), Intent: i, Person: &Person{Name: "Mei Tanaka", Address: "mei@x"}}
}

func invite(days, start float64, seq int, method string) Event {
	return Event{Kind: Meet, At: at(days), Meeting: &Meeting{UID: "u1", Sequence: seq, Method: method, Theirs: true,
		Start: at(start), End: at(start).Add(time.Hour)}}
}

func TestStageFollowsTheStory(t *testing.T) {
	bounce := Event{Kind: Bounced, At: at(1), Person: &Person{Address: "mei@x"}}
	for _, c := range []struct {
		name   string
		events []Event
		days   float64
		want   Stage
	}{
		{"named alone", story(Event{Kind: Added, At: at(0), Person: &Person{Name: "Mei"}}), 100, StageLead},
		{"wrote", story(sent(0, "coffee")), 1, StageAwaiting},
		{"answered", story(sent(0, "coffee"), got(2, Accepts)), 3, StageTalking},
		{"wrote again", story(sent(0, "coffee"), got(2, Asks), sent(3, "coffee")), 4, StageAwaiting},
		{"said no", story(sent(0, "coffee"), got(2, Declines)), 3, StageDeclined},
		{"said no, then yes", story(sent(0, "coffee"), got(2, Declines), got(5, Accepts)), 6, StageTalking},
		{"no more mail", story(sent(0, "coffee"), got(2, NoMoreMail), sent(3, "x")), 4, StageDeclined},
		{"bounced", story(sent(0, "coffee"), bounce), 3, StageUnreachable},
		{"bounced, another address", story(sent(0, "coffee"), bounce,
			Event{Kind: Alias, At: at(2), Person: &Person{Address: "mei@y"}}), 3, StageAwaiting},
		{"bounced, then wrote", story(sent(0, "coffee"), bounce, got(2, Asks)), 3, StageTalking},
		{"meeting ahead", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 3, StageScheduled},
		{"meeting over", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 6, StageMet},
		{"meeting over, thanked", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), sent(6, "thanks")), 7, StageInTouch},
		{"meeting long over", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 20, StageInTouch},
		{"meeting cancelled", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), invite(2, 5, 1, "CANCEL")), 3, StageTalking},
		{"meeting moved", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), invite(2, 9, 1, "REQUEST")), 7, StageScheduled},
		{"an old cancel", story(sent(0, "coffee"), invite(1, 5, 2, "REQUEST"), invite(2, 5, 1, "CANCEL")), 3, StageScheduled},
		{"called off by word", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), Event{Kind: Missed, At: at(5.5)}), 6, StageTalking},
		{"met by the owner's word", story(sent(0, "coffee"), Event{Kind: Met, At: at(5)}), 6, StageMet},
		{"two mails in vain", story(sent(0, "coffee"), sent(8, "coffee again")), 23, StageResting},
		{"two mails, not yet in vain", story(sent(0, "coffee"), sent(8, "coffee again")), 21, StageAwaiting},
		{"long silent", story(sent(0, "coffee"), got(1, Asks)), 62, StageResting},
		{"let rest", story(sent(0, "coffee"), Event{Kind: Rested, At: at(1)}), 2, StageResting},
		{"let rest in the same breath", story(sent(0, "coffee"), Event{Kind: Told, At: at(1)}, Event{Kind: Rested, At: at(1)}), 2, StageResting},
		{"let rest in the same breath, the other way round", story(sent(0, "coffee"), Event{Kind: Rested, At: at(1)}, Event{Kind: Told, At: at(1)}), 2, StageResting},
		{"let rest, then wrote", story(sent(0, "coffee"), Event{Kind: Rested, At: at(1)}, got(2, Asks)), 3, StageTalking},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Fold(c.events).Stage(at(c.days)); got != c.want {
				t.Errorf("on day %v: got %s, want %s", c.days, got, c.want)
			}
		})
	}
}

func TestCopiesOfOneMailCountOnce(t *testing.T) {
	c := Fold(story(sent(0, "coffee"), sent(0.001, "coffee"), sent(0.002, "another")))
	if c.Tries != 2 {
		t.Errorf("got %d tries, want 2: the copy within ten minutes is no try", c.Tries)
	}
	quick := Fold(story(sent(0, "coffee"), got(0.002, Asks), sent(0.004, "coffee")))
	if quick.Theirs || len(quick.Marks[MarkAnswer]) != 1 {
		t.Error("an answer within ten minutes was taken for a copy of the first mail")
	}
}

func TestAnswerIsNeverBeforeWhatItAnswers(t *testing.T) {
	answer := got(-1, Accepts) // the contact's clock is a day slow
	answer.Answers = []Source{"mail:0@x"}
	c := Fold(story(sent(0, "coffee"), answer))
	if reply := c.Marks[MarkReply][0].At; !reply.After(at(0)) {
		t.Errorf("answer at %s is not after the mail it answers", reply)
	}
	if c.Tries != 0 || !c.Theirs || c.AskedUs {
		t.Errorf("the answer was folded before the mail: %+v", c)
	}
}

// manyMeetings are so many weekly meetings from a day on.
func manyMeetings(n int, from float64) []Event {
	var events []Event
	for i := range n {
		e := invite(1, from+7*float64(i), 0, "REQUEST")
		e.Meeting.UID = fmt.Sprint("u", i)
		events = append(events, e)
	}
	return events
}

func TestTheNextOfManyMeetingsIsNotForgotten(t *testing.T) {
	c := Fold(story(append(manyMeetings(40, 9), Event{Kind: Met, At: at(0.5)})...))
	if first := c.Marks[MarkStart][0].At; !first.Equal(at(9)) {
		t.Errorf("the first meeting known of is that of %s", first)
	}
	if !c.everMet(at(2)) {
		t.Error("of so many meetings ahead, the one that was is forgotten")
	}
	later := Event{Kind: Noted, At: at(9 + 7*40)}
	if c := Fold(story(append(manyMeetings(40, 9), later)...)); len(c.Marks[MarkEnd]) != manyMarks {
		t.Errorf("%d ends are kept of meetings that are past, want %d", len(c.Marks[MarkEnd]), manyMarks)
	}
}

func TestMissedSaidTwiceMeansOneMeeting(t *testing.T) {
	c := Fold(story(append(manyMeetings(2, 9), Event{Kind: Missed, At: at(17)}, Event{Kind: Missed, At: at(18)})...))
	if len(c.Meetings) != 1 || !c.Meetings[0].Start.Equal(at(9)) {
		t.Errorf("what stands is %+v, want the first of two meetings", c.Meetings)
	}
}

func TestAnswerToAnotherNameOfAMailComesAfterIt(t *testing.T) {
	wrote, answer := sent(0, "coffee"), got(-1, Accepts)
	wrote.Also, answer.Answers = []Source{"mail:rewritten@server"}, []Source{"mail:rewritten@server"}
	if c := Fold(story(wrote, answer)); c.Tries != 0 || !c.Theirs {
		t.Errorf("the answer was folded before the mail: %+v", c)
	}
}

func TestReminderOnAnAnswerStandsWhereTheAnswerStands(t *testing.T) {
	answer := sent(0.99, "coffee") // the owner's clock is slow
	answer.Answers = []Source{"mail:0@x"}
	tag := Event{Kind: Remind, At: at(0.99), Until: at(5), Source: "mail:1@x"}
	if c := Fold(story(got(1, Asks), answer, tag)); len(c.Marks[MarkRemind]) != 1 {
		t.Error("the mail that it answers took the reminder away")
	}
}

func TestUndoneTakesBackAllOfItsSource(t *testing.T) {
	undo := func(days float64, ref string) Event {
		return Event{Kind: Undone, At: at(days), Source: Source(fmt.Sprintf("command:u%v", days)), Ref: ref}
	}
	line := Event{Kind: Rested, At: at(1), Source: "command:k#1"}
	for _, c := range []struct {
		name   string
		events []Event
		rested bool
	}{
		{"nothing undone", story(sent(0, "a"), line), true},
		{"the line", story(sent(0, "a"), line, undo(2, "command:k#1")), false},
		{"the whole mail", story(sent(0, "a"), line, undo(2, "command:k")), false},
		{"another mail", story(sent(0, "a"), line, undo(2, "command:k2")), true},
		{"a longer name is another", story(sent(0, "a"), line, undo(2, "command:k#")), true},
		{"the undo is undone", story(sent(0, "a"), line, undo(2, "command:k"), undo(3, "command:u2")), true},
		{"the undo is undone, by a clock that is slow", story(sent(0, "a"), line, undo(2, "command:k"), undo(1.9, "command:u2")), true},
		{"the undo is undone, and that too", story(sent(0, "a"), line, undo(2, "command:k"), undo(3, "command:u2"), undo(4, "command:u3")), false},
		{"two undo it, one is undone", story(sent(0, "a"), line, undo(2, "command:k"), undo(3, "command:k#1"), undo(4, "command:u2")), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := !Fold(c.events).Rested.IsZero(); got != c.rested {
				t.Errorf("rested %v, want %v", got, c.rested)
			}
		})
	}
}

func TestWhoAskedIsWhoBeganAfterALongSilence(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []Event
		want   bool
	}{
		{"the owner wrote", story(sent(0, "a"), got(1, Accepts)), false},
		{"they wrote", story(got(0, Asks), sent(1, "a")), true},
		{"they wrote about something else long ago", story(got(0, Asks), sent(100, "a"), got(101, Accepts)), false},
		{"they came back after long", story(sent(0, "a"), got(1, Accepts), got(100, Asks)), true},
		{"they invited", story(invite(0, 5, 0, "REQUEST")), true},
	} {
		if got := Fold(c.events).AskedUs; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestQuestionClosesWhenTheOwnerAnswers(t *testing.T) {
	other := &Person{Name: "M.", Address: "m@private"}
	ask := Event{Kind: Question, At: at(1), Ref: "alias", Person: other}
	if c := Fold(story(sent(0, "a"), ask)); len(c.Questions) != 1 || len(c.Marks[MarkQuestion]) != 1 {
		t.Fatalf("the question is not open: %+v", c.Questions)
	}
	if c := Fold(story(sent(0, "a"), ask, ask)); len(c.Questions) != 1 || len(c.Marks[MarkQuestion]) != 1 {
		t.Errorf("the same question is asked twice: %+v", c.Questions)
	}
	yes := Fold(story(sent(0, "a"), ask, Event{Kind: Alias, At: at(2), Person: other}))
	if len(yes.Questions) != 0 || len(yes.Marks[MarkQuestion]) != 0 || len(yes.Addresses) != 2 {
		t.Errorf("yes did not settle it: %+v", yes)
	}
	no := Fold(story(sent(0, "a"), ask, Event{Kind: NotAlias, At: at(2), Person: other}))
	if len(no.Questions) != 0 || len(no.Addresses) != 1 {
		t.Errorf("no did not settle it: %+v", no)
	}
	yesNo := Fold(story(sent(0, "a"), ask, Event{Kind: Alias, At: at(2), Person: other}, Event{Kind: NotAlias, At: at(3), Person: other}))
	noYes := Fold(story(sent(0, "a"), ask, Event{Kind: NotAlias, At: at(2), Person: other}, Event{Kind: Alias, At: at(3), Person: other}))
	if len(yesNo.Addresses) != 1 || len(yesNo.Strangers) != 1 || len(noYes.Addresses) != 2 || len(noYes.Strangers) != 0 {
		t.Errorf("the newest word does not count:\n%+v\n%+v", yesNo, noYes)
	}
}

// anyEvents draws a contact's life: mails that answer each other, meetings, commands and takings back.
func anyEvents(t *rapid.T) []Event {
	kinds := []Kind{Sent, Received, Told, Heard, Away, Bounced, Meet, Met, Missed, Done, Snoozed, Asked, Rested, Never,
		Tagged, Remind, Alias, NotAlias, Question, Undone, Seen}
	n := rapid.IntRange(1, 30).Draw(t, "n")
	var events []Event
	for i := range n {
		e := Event{
			ID: EventID(fmt.Sprintf("%02d", i)), Contact: "mei", Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
			At:      monday.Add(time.Duration(rapid.IntRange(0, 400*24*4).Draw(t, "quarter")) * 15 * time.Minute),
			Source:  Source(fmt.Sprintf("mail:%d@x", i)),
			Subject: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "subject"),
			Intent:  rapid.SampledFrom([]Intent{"", Accepts, Declines, Asks, Unsure}).Draw(t, "intent"),
			Person:  &Person{Name: "Mei", Address: rapid.SampledFrom([]string{"mei@x", "mei@y"}).Draw(t, "address")},
			Ref:     rapid.SampledFrom([]string{"nudge", "mail:3@x", "mail:7@x", "mail:11@x"}).Draw(t, "ref"),
			Rule:    rapid.SampledFrom([]string{"nudge", "check-in"}).Draw(t, "rule"),
		}
		e.Until = e.At.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "until")) * day)
		if rapid.Bool().Draw(t, "answers") {
			e.Answers = []Source{Source(fmt.Sprintf("mail:%d@x", rapid.IntRange(0, n).Draw(t, "answered")))}
		}
		if e.Kind == Meet {
			e.Meeting = &Meeting{UID: rapid.SampledFrom([]string{"u", "v"}).Draw(t, "uid"), Start: e.Until,
				End: e.Until.Add(time.Hour), Sequence: rapid.IntRange(0, 3).Draw(t, "sequence"),
				Method: rapid.SampledFrom([]string{"REQUEST", "REQUEST", "REPLY", "CANCEL"}).Draw(t, "method"),
				Reply:  rapid.SampledFrom([]string{"ACCEPTED", "DECLINED"}).Draw(t, "reply"),
				Theirs: rapid.Bool().Draw(t, "theirs")}
		}
		events = append(events, e)
	}
	return events
}

func TestFoldKnowsNoOrderAndNoRepetition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := anyEvents(t)
		again := slices.Clone(events)
		for range rapid.IntRange(0, 5).Draw(t, "repeats") {
			again = append(again, rapid.SampledFrom(events).Draw(t, "repeated"))
		}
		seed := rapid.Uint64().Draw(t, "shuffle")
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		for i := range again {
			again[i].Learned = monday.Add(time.Duration(i) * time.Hour)
		}
		if a, b := Fold(events), Fold(again); !reflect.DeepEqual(a, b) {
			t.Fatalf("two contacts of one life:\n%+v\n%+v", a, b)
		}
	})
}

func TestFoldLeavesItsInputAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := anyEvents(t)
		before := slices.Clone(events)
		Fold(events)
		if !reflect.DeepEqual(events, before) {
			t.Fatal("Fold changed its input")
		}
	})
}

func TestTimelineAnswersComeAfter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := timeline(anyEvents(t))
		at, answers := map[Source]time.Time{}, map[Source]Source{}
		for _, e := range line {
			if e.Kind == Sent || e.Kind == Received || e.Kind == Meet {
				at[e.Source] = e.At
			}
			if len(e.Answers) > 0 {
				answers[e.Source] = e.Answers[0]
			}
		}
		for _, e := range line {
			for _, s := range e.Answers {
				if what, known := at[s]; known && !chained(answers, s, e.Source) && !e.At.After(what) {
					t.Fatalf("%s at %s answers %s at %s", e.Source, e.At, s, what)
				}
			}
		}
	})
}

// chained tells whether from leads back to what: a ring of mails that answer each other has no order to keep.
func chained(answers map[Source]Source, from, what Source) bool {
	for range answers {
		if from == what {
			return true
		}
		from = answers[from]
	}
	return from == what
}

func TestIdentifyTellsPartsApart(t *testing.T) {
	key := []byte("k")
	e := func(s Source, addr string) Event { return Event{Source: s, Kind: Sent, Person: &Person{Address: addr}} }
	if Identify(key, e("mail:a", "b"), 0) == Identify(key, e("mail:", "ab"), 0) {
		t.Error("parts run into each other")
	}
	if Identify(key, e("mail:a", "b"), 0) == Identify([]byte("other"), e("mail:a", "b"), 0) {
		t.Error("the key does not matter")
	}
	if Identify(key, e("mail:a", "b"), 0) == Identify(key, e("mail:a", "b"), 1) {
		t.Error("the number does not matter")
	}
}

func TestQuoteIsOneLineOfBoundedLength(t *testing.T) {
	for text, want := range map[string]string{
		" a\n\tb  c ": "a b c", "a\x00b\u202ec": "abc", "": "",
		strings.Repeat("x", 279) + " yz": strings.Repeat("x", 279) + "…",
		strings.Repeat("x", 278) + " yz": strings.Repeat("x", 278) + "…",
		strings.Repeat("ü", 280):         strings.Repeat("ü", 280), "a \u200b b": "a b",
	} {
		if got := NewQuote(text); string(got) != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		q := string(NewQuote(rapid.String().Draw(t, "text")))
		if n := utf8.RuneCountInString(q); n > 280 || strings.ContainsAny(q, "\r\n\t") {
			t.Fatalf("%d runes: %q", n, q)
		}
	})
}
