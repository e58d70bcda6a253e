package letter

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
	"cuppa/rules/command"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds a result against its file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		g, w := firstDifference(string(got), string(want))
		t.Errorf("%s differs; look at the change, then run go test -update\ngot  %s\nwant %s", path, g, w)
	}
}

// firstDifference is the first line in which two texts are not alike.
func firstDifference(a, b string) (string, string) {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i], y[i]
		}
	}
	return strconv.Itoa(len(x)) + " lines", strconv.Itoa(len(y)) + " lines"
}

// samples are all digests of the sample.
func samples(t testing.TB) map[string]Digest {
	all := map[string]Digest{}
	for name, make := range map[string]func(testing.TB) (Voice, Facts){
		"week": week, "empty": empty, "alone": alone, "brief": brief, "thanks": thanks, "trouble": trouble, "urgent": urgent,
		"alone-nudge": aloneNudge,
	} {
		v, f := make(t)
		all[name] = NewDigest(v, f)
	}
	return all
}

func urgent(t testing.TB) (Voice, Facts) {
	v, f := week(t)
	f.Schedule = Urgent
	f.Plan.In = f.Plan.In[:3]
	f.Plan.Out = nil
	f.Settled = nil
	return v, f
}

func aloneNudge(t testing.TB) (Voice, Facts) {
	v, f := week(t)
	c := f.Plan.In[5]
	c.Number = 1
	f.Plan = rules.Plan{In: []rules.Choice{c}}
	f.Contacts = map[rules.ContactID]rules.Contact{"emil": f.Contacts["emil"]}
	f.People, f.Settled, f.Resting = 1, nil, nil
	return v, f
}

// trouble is a week in which the daemon was off and cannot read one mailbox.
func trouble(t testing.TB) (Voice, Facts) {
	v, f := week(t)
	c := clock{v.Zone}
	f.Plan.In = f.Plan.In[:1]
	f.Plan.Out = []rules.Choice{{Prompt: rules.Prompt{ID: "p-emil", Contact: "emil", Kind: rules.KindNudge}, Reason: rules.ReasonSilence}}
	f.Health = Health{
		ReadUpTo: c.at(3, 6, 14, 10), Troubles: []string{"imap.example.org refuses the login since 14:10"},
		OffFrom: c.at(3, 2, 10, 0), OffUntil: c.at(3, 5, 9, 0),
	}
	f.Held = []HeldMail{{N: 1, From: "nora@elsewhere.example", Subject: "1 done", Why: "it bore no proof that it is yours"}}
	return v, f
}

func TestDigestsReadAsTheyDid(t *testing.T) {
	for name, d := range samples(t) {
		t.Run(name, func(t *testing.T) {
			l, err := d.Letter("key-" + name)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", []byte("Subject: "+l.Subject+"\n\n"+l.Text))
			golden(t, name+".html", []byte(l.HTML))
			data, err := json.MarshalIndent(d, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".json", append(data, '\n'))
		})
	}
}

func TestALetterGoesOverTheWireAsItDid(t *testing.T) {
	l, err := samples(t)["week"].Letter("key-week")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "week.eml", l.Bytes)
}

// receipts are the samples of what came of an answer.
func receipts(t testing.TB) map[string]command.Receipt {
	c := clock{voice(t).Zone}
	return map[string]command.Receipt{
		"receipt": {
			Lines: []command.Line{
				{Number: 1, Name: "Ola", Verb: command.Answered, Kind: rules.KindAnswer, Outcome: command.OutcomeTold},
				{Number: 5, Name: "Kim", Verb: command.No, Kind: rules.KindCongratulate, Outcome: command.OutcomeNotSo},
				{Number: 6, Name: "Emil", Verb: command.Later, Kind: rules.KindNudge, Outcome: command.OutcomeLater, Until: c.at(3, 15, 0, 0)},
			},
			Unclear: []command.Unclear{{Text: "9 done", Reason: command.ReasonNumber, Number: 9, Points: 8}},
		},
		"receipt-unclear": {Unclear: []command.Unclear{
			{Text: "danke", Reason: command.ReasonUnknown, Points: 8},
			{Text: "doen", Reason: command.ReasonUnknown, Nearest: "done", Points: 8},
		}},
		"receipt-undo": {Lines: []command.Line{{Number: 6, Name: "Emil", Verb: command.Undo, Outcome: command.OutcomeUndone}}},
		"help":         {Lines: []command.Line{{Verb: command.Help, Outcome: command.OutcomeHelp}}},
	}
}

func answered(t testing.TB) (Thread, time.Time) {
	c := clock{voice(t).Zone}
	return Thread{
		Subject: "Re: Ola named a time; How was it with Ines?", MessageID: "a1@mail.example",
		References: []string{"d1@example.org"},
		Points:     []command.Point{{Number: 1, Contact: "ola", Name: "Ola"}},
	}, c.at(3, 8, 19, 12)
}

func TestReceiptsReadAsTheyDid(t *testing.T) {
	thread, at := answered(t)
	for name, r := range receipts(t) {
		t.Run(name, func(t *testing.T) {
			l, err := NewReceipt(voice(t), r, "key-"+name, at, thread)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", []byte("Subject: "+l.Subject+"\n\n"+l.Text))
			golden(t, name+".html", []byte(l.HTML))
			if plain := ReceiptText(voice(t), r, at); plain != l.Text {
				t.Errorf("the command line says\n%s\nand the letter\n%s", plain, l.Text)
			}
		})
	}
}

func TestANoteAboutHeldMailReadsAsItDid(t *testing.T) {
	c := clock{voice(t).Zone}
	one := []HeldMail{{N: 1, From: "nora@elsewhere.example", Subject: "1 done"}}
	for name, list := range map[string][]HeldMail{
		"held": one, "held-two": append(one, HeldMail{N: 2, Subject: "rest ola", Why: "it bore no proof that it is yours"}),
	} {
		l, err := NewHeld(voice(t), list, "key-"+name, c.at(3, 8, 18, 0))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name+".txt", []byte("Subject: "+l.Subject+"\n\n"+l.Text))
	}
}
