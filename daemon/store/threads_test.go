package store

import (
	"fmt"
	"testing"

	"cuppa/rules"
)

func TestThreadIsFoundByItsMails(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		sent := func(id string, c rules.ContactID, messageID string) rules.Event {
			e := event(id, c, rules.Sent, "")
			e.Source = rules.MailSource(messageID)
			return e
		}
		copied := sent("0", "c2", "rewritten@x")
		copied.Also = []rules.Source{"mail:original@x"}
		add(t, a, copied, sent("1", "c2", "m1@x"), sent("2", "c1", "m1@x"), sent("3", "c3", "m2@x"),
			event("4", "", rules.Began, ""))
		add(t, a, event("5", "c1", rules.Merge, "c3"))
		view(t, a, func(tx *Tx) error {
			for id, want := range map[string]string{"m1@x": "[c1 c2]", "original@x": "[c2]",
				"m2@x": "[c1]", "m3@x": "[]"} {
				got, err := tx.ByThread(id)
				if err != nil || fmt.Sprint(got) != want {
					t.Errorf("%s: %v, %v; want %s", id, got, err, want)
				}
			}
			return nil
		})
	})
}
