package ruleset

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"cuppa/rules"
	"cuppa/rules/strict"
)

const (
	mostNodes = 500     // of a condition's tree
	memory    = 100_000 // elements that one run may make, which bounds its time too
)

// facts are what a condition sees of a contact. There is no time among them: whether a rule fits may change with an
// event alone, so that prompts are intervals that can be computed ahead.
type facts struct {
	Tags         []string `expr:"tags"`
	Name         string   `expr:"name"`
	Address      string   `expr:"address"`
	Organisation string   `expr:"organisation"`
	Title        string   `expr:"title"`
	Subject      string   `expr:"subject"`  // of the newest mail in either direction
	Quote        string   `expr:"quote"`    // of the contact's newest mail
	Intent       string   `expr:"intent"`   // of the contact's newest mail
	Tries        int      `expr:"tries"`    // mails of the owner since the contact last wrote
	Answered     bool     `expr:"answered"` // the contact ever wrote
	AskedUs      bool     `expr:"asked_us"` // the contact wrote first
	Met          bool     `expr:"met"`      // a meeting took place or is set, or the owner said that they met
	Declined     bool     `expr:"declined"` // the contact's newest word is no
	Referred     bool     `expr:"referred"` // somebody named the contact to the owner
	Rhythm       bool     `expr:"rhythm"`   // the owner gave a rhythm
	Notes        int      `expr:"notes"`    // how many the owner keeps
}

// factNames are the names above, for hints.
var factNames = []string{
	"tags", "name", "address", "organisation", "title", "subject", "quote", "intent", "tries", "answered", "asked_us",
	"met", "declined", "referred", "rhythm", "notes",
}

func factsOf(c rules.Contact) facts {
	return facts{
		Tags: c.Tags, Name: c.Person.Name, Address: c.Person.Address, Organisation: c.Person.Organisation, Title: c.Person.Title,
		Subject: c.Subject, Quote: string(c.Quote), Intent: string(c.Intent), Tries: c.Tries, Answered: c.Answered,
		AskedUs: c.AskedUs, Met: len(c.Marks[rules.MarkMet]) > 0, Declined: !c.Declined.IsZero(), Referred: c.Referrer != "",
		Rhythm: !c.Cadence.IsZero(), Notes: len(c.Notes),
	}
}

// functions are those of expr's that a condition may call: pure, and without a way to the clock, to randomness or to
// large results.
var functions = []string{
	"all", "any", "one", "none", "filter", "map", "count", "len", "lower", "upper", "trim", "hasPrefix", "hasSuffix", "indexOf",
}

// compile makes a condition of an expression. It must be a truth value for every contact: what is not one by its types
// is refused, and so is what fails for a contact of whom nothing is known. Should a condition fail all the same for some
// contact (an index beyond the end), it does not hold for that contact: a wrong prompt is worse than none.
func compile(v strict.Value, text string) func(rules.Contact) bool {
	options := []expr.Option{expr.Env(facts{}), expr.AsBool(), expr.WarnOnAny(), expr.MaxNodes(mostNodes), expr.DisableAllBuiltins()}
	for _, name := range functions {
		options = append(options, expr.EnableBuiltin(name))
	}
	program, err := expr.Compile(text, options...)
	if err != nil {
		refuse(v, err, "the condition is wrong")
		return nil
	}
	if _, err := run(program, facts{}); err != nil {
		refuse(v, err, "the condition fails for a contact of whom nothing is known")
		return nil
	}
	return func(c rules.Contact) bool {
		holds, err := run(program, factsOf(c))
		return err == nil && holds
	}
}

// run runs a program on a machine of its own, so that conditions may be asked by several goroutines at once.
func run(program *vm.Program, f facts) (bool, error) {
	machine := vm.VM{MemoryBudget: memory}
	result, err := machine.Run(program, f)
	holds, _ := result.(bool)
	return holds, err
}

// refuse reports what expr says of an expression, at the place inside the text that it speaks of.
func refuse(v strict.Value, err error, problem string) {
	offset, message := 0, err.Error()
	var at *file.Error
	if errors.As(err, &at) {
		offset, message = at.From, at.Message
	}
	name, unknown := strings.CutPrefix(message, "unknown name ")
	kind, noTruth := strings.CutPrefix(message, "expected bool, but got ")
	switch {
	case unknown && slices.Contains(clocks, name):
		v.FailAt(offset, "say when with after:, at: and expires:", "a condition sees no clock, and does not know %q", name)
	case unknown:
		v.FailAt(offset, strict.Near(name, slices.Concat(factNames, functions)), "the condition does not know %q", name)
	case noTruth:
		v.FailAt(offset, "compare it with something: tries == 1", "the condition gives %s, not true or false", kindName(kind))
	default:
		hint := ""
		if strings.HasSuffix(message, `Operator("=")`) {
			hint = "write == to compare"
		}
		v.FailAt(offset, hint, "%s: %s", problem, typeWord.ReplaceAllStringFunc(message, kindName))
	}
}

// clocks are the names by which a condition might ask for the time.
var clocks = []string{"now", "date", "duration", "timezone", "today", "time"}

// kindName is a person's word for one of expr's types.
func kindName(kind string) string {
	switch {
	case kind == "string":
		return "text"
	case kind == "bool":
		return "a truth value"
	case strings.HasPrefix(kind, "int"), strings.HasPrefix(kind, "float"):
		return "a number"
	case strings.HasPrefix(kind, "[]"), kind == "array":
		return "a list"
	}
	return "something else"
}

// typeWord finds the names of types in what expr says.
var typeWord = regexp.MustCompile(`\[\]\w+|\b(int|float64|string|bool)\b`)
