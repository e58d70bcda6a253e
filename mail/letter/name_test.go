package letter

import (
	"testing"

	"cuppa/rules"
)

func TestPeopleAreGreetedByTheirFirstNameOrByNone(t *testing.T) {
	for name, want := range map[string]string{
		"Samuel Ofori":           "Samuel",
		"samuel":                 "samuel",
		"Weber, Anna":            "Anna",
		"Weber, Dr. Anna":        "Anna",
		"Dr. Anna Weber":         "Anna",
		"Prof. Dr. Anna Weber":   "Anna",
		"Mrs Anna Weber":         "Anna",
		"Anne-Marie O'Neill":     "Anne-Marie",
		"Zoë":                    "Zoë",
		"王 小明":                   "王",
		"A. Weber":               "",
		"J Weber":                "",
		"anna@mail.example":      "",
		"3M Support":             "",
		"[Team] Rivers":          "",
		"":                       "",
		"Dr.":                    "",
		"River Board, Flood Dep": "River",
		"<b>Anna</b>":            "",
		"Anna\r\nBcc: evil":      "Anna",
	} {
		if got := firstName(name); got != want {
			t.Errorf("%q is greeted as %q, want %q", name, got, want)
		}
	}
}

func TestAPersonIsCalledSomehow(t *testing.T) {
	for want, p := range map[string]rules.Person{
		"Anna":              {Name: "Anna Weber", Address: "a@mail.example"},
		"A. Weber":          {Name: "A. Weber", Address: "a@mail.example"},
		"anna@mail.example": {Address: "anna@mail.example"},
		"somebody":          {},
	} {
		if got := english().call(p); got != want {
			t.Errorf("%+v is called %q, want %q", p, got, want)
		}
	}
}

func TestARoleIsWhatIsKnownOfIt(t *testing.T) {
	for want, p := range map[string]rules.Person{
		"planner, City": {Title: "planner", Organisation: "City"},
		"planner":       {Title: "planner"},
		"City":          {Organisation: "City"},
		"":              {},
	} {
		if got := roleOf(p); got != want {
			t.Errorf("%+v is %q, want %q", p, got, want)
		}
	}
}
