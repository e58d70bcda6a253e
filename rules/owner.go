package rules

import "time"

// Owner is the fold of the events that have no contact: the account's own state.
type Owner struct {
	Began  time.Time // the account's first moment: what was past then is history
	Paused time.Time // no prompts until then; zero: not paused
}

// FoldOwner concludes the owner's state from the facts about him, in any order and with any repetition.
func FoldOwner(events []Event) Owner {
	var o Owner
	for _, e := range timeline(events) {
		switch e.Kind {
		case Began:
			if o.Began.IsZero() {
				o.Began = e.At
			}
		case Paused:
			o.Paused = e.Until
		}
	}
	return o
}
