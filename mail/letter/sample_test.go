package letter

import (
	"testing"
	"time"

	"cuppa/rules"
)

// The sample is a week of Nora Lind, who asks people about work on rivers and maps. Monday 8 March 2027, 07:00.

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func voice(t testing.TB) Voice {
	return Voice{
		Account: "nora", Owner: "Nora Lind", Addresses: []string{"nora@example.org"},
		From: "cuppa@example.org", To: "nora@example.org", Zone: zoneOf(t, "Europe/Stockholm"),
		Drop: "cuppa@example.org", DropTag: "7hq2", Key: []byte("a key of thirty-two bytes, no less"),
	}
}

// clock makes moments on the owner's clock.
type clock struct{ zone *time.Location }

func (c clock) at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2027, month, day, hour, minute, 0, 0, c.zone)
}

// contact is a person of the sample.
func contact(id, name, title, organisation, subject string) rules.Contact {
	address := id + "@" + "mail.example"
	return rules.Contact{
		ID:        rules.ContactID(id),
		Person:    rules.Person{Name: name, Address: address, Title: title, Organisation: organisation},
		Addresses: []rules.Address{{Addr: address}},
		Subject:   subject,
		Marks:     map[rules.Mark][]rules.Moment{},
	}
}

func (c clock) people() map[rules.ContactID]rules.Contact {
	all := map[rules.ContactID]rules.Contact{}
	put := func(x rules.Contact) { all[x.ID] = x }

	ola := contact("ola", "Ola Berg", "hydrologist", "River Board", "Twenty minutes about floods")
	ola.Intent, ola.Answered = rules.ProposesTime, true
	ola.Quote = "Would Tuesday or Wednesday after lunch suit you?"
	put(ola)

	ines := contact("ines", "Ines Okoro", "", "", "Maps of the delta")
	ines.Meetings = []rules.Held{{Event: "m-ines", Start: c.at(3, 5, 10, 0), End: c.at(3, 5, 10, 30), Summary: "Coffee", Place: "Café Sirius, Harbour 3"}}
	ines.Referrer = "tova"
	put(ines)

	ravi := contact("ravi", "Ravi Menon", "surveyor", "Land Office", "A question about surveying")
	ravi.Meetings = []rules.Held{{Event: "m-ravi", Start: c.at(3, 9, 9, 0), End: c.at(3, 9, 9, 45), Summary: "Surveying, a talk", Place: "Café Sirius, Harbour 3"}}
	ravi.Notes = []rules.Note{{At: c.at(3, 1, 8, 0), Text: "knows the people at the map archive"}}
	ravi.Quote = "Tuesday at nine, at the Sirius?"
	put(ravi)

	put(contact("tova", "Tova Ek", "librarian", "Map Archive", "Thank you for the archive"))

	kim := contact("kim", "Dr. Kim Sørensen", "Head of Planning", "Coast Agency", "Coast planning")
	put(kim)

	emil := contact("emil", "Emil Strand", "", "", "Both from the river course")
	emil.Tries = 1
	put(emil)

	ruth := contact("ruth", "Ruth Adeyemi", "cartographer", "", "Learning QGIS")
	ruth.Notes = []rules.Note{{At: c.at(1, 25, 12, 0), Text: "advice: try the free GIS course"}}
	ruth.Marks[rules.MarkMet] = []rules.Moment{{At: c.at(1, 22, 11, 0), Event: "m-ruth"}}
	put(ruth)

	oskar := contact("oskar", "Oskar Holm", "", "", "Sediment")
	oskar.Tries = 2
	put(oskar)

	mei := contact("mei", "Mei Tanaka", "", "", "Tide tables")
	mei.Questions = []rules.Asking{{Event: "q-mei", About: "alias", Person: &rules.Person{Name: "Mei T", Address: "mei@home.example"}}}
	put(mei)
	return all
}

// choice numbers a prompt of the sample.
func choice(n int, contact, kind string, section rules.Section, anchor rules.Moment, from time.Time) rules.Choice {
	return rules.Choice{
		Number: n, Section: section, Reason: rules.ReasonFits,
		Prompt: rules.Prompt{
			ID: rules.PromptID("p-" + contact + "-" + kind), Contact: rules.ContactID(contact), Rule: kind, Kind: kind,
			Anchor: anchor, Try: 1, From: from,
		},
	}
}

