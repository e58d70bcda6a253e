package letter

import (
	"embed"
	"encoding/json"
	"strings"
	"sync"
	"text/template"
	"time"

	"cuppa/rules"
)

//go:embed words
var wordFiles embed.FS

// language holds the sentences of one language: a folder of words/, with words.json for lists of words and *.tmpl for
// sentences by name. Sentences decide order and ending; Go gives them facts alone.
type language struct {
	tag string // BCP 47, for the HTML lang attribute
	wordLists
	sentences *template.Template
}

type wordLists struct {
	Weekdays     []string          `json:"weekdays"` // from Sunday
	Months       []string          `json:"months"`
	Numbers      []string          `json:"numbers"` // from none
	Sections     map[string]string `json:"sections"`
	Questions    []string          `json:"questions"` // for a talk, whomever it is with
	LastQuestion string            `json:"last_question"`
}

// english is the one language there is, read once.
var english = sync.OnceValue(func() language { return load("en") })

// load reads a folder of words/. What it panics at is a mistake in the embedded files, which every test meets.
func load(tag string) language {
	l := language{tag: tag}
	data, err := wordFiles.ReadFile("words/" + tag + "/words.json")
	if err == nil {
		err = json.Unmarshal(data, &l.wordLists)
	}
	if err != nil {
		panic("embedded words/" + tag + "/words.json: " + err.Error())
	}
	functions := template.FuncMap{"capital": capital}
	l.sentences = template.Must(template.New(tag).Funcs(functions).ParseFS(wordFiles, "words/"+tag+"/*.tmpl"))
	return l
}

// say is the sentence of this name about the data. It panics at a sentence that does not exist or asks for a fact that
// is not there: an embedded file is wrong then.
func (l language) say(name string, data any) string {
	var b strings.Builder
	if err := l.sentences.ExecuteTemplate(&b, name, data); err != nil {
		panic("embedded words/" + l.tag + ": " + err.Error())
	}
	return b.String()
}

// sayFor is a part of what is said for this kind of prompt, or the one that serves any kind.
func (l language) sayFor(kind, part string, data any) string {
	if l.sentences.Lookup(kind+"."+part) == nil {
		kind = "any"
	}
	return l.say(kind+"."+part, data)
}

// sayOf is what is said of a matter on this occasion, or on any.
func (l language) sayOf(occasion, matter string, data any) string {
	if matter == "" || l.sentences.Lookup(occasion+"."+matter) == nil {
		matter = "any"
	}
	return l.say(occasion+"."+matter, data)
}

// call is what a person is called in a sentence: by the first name, else by whatever name there is.
func (l language) call(p rules.Person) string {
	if first := firstName(p.Name); first != "" {
		return first
	}
	if name := nameOf(p); name != "" {
		return name
	}
	return l.say("somebody", nil)
}

// day is a date as sentences see it.
type day struct {
	Weekday, Month string
	Day            int
	Year           int // 0 in the year of the letter
	Clock          string
}

func (l language) day(t, now time.Time) day {
	d := day{Weekday: l.Weekdays[t.Weekday()], Month: l.Months[t.Month()-1], Day: t.Day(), Clock: t.Format("15:04")}
	if t.Year() != now.Year() {
		d.Year = t.Year()
	}
	return d
}

// near is a date beside the letter's: today, yesterday, on Friday, on 20 October. Both times are in the owner's zone.
func (l language) near(t, now time.Time) string {
	d := l.day(t, now)
	switch n := daysBetween(now, t); {
	case n == 0:
		return l.say("near.today", d)
	case n == -1:
		return l.say("near.yesterday", d)
	case n == 1:
		return l.say("near.tomorrow", d)
	case n > -7 && n < 7:
		return l.say("near.weekday", d)
	}
	return l.say("near.date", d)
}

// span is how long it is from one moment to another, in the largest unit of which there are two: six weeks.
func (l language) span(from, to time.Time) string {
	days := max(daysBetween(from, to), 0)
	for _, u := range []struct {
		name string
		days int
	}{{"year", 365}, {"month", 30}, {"week", 7}} {
		if n := days / u.days; n >= 2 && !(u.name == "month" && n == 2) {
			return l.say("span."+u.name, l.count(n))
		}
	}
	return l.say("span.day", l.count(days))
}

// count is a number as sentences see it.
type count struct {
	N     int
	Words string // in letters up to twelve
}

func (l language) count(n int) count {
	if n >= 0 && n < len(l.Numbers) {
		return count{N: n, Words: l.Numbers[n]}
	}
	return count{N: n, Words: decimal(n)}
}

// daysBetween counts midnights from one moment to another, each on its own wall clock.
func daysBetween(from, to time.Time) int {
	a := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
	b := time.Date(to.Year(), to.Month(), to.Day(), 0, 0, 0, 0, time.UTC)
	return int(b.Sub(a) / (24 * time.Hour))
}
