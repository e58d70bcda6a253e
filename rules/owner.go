package rules

import "time"

// Owner is the fold of the events that have no contact: the account's own state.
type Owner struct {
	Began  time.Time // the account's first moment
	Paused time.Time // no letters of prompts until then
}