// week is the plan of a full week.
func week(t testing.TB) (Voice, Facts) {
	v := voice(t)
	c := clock{v.Zone}
	moment := func(at time.Time, event string) rules.Moment {
		return rules.Moment{At: at, Event: rules.EventID(event)}
	}
	f := Facts{
		At: c.at(3, 8, 7, 0), Schedule: Weekly, Contacts: c.people(), People: 12, Met: 2,
		Stages: map[rules.ContactID]rules.Stage{
			"ola": rules.StageTalking, "ines": rules.StageMet, "ravi": rules.StageScheduled, "kim": rules.StageInTouch,
			"emil": rules.StageAwaiting, "ruth": rules.StageInTouch, "oskar": rules.StageResting, "mei": rules.StageTalking,
		},
		Settled: []Happening{{Contact: "tova", What: rules.KindThank, When: c.at(3, 4, 18, 20)}},
		Resting: []Happening{{Contact: "oskar", What: Tries, When: c.at(3, 6, 0, 0)}},
		Health:  Health{ReadUpTo: c.at(3, 8, 6, 58)},
		Next:    c.at(3, 15, 7, 0),
	}
	f.Plan.In = []rules.Choice{
		choice(1, "ola", rules.KindAnswer, rules.SectionAnswer, moment(c.at(3, 4, 15, 0), "r-ola"), c.at(3, 8, 7, 0)),
		choice(2, "ines", rules.KindThank, rules.SectionThank, moment(c.at(3, 5, 10, 30), "m-ines"), c.at(3, 5, 12, 30)),
		choice(3, "ravi", rules.KindPrepare, rules.SectionMeetings, moment(c.at(3, 9, 9, 0), "m-ravi"), c.at(3, 8, 17, 0)),
		choice(4, "ines", rules.KindReportBack, rules.SectionReport, moment(c.at(3, 5, 10, 30), "m-ines"), c.at(3, 6, 9, 0)),
		choice(5, "kim", rules.KindCongratulate, rules.SectionNews, moment(c.at(3, 4, 9, 0), "s-kim"), c.at(3, 6, 9, 0)),
		choice(6, "emil", rules.KindNudge, rules.SectionRetry, moment(c.at(2, 26, 9, 0), "o-emil"), c.at(3, 5, 9, 0)),
		choice(7, "ruth", rules.KindCheckIn, rules.SectionTouch, moment(c.at(1, 22, 11, 0), "m-ruth"), c.at(3, 5, 11, 0)),
		choice(8, "mei", rules.KindConfirm, rules.SectionConfirm, moment(c.at(3, 6, 11, 0), "q-mei"), c.at(3, 6, 11, 0)),
	}
	f.Plan.In[0].Prompt.Urgent = true
	f.Plan.Out = []rules.Choice{{Prompt: rules.Prompt{ID: "p-out", Contact: "oskar", Kind: rules.KindCheckIn}, Reason: rules.ReasonBudget}}
	f.Plan.Next = []rules.Prompt{
		{ID: "p-ravi-prepare", Contact: "ravi", Kind: rules.KindPrepare, Anchor: moment(c.at(3, 9, 9, 0), "m-ravi"), From: c.at(3, 8, 17, 0)},
		{ID: "p-tova", Contact: "tova", Kind: rules.KindCheckIn, Anchor: moment(c.at(1, 9, 9, 0), "s-tova"), From: c.at(3, 11, 9, 0)},
	}
	return v, f
}

// empty is a week in which nothing is due.
func empty(t testing.TB) (Voice, Facts) {
	v, f := week(t)
	f.Plan.In, f.Plan.Out = nil, nil
	f.Settled, f.Resting = nil, nil
	return v, f
}

// alone is the first week of an account with one contact.
func alone(t testing.TB) (Voice, Facts) {
	v, f := week(t)
	c := clock{v.Zone}
	mei := f.Contacts["mei"]
	mei.Questions = nil
	mei.Marks[rules.MarkSent] = []rules.Moment{{At: c.at(3, 3, 9, 0), Event: "o-mei"}}
	f.Contacts = map[rules.ContactID]rules.Contact{"mei": mei}
	f.Stages = map[rules.ContactID]rules.Stage{"mei": rules.StageAwaiting}
	f.People, f.Plan, f.Settled, f.Resting = 1, rules.Plan{}, nil, nil
	return v, f
}

// evening is an urgent plan that holds one prompt alone.
func evening(t testing.TB, number int, at time.Time) (Voice, Facts) {
	v, f := week(t)
	c := f.Plan.In[number-1]
	c.Number, c.Prompt.Urgent = 1, true
	f.Schedule, f.At, f.Health.ReadUpTo = Urgent, at, at.Add(-3*time.Minute)
	f.Plan = rules.Plan{In: []rules.Choice{c}}
	f.Settled, f.Resting = nil, nil
	return v, f
}

func brief(t testing.TB) (Voice, Facts) {
	c := clock{zoneOf(t, "Europe/Stockholm")}
	v, f := evening(t, 3, c.at(3, 8, 18, 0))
	f.History = map[rules.ContactID][]rules.Event{"ravi": {
		{Kind: rules.Sent, At: c.at(2, 25, 9, 0), Subject: "A question about surveying"},
		{Kind: rules.Received, At: c.at(2, 27, 9, 0), Quote: "Happy to; mornings are best."},
		{Kind: rules.Received, At: c.at(3, 1, 9, 0), Quote: "Tuesday at nine, at the Sirius?"},
	}}
	return v, f
}

func thanks(t testing.TB) (Voice, Facts) {
	c := clock{zoneOf(t, "Europe/Stockholm")}
	return evening(t, 2, c.at(3, 5, 18, 0))
}
