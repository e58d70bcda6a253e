package intake

import (
	"slices"
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/mail/understand"
)

// owners decides on a mail in the owner's name: a command, a capture by the drop address, a mail to a contact, or nothing
// of ours. Calendars may send in his name, but nothing automatic commands.
func owners(v *Verdict, a mail.Arrival, r understand.Reading, k Known, zone *time.Location) {
	calendar := r.Class == understand.Calendar
	if r.Automatic && !calendar {
		v.say("it is in the owner's name, and automatic")
		return
	}
	why := proof(a, r, k)
	v.Trusted = why != ""
	if v.Trusted {
		v.say("it is the owner's: " + why)
	}
	if l, toUs := addressed(a.Message, r, k); toUs && !calendar {
		command(v, a.Message, r, l)
		return
	}
	capture(v, a, r, k, zone)
}

// addressed tells whether a mail speaks to the daemon: it answers a letter or names the drop address, and goes to nobody
// else. What goes to people as well is a mail to people.
func addressed(m mail.Message, r understand.Reading, k Known) (*Letter, bool) {
	if to, copied := people(m, k); len(to)+len(copied) > 0 {
		return nil, false
	}
	if l := letterByToken(m, r, k); l != nil {
		return l, true
	}
	if l := letterAnswered(m, k); l != nil {
		return l, true
	}
	toUs := slices.ContainsFunc(slices.Concat(m.To, m.Cc), func(a mail.Address) bool { return k.ours(a.Addr) })
	return nil, toUs
}

// command reads what the owner says to the daemon. Lines of the letter that is answered are none of his.
func command(v *Verdict, m mail.Message, r understand.Reading, l *Letter) {
	v.Class, v.Confidence = understand.Command, 1
	if !v.Trusted {
		v.hold("it bore no proof that it is yours")
		return
	}
	s := &Spoken{}
	quoted := map[string]bool{"": true}
	if l != nil {
		s.Letter = l.Key
		for line := range strings.Lines(l.Text) {
			quoted[fold(line)] = true
		}
	}
	if !r.Answers {
		s.Subject = m.Subject
	}
	for line := range strings.Lines(r.Text) {
		if line = fold(line); !quoted[line] {
			s.Lines = append(s.Lines, line)
		}
	}
	v.Spoken = s
}

func (v *Verdict) hold(why string) {
	v.Held = why
	v.say("held: " + why)
}

// fold is a line with its white space folded, as programs change it where they quote.
func fold(line string) string { return strings.Join(strings.Fields(line), " ") }
