package control

import (
	"strings"
	"testing"

	"cuppa/rules/command"
)

// answer is another mail of Mei's in the conversation.
const answer = "From: Mei Tanaka <mei@rivers.example>\r\nTo: ada@example.org\r\nSubject: Re: Twenty minutes of your time?\r\n" +
	"Message-ID: <more@rivers.example>\r\nIn-Reply-To: <ask@example.org>\r\n\r\nSorry, I cannot make it on Thursday.\r\n"

// requests are one of each command, by the name of the golden file of its answer.
func requests(t *testing.T) map[string]Request {
	return map[string]Request{
		"contacts.txt":  {Name: "contacts"},
		"contacts.json": {Name: "contacts", Format: "json"},
		"show.txt":      {Name: "show", Whom: "mei"},
		"show.json":     {Name: "show", Whom: "mei@rivers.example", Format: "json"},
		"explain.txt":   {Name: "explain", Whom: "Mei Tanaka"},
		"explain.json":  {Name: "explain", Whom: "mei", Format: "json"},
		"gone.txt":      {Name: "explain", Whom: "karim"},
		"digest.txt":    {Name: "digest"},
		"digest.json":   {Name: "digest", Format: "json"},
		"classify.txt":  {Name: "classify", File: "answer.eml", Mail: []byte(answer)},
		"classify.json": {Name: "classify", File: "answer.eml", Format: "json", Mail: []byte(answer)},
		"early.txt":     {Name: "explain", Whom: "mei", At: wall(t, "2026-03-04 10:00")},
	}
}

func TestAnswersAreAsTheContractSays(t *testing.T) {
	h := newHub(t)
	for name, q := range requests(t) {
		r := h.Handle(q)
		if r.Code != OK || r.Err != "" {
			t.Errorf("%s: code %d, %s", name, r.Code, r.Err)
		}
		golden(t, name, r.Out)
	}
}

func TestHTMLIsAPage(t *testing.T) {
	r := newHub(t).Handle(Request{Name: "digest", Format: "html"})
	if r.Code != OK || !strings.Contains(r.Out, "<html") || !strings.Contains(r.Out, "Mei") {
		t.Errorf("code %d, %.200s", r.Code, r.Out)
	}
}

func TestReadingChangesNothing(t *testing.T) {
	h := newHub(t)
	before := map[string]Response{}
	for name, q := range requests(t) {
		before[name] = h.Handle(q)
	}
	for name, q := range requests(t) {
		if got := h.Handle(q); got != before[name] {
			t.Errorf("%s was answered otherwise the second time: %+v", name, got)
		}
	}
}

func TestCommandsAreObeyedAndTold(t *testing.T) {
	for _, c := range []struct {
		say  command.Command
		want string // in the JSON
	}{
		{command.Command{Verb: command.Done, Whom: "mei"}, `"verb":"done","kind":"answer","outcome":"`},
		{command.Command{Verb: command.Rest, Whom: "mei"}, `"verb":"rest","kind":"answer","outcome":"rested"`},
		{command.Command{Verb: command.Never, Whom: "mei"}, `"verb":"never","kind":"answer","outcome":"off"`},
		{command.Command{Verb: command.Later, Whom: "mei", Start: wall(t, "2026-03-30 00:00"), End: wall(t, "2026-03-31 00:00")},
			`"until":"2026-03-30T00:00:00+02:00"`},
	} {
		t.Run(string(c.say.Verb), func(t *testing.T) {
			changed := 0
			a := newAccount(t, "ada")
			a.Changed = func() { changed++ }
			h := &Hub{}
			h.Set([]Account{a})
			c.say.Text = string(c.say.Verb) + " mei"
			r := h.Handle(Request{Name: "do", Format: "json", Command: &c.say})
			if r.Code != OK || !strings.Contains(r.Out, c.want) || !strings.Contains(r.Out, `"unclear":[]`) {
				t.Errorf("code %d, %s%s; want %s", r.Code, r.Out, r.Err, c.want)
			}
			if changed != 1 {
				t.Errorf("the daemon was told %d times that something changed", changed)
			}
			if due := h.Handle(Request{Name: "digest", Format: "json"}); strings.Contains(due.Out, `"kind":"answer"`) {
				t.Errorf("it is still due: %s", due.Out)
			}
			undone := h.Handle(Request{Name: "do", Command: &command.Command{Verb: command.Undo, Text: "undo"}})
			if undone.Code != OK {
				t.Errorf("undo: %s", undone.Err)
			}
			if due := h.Handle(Request{Name: "digest", Format: "json"}); !strings.Contains(due.Out, `"kind":"answer"`) {
				t.Errorf("undo did not take it back: %s", due.Out)
			}
		})
	}
}

func TestWhatCannotBeDoneSaysWhyAndHowItEnds(t *testing.T) {
	two := &Hub{}
	two.Set([]Account{newAccount(t, "ada"), newAccount(t, "bo")})
	for _, c := range []struct {
		name string
		hub  *Hub
		q    Request
		code int
		err  string
	}{
		{"an unknown command", newHub(t), Request{Name: "dance"}, Usage, "dance"},
		{"no account at all", &Hub{}, Request{Name: "contacts"}, Usage, "no such account"},
		{"an unknown account", newHub(t), Request{Name: "contacts", Account: "eve"}, Usage, `"eve"; hint: there is [ada]`},
		{"two accounts and none named", two, Request{Name: "contacts"}, Usage, "name one of [ada bo] with --account"},
		{"two accounts and one named", two, Request{Name: "contacts", Account: "bo"}, OK, ""},
		{"nobody of that name", newHub(t), Request{Name: "show", Whom: "noor"}, Failed, "no contact is called so"},
		{"two people of that name", newHub(t), Request{Name: "explain", Whom: "a"}, Usage, "several contacts are called so"},
		{"no command to do", newHub(t), Request{Name: "do"}, Failed, "no command is given"},
		{"nothing to take back", newHub(t), Request{Name: "do", Command: &command.Command{Verb: command.Undo, Text: "undo"}}, Failed, "undo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := c.hub.Handle(c.q)
			if r.Code != c.code || !strings.Contains(r.Err, c.err) || (r.Err == "") != (c.code == OK) {
				t.Errorf("code %d, %q; want %d, %q", r.Code, r.Err, c.code, c.err)
			}
		})
	}
}

func TestRebuildGivesTheSameViews(t *testing.T) {
	h := newHub(t)
	before := h.Handle(Request{Name: "explain", Whom: "mei", Format: "json"})
	if r := h.Handle(Request{Name: "rebuild"}); r.Code != OK {
		t.Fatal(r.Err)
	}
	if after := h.Handle(Request{Name: "explain", Whom: "mei", Format: "json"}); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before.Out, after.Out)
	}
}

func TestNobodyIsKnownBeforeTheFirstMail(t *testing.T) {
	h := newHub(t)
	before := wall(t, "2026-03-03 09:00")
	if r := h.Handle(Request{Name: "contacts", At: before}); r.Code != OK || !strings.HasPrefix(r.Out, "No contacts yet.") {
		t.Errorf("code %d, %s%s", r.Code, r.Out, r.Err)
	}
	if r := h.Handle(Request{Name: "contacts", Format: "json", At: before}); r.Code != OK || r.Out != "" {
		t.Errorf("code %d, %s%s", r.Code, r.Out, r.Err)
	}
}
