package command

import (
	"testing"

	"cuppa/rules"
)

func TestAPointOfAQuestionKnowsWhomItIsAbout(t *testing.T) {
	other := &rules.Person{Name: "A. Berg", Address: "anna@home.example"}
	c := rules.Contact{
		ID: "anna", Person: rules.Person{Address: "anna@work.example"},
		Questions: []rules.Asking{{Event: "earlier"}, {Event: "question", About: "alias", Person: other}},
	}
	p := rules.Prompt{
		ID: "p", Contact: "anna", Rule: "confirm", Kind: rules.KindConfirm, Anchor: rules.Moment{At: wednesday(), Event: "question"},
	}
	want := Point{
		Number: 3, Prompt: "p", Contact: "anna", Rule: "confirm", Kind: rules.KindConfirm, Anchor: p.Anchor,
		Name: "anna@work.example", Question: "question", Person: other,
	}
	if got := NewPoint(3, p, c); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.Kind, c.Person.Name = rules.KindNudge, "Anna"
	if got := NewPoint(3, p, c); got.Person != nil || got.Question != "" || got.Name != "Anna" {
		t.Errorf("a nudge asks whose address it is: %+v", got)
	}
}
