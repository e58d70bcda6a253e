package demo

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/daemon"
	"cuppa/daemon/control"
	"cuppa/mail/message"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read the difference. got:\n%s", path, got)
	}
}

// played is the story after its end.
func played(t *testing.T) (*play, Result) {
	t.Helper()
	h, err := newHouse()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	s, err := readStory(storyText, time.Date(storyYear, time.November, 2, 7, 0, 0, 0, h.zone()))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlay(h, s)
	if err := p.all(t.Context()); err != nil {
		t.Fatal(err)
	}
	r, err := p.result()
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

func TestTheStoryAndItsLastLetterReadAsTheyDid(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	r, err := Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "story.txt", strings.Join(r.Story, "\n")+"\n")
	golden(t, "digest.txt", r.Digest)
	if !strings.Contains(r.HTML, "Samuel Boateng") || !strings.Contains(r.HTML, "mailto:cuppa%2B") {
		t.Errorf("the HTML is not that of a letter that left:\n%s", r.HTML)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind, %v", left, err)
	}
}

// The story is played once for all of these.
func TestOfTheStory(t *testing.T) {
	p, r := played(t)
	t.Run("the last letter is rich", func(t *testing.T) { theLastLetterIsRich(t, r) })
	t.Run("every letter arrives once, and nobody else hears of it", func(t *testing.T) { everyLetterArrivesOnce(t, p, r) })
	t.Run("a private mail leaves no trace", func(t *testing.T) { aPrivateMailLeavesNoTrace(t, p, r) })
	t.Run("the answer settles what it names", func(t *testing.T) { theAnswerSettlesWhatItNames(t, p, r) })
	t.Run("stages are what the story made of them", func(t *testing.T) { stagesAreWhatTheStoryMadeOfThem(t, r) })
}

func theLastLetterIsRich(t *testing.T, r Result) {
	for _, heading := range []string{
		"A LINE FROM YOU", "MEETINGS AHEAD", "ONE MORE TRY", "KEEPING IN TOUCH", "A QUESTION OF MINE", "RESTING", "THE DAYS AHEAD",
	} {
		if !strings.Contains(r.Digest, "\n"+heading+"\n") {
			t.Errorf("it has no section %s", heading)
		}
	}
}

func everyLetterArrivesOnce(t *testing.T, p *play, r Result) {
	ids, slots := map[string]bool{}, map[string]bool{}
	for _, l := range p.house.letters() {
		slot := l.at.Format(time.DateTime)
		if ids[l.id] || slots[slot] {
			t.Errorf("%q came twice, or with another at %s", l.subject, slot)
		}
		ids[l.id], slots[slot] = true, true
	}
	if len(ids) != r.Letters || r.Letters < 20 {
		t.Errorf("%d letters, %d counted", len(ids), r.Letters)
	}
	if left := p.house.world.Left(); len(left) > 0 {
		t.Errorf("%d mails left, one to %s", len(left), left[0].To)
	}
	if bad := p.house.world.IMAP.Trespasses(); len(bad) > 0 {
		t.Errorf("commands of somebody who writes: %v", bad)
	}
}

func aPrivateMailLeavesNoTrace(t *testing.T, p *play, r Result) {
	for _, nick := range []string{"Amin", "Gazette", "Teacher"} {
		private := p.story.people[nick]
		for _, c := range r.Contacts {
			if slices.Contains(c.Addresses, private.address) || c.Name == private.name {
				t.Errorf("%s is a contact", c.Name)
			}
		}
	}
	hub, err := daemon.Offline(p.house.options)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Contacts {
		shown := hub.Handle(control.Request{Name: "show", Format: "json", At: p.story.end, Whom: c.Addresses[0]})
		if shown.Code != control.OK || !strings.Contains(shown.Out, `"events"`) {
			t.Fatalf("show %s: %+v", c.Name, shown)
		}
		if strings.Contains(shown.Out, "appointment") || strings.Contains(shown.Out, "corner-dental") {
			t.Errorf("%s has something of it: %s", c.Name, shown.Out)
		}
	}
}

func theAnswerSettlesWhatItNames(t *testing.T, p *play, r Result) {
	answered := slices.IndexFunc(r.Story, func(line string) bool { return strings.Contains(line, `"1 done, 2 later"`) })
	if answered < 1 || !strings.Contains(r.Story[answered-1], "> One more try with Hanna; one more try with Samuel") {
		t.Fatalf("the answer is to another letter: %q", r.Story[answered-1:])
	}
	letters := p.house.letters()
	i := slices.IndexFunc(letters, func(l letter) bool { return l.receipt })
	if i < 0 || !strings.Contains(letters[i].text, "Hanna") || strings.Contains(letters[i].text, "Not clear to me") {
		t.Errorf("the receipt says %v", letters[max(i, 0)].text)
	}
}

func stagesAreWhatTheStoryMadeOfThem(t *testing.T, r Result) {
	want := map[string]string{
		"Ruth Okafor": "in-touch", "Tom Varga": "in-touch", "Hanna Virtanen": "in-touch", "Samuel Boateng": "talking",
		"Priya Menon": "scheduled", "Dan Whitlock": "awaiting", "Mei Lin": "in-touch", "Owen Pryce": "resting",
		"Ines Duarte": "awaiting", "Karla Simm": "declined", "Elif Kaya": "talking", "Leila Haddad": "scheduled",
		"Jonas Weiss": "unreachable",
	}
	for _, c := range r.Contacts {
		if want[c.Name] != c.Stage {
			t.Errorf("%s is %s, want %s", c.Name, c.Stage, want[c.Name])
		}
		delete(want, c.Name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

func TestItEndsWhenItIsToldTo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind, %v", left, err)
	}
}

func TestItSaysWhereItCannotMakeAFolder(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	if _, err := Run(t.Context()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestAnAnswerNeedsALetter(t *testing.T) {
	h, err := newHouse()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	at := time.Date(storyYear, time.July, 8, 12, 0, 0, 0, h.zone())
	p := newPlay(h, story{})
	if err := p.moment(t.Context(), at, []entry{{at: at, how: answer}}); !errors.Is(err, errNoLetter) {
		t.Errorf("got %v", err)
	}
}

func TestBothCopiesOfABccAreWhereProgramsPutThem(t *testing.T) {
	h, err := newHouse()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	e := entry{at: time.Date(storyYear, time.July, 8, 12, 0, 0, 0, h.zone()), how: bcc, more: "5w", subject: "Coffee?",
		from: person{name: "Nell Carter", address: "nell@carter.example", you: true}, to: person{name: "Ruth", address: "ruth@hall.example"}}
	h.put(e, newPen().write(e, ""))
	sent, inbox := h.world.IMAP.Messages(user, "Sent"), h.world.IMAP.Messages(user, "INBOX")
	if len(sent) != 1 || len(inbox) != 1 {
		t.Fatalf("%d in Sent, %d in INBOX", len(sent), len(inbox))
	}
	copied := message.Read(inbox[0].Bytes)
	if got := copied.Value("Delivered-To"); got != "cuppa+7hq2+5w@carter.example" || copied.ID != message.Read(sent[0].Bytes).ID {
		t.Errorf("delivered to %q, ID %q", got, copied.ID)
	}
}
