package letter

import (
	"bufio"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"cuppa/rules/command"
)

// ban is a word that letters do not use, and why.
type ban struct {
	word   *regexp.Regexp
	reason string
}

func bans(t *testing.T) []ban {
	t.Helper()
	file, err := os.Open("testdata/style.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []ban
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		word, reason, ok := strings.Cut(lines.Text(), "\t")
		if !ok || reason == "" {
			t.Fatalf("style.txt: %q has no reason", lines.Text())
		}
		end := `\b`
		if w, open := strings.CutSuffix(word, "*"); open {
			word, end = w, ""
		}
		all = append(all, ban{regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(word) + end), reason})
	}
	return all
}

// offences are what a text says that it must not.
func offences(text string, list []ban) []string {
	var found []string
	for _, b := range list {
		if word := b.word.FindString(text); word != "" {
			found = append(found, word+": "+b.reason)
		}
	}
	if strings.Contains(text, "!") {
		found = append(found, "!: shouts")
	}
	return found
}

// code is what a template says to the machine.
var code = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

func TestNoSentenceBlamesShamesGuessesOrShouts(t *testing.T) {
	list := bans(t)
	err := fs.WalkDir(wordFiles, "words/en", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.Contains(path, ".") {
			return err
		}
		data, err := fs.ReadFile(wordFiles, path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(code.ReplaceAllString(string(data), " "), "\n") {
			for _, o := range offences(line, list) {
				t.Errorf("%s, line %d: %s", path, i+1, o)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoLetterBlamesShamesGuessesOrShouts(t *testing.T) {
	list := bans(t)
	for name, l := range letters(t) {
		text := l.Text
		for _, e := range command.Table() { // the owner's words, not ours
			text = strings.ReplaceAll(text, e.Example, "")
		}
		for _, o := range offences(l.Subject+"\n"+text, list) {
			t.Errorf("%s: %s", name, o)
		}
	}
	for name, d := range samples(t) {
		for _, p := range d.Prompts {
			for _, o := range offences(p.Why+"\n"+p.Draft.Subject+"\n"+p.Draft.Body, list) {
				t.Errorf("%s, %s: %s", name, p.Kind, o)
			}
		}
	}
}

func TestTheStyleTestFindsWhatHurts(t *testing.T) {
	list := bans(t)
	for _, text := range []string{
		"You have not answered Samuel.", "2 people wait for you", "Great job!", "Ask her.", "The leads of this week", "Prompts: 3",
	} {
		if len(offences(text, list)) == 0 {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{"The others can rest; here is one theme.", "Nothing is lost."} {
		if o := offences(text, list); len(o) > 0 {
			t.Errorf("%q does not pass: %v", text, o)
		}
	}
}

func TestNoDraftHasAGapOrAWordThatIsWrongTwoDaysLater(t *testing.T) {
	relative := regexp.MustCompile(`(?i)\b(today|tomorrow|yesterday|this week|next week|on (mon|tues|wednes|thurs|fri|satur|sun)day)\b|[\[\]<>{}_]|\.\.\.`)
	for name, d := range samples(t) {
		for _, p := range d.Prompts {
			if bad := relative.FindString(p.Draft.Body); bad != "" {
				t.Errorf("%s, %s: draft has %q:\n%s", name, p.Kind, bad, p.Draft.Body)
			}
		}
	}
}

// letters are one of each kind, from the samples.
func letters(t testing.TB) map[string]Letter {
	all := map[string]Letter{}
	keep := func(name string, l Letter, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = l
	}
	for name, d := range samples(t) {
		l, err := d.Letter("key-" + name)
		keep(name, l, err)
	}
	thread, at := answered(t)
	for name, r := range receipts(t) {
		l, err := NewReceipt(voice(t), r, "key-"+name, at, thread)
		keep(name, l, err)
	}
	l, err := NewHeld(voice(t), []HeldMail{{N: 1, From: "nora@elsewhere.example", Subject: "1 done"}}, "key-held", at)
	keep("held", l, err)
	return all
}
