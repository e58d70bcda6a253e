package desk

import (
	"slices"
	"strings"

	"cuppa/daemon/store"
	"cuppa/mail"
)

// Watched is a mailbox that the daemon watches for this desk.
type Watched struct {
	mail.Place
	All bool // every personal mail in it is outreach
}

// placesSetting keeps the mailboxes, so that searches are noted for those whose login is down as well.
const placesSetting = "places"

// Watch tells the desk which mailboxes of one login are watched. Searches go to them, and prompts that rest on silence wait
// for them.
func (d *Desk) Watch(login string, places []Watched) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	others := slices.DeleteFunc(slices.Clone(d.places), func(w Watched) bool { return w.Login == login })
	d.places = append(others, places...)
	return d.account.Update(func(tx *store.Tx) error { return tx.SetSlot(placesSetting, writePlaces(d.places)) })
}

// recallPlaces reads which mailboxes were watched when the daemon last ran, of logins that are configured still.
func (d *Desk) recallPlaces(tx *store.Tx) error {
	text, _, err := tx.Slot(placesSetting)
	if err != nil {
		return err
	}
	d.places = slices.DeleteFunc(readPlaces(text), func(w Watched) bool { return !slices.Contains(d.s.Logins, w.Login) })
	return nil
}

// writePlaces writes a line a mailbox: its roles, login and name, parted by tabs.
func writePlaces(places []Watched) string {
	var b strings.Builder
	for _, w := range places {
		for i, has := range []bool{w.Roles.Inbox, w.Roles.Drop, w.Roles.Sent, w.All} {
			if has {
				b.WriteByte("idsa"[i])
			}
		}
		b.WriteString("\t" + w.Login + "\t" + w.Mailbox + "\n")
	}
	return b.String()
}

func readPlaces(text string) []Watched {
	var places []Watched
	for line := range strings.Lines(text) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(part) != 3 {
			continue
		}
		has := func(role string) bool { return strings.Contains(part[0], role) }
		places = append(places, Watched{All: has("a"), Place: mail.Place{Login: part[1], Mailbox: part[2],
			Roles: mail.Roles{Inbox: has("i"), Drop: has("d"), Sent: has("s")}}})
	}
	return places
}
