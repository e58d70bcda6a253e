package rules

import (
	"cmp"
	"slices"
	"time"
)

// toldLength is how long a meeting lasted of which the owner says only when it was.
const toldLength = time.Hour

// standingMeetings are the meetings that stand: of each UID the message of the highest SEQUENCE, then the newest, counts
// (RFC 5546, 2.1.5); a cancel, a refusal by either side, or the owner's word that it did not happen takes it out. What
// the owner tells of is a meeting too.
func standingMeetings(line []Event) []Held {
	var held []Held
	settled := map[string]bool{}
	for _, e := range line {
		if e.Kind != Meet || e.Meeting == nil || settled[e.Meeting.UID] {
			continue
		}
		settled[e.Meeting.UID] = true
		if h, stands := settle(line, e.Meeting.UID); stands {
			held = append(held, h)
		}
	}
	for _, e := range line {
		if e.Kind == Met && !slices.ContainsFunc(held, func(h Held) bool { return near(h, e.At) }) {
			held = append(held, Held{Event: e.ID, Start: e.At.Add(-toldLength), End: e.At})
		}
	}
	slices.SortFunc(held, func(a, b Held) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Event, b.Event))
	})
	return dropMissed(held, line)
}

// near tells whether the owner's word of a meeting means one that is known by its invitation: within a day of it.
func near(h Held, at time.Time) bool {
	return at.After(h.Start.Add(-day)) && at.Before(h.End.Add(day))
}

// settle tells what stands of one UID.
func settle(line []Event, uid string) (Held, bool) {
	var newest *Event // of REQUEST and CANCEL
	refused := map[bool]int{true: -1, false: -1}
	for i := range line {
		e := &line[i]
		if e.Kind != Meet || e.Meeting == nil || e.Meeting.UID != uid {
			continue
		}
		switch {
		case e.Meeting.Method != "REPLY":
			if newest == nil || e.Meeting.Theirs == newest.Meeting.Theirs && e.Meeting.Sequence >= newest.Meeting.Sequence {
				newest = e // only the side that invited moves and cancels
			}
		case e.Meeting.Reply == "DECLINED":
			refused[e.Meeting.Theirs] = e.Meeting.Sequence
		default:
			refused[e.Meeting.Theirs] = -1
		}
	}
	if newest == nil || newest.Meeting.Method == "CANCEL" {
		return Held{}, false
	}
	m := newest.Meeting
	if max(refused[true], refused[false]) >= m.Sequence || m.Start.IsZero() {
		return Held{}, false
	}
	end := m.End
	if !end.After(m.Start) {
		end = m.Start.Add(toldLength)
	}
	return Held{Event: firstSaid(line, *newest), UID: uid, Start: m.Start, End: end, Summary: m.Summary, Place: m.Place}, true
}

// firstSaid is the event that first said what newest says: a repeated invitation changes nothing, and asks for nothing
// anew.
func firstSaid(line []Event, newest Event) EventID {
	same := func(e Event) bool {
		m, n := e.Meeting, newest.Meeting
		return e.Kind == Meet && m != nil && m.UID == n.UID && m.Method == n.Method &&
			m.Start.Equal(n.Start) && m.End.Equal(n.End) && m.Place == n.Place
	}
	return line[slices.IndexFunc(line, same)].ID
}

// dropMissed takes out what did not happen: the meeting that the owner named, or the last one before his word. To say it
// twice says no more.
func dropMissed(held []Held, line []Event) []Held {
	missed := map[EventID]bool{}
	for _, e := range line {
		if e.Kind != Missed {
			continue
		}
		named := EventID(e.Ref)
		for _, h := range held {
			if e.Ref == "" && h.Start.Before(e.At) {
				named = h.Event
			}
		}
		missed[named] = true
	}
	return slices.DeleteFunc(held, func(h Held) bool { return missed[h.Event] })
}

// markMeetings gives each meeting that stands its marks; they may lie ahead.
func (f *folder) markMeetings() {
	for _, h := range f.c.Meetings {
		if h.UID != "" {
			f.mark(MarkStart, h.Start, h.Event)
		}
		f.mark(MarkEnd, h.End, h.Event)
		f.mark(MarkMet, h.End, h.Event)
		f.mark(MarkTouch, h.End, h.Event)
	}
}
