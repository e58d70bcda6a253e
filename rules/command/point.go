package command

import (
	"slices"

	"cuppa/rules"
)

// NewPoint is what a number stands for: a prompt about a contact.
func NewPoint(number int, p rules.Prompt, c rules.Contact) Point {
	point := Point{Number: number, Prompt: p.ID, Contact: p.Contact, Rule: p.Rule, Kind: p.Kind, Anchor: p.Anchor,
		Name: c.Person.Name}
	if point.Name == "" {
		point.Name = c.Person.Address
	}
	i := slices.IndexFunc(c.Questions, func(q rules.Asking) bool { return q.Event == p.Anchor.Event })
	if p.Kind == rules.KindConfirm && i >= 0 {
		point.Question, point.Person = c.Questions[i].Event, c.Questions[i].Person
	}
	return point
}
