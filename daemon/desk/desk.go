// Package desk is one account's heart: every decision and every write. It is synchronous: the present moment is an
// argument, there is no goroutine, clock or network in it, and its mutex is the account's one writer. The daemon brings it
// mail, wakes it, hands its letters to the submission server, and asks it for the owner's and the command line's sake.
package desk

import (
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/letter"
	"cuppa/rules"
	"cuppa/rules/dates"
	"cuppa/rules/ruleset"
)

// Settings are what the desk must know of an account's configuration.
type Settings struct {
	Name          string
	Owner         string   // name
	Addresses     []string // the owner's, lower case
	Zone          *time.Location
	From, To      string // of letters
	Drop          string // "" for none
	Tags          []string
	AuthservID    string
	Weekly        Slots
	Urgent        Slots
	Logins        []string // those of the configuration; mailboxes of others are forgotten
	Budget        int      // 0: by age of the account
	Rules         []rules.Rule
	Quiet         dates.Quiet
	Lookback      dates.Span
	Quotes        bool
	UncertainWait time.Duration
	Log           *slog.Logger
}

// Desk is one account at work. Its methods may be called from several goroutines.
type Desk struct {
	mu      sync.Mutex
	account *store.Account
	s       Settings
	weekly  schedule
	urgent  schedule
	owner   rules.Owner
	places  []Watched
	reads   map[string]time.Time // when each mailbox was last read to its end
	down    map[string]trouble   // what is wrong, by login or server, in words
	key     []byte
	assured time.Time // when every folder was last asked for mail that must not be missed
	opened  time.Time
	// The daemon was off for so long that the next weekly letter says so; zero: it was not.
	offFrom, offUntil time.Time
}

// viewsVersion is raised when the code makes other views of the same journal.
const viewsVersion = 1

// New opens an account's desk. The first time, the account begins: what was past then is history. Letters that were being
// handed over when the daemon stopped are uncertain now. Views that were made by other code or rules are made again.
func New(account *store.Account, s Settings, now time.Time) (*Desk, error) {
	d := &Desk{account: account, s: s, opened: now, reads: map[string]time.Time{}, down: map[string]trouble{}}
	if d.s.Log == nil {
		d.s.Log = slog.New(slog.DiscardHandler)
	}
	d.weekly, d.urgent = schedule{letter.Weekly, s.Weekly}, schedule{letter.Urgent, s.Urgent}
	if err := account.Update(func(tx *store.Tx) error { return d.begin(tx, now) }); err != nil {
		return nil, fmt.Errorf("open the account %s: %w", s.Name, err)
	}
	if err := d.refresh(); err != nil {
		return nil, fmt.Errorf("make the views of account %s: %w", s.Name, err)
	}
	return d, nil
}

// begin reads what the desk keeps in mind, and settles what a stop left open.
func (d *Desk) begin(tx *store.Tx, now time.Time) error {
	d.key = slices.Clone(tx.Key())
	facts, err := tx.Facts()
	if err != nil {
		return err
	}
	if len(facts) == 0 {
		began := rules.Event{Kind: rules.Began, At: now.UTC().Truncate(time.Second), Source: "letter:began"}
		if err := d.append(tx, now, &began); err != nil {
			return err
		}
		facts = append(facts, began)
	}
	d.owner = rules.FoldOwner(facts)
	if d.reads, err = tx.Reads(); err != nil {
		return err
	}
	if err := d.recallPlaces(tx); err != nil {
		return err
	}
	for _, sc := range []schedule{d.weekly, d.urgent} {
		if _, served, err := tx.Slot(sc.name); err != nil {
			return err
		} else if !served {
			if err := tx.SetSlot(sc.name, wallText(wallOf(now, d.s.Zone).Add(-time.Minute))); err != nil {
				return err
			}
		}
	}
	return d.reviveLetters(tx, now)
}

// refresh makes the views again where they were made with something else.
func (d *Desk) refresh() error {
	made := store.Settings{Views: viewsVersion, Rules: d.fingerprint(), Zone: d.s.Zone.String()}
	var have store.Settings
	var whole bool
	err := d.account.View(func(tx *store.Tx) (err error) {
		have, whole, err = tx.Settings()
		return err
	})
	if err != nil || whole && have == made {
		return err
	}
	return d.rebuild(made)
}

// Rebuild drops all views and makes them again from the journal.
func (d *Desk) Rebuild() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rebuild(store.Settings{Views: viewsVersion, Rules: d.fingerprint(), Zone: d.s.Zone.String()})
}

func (d *Desk) rebuild(made store.Settings) error {
	return d.account.Rebuild(made, d.refold)
}

// fingerprint changes when the same contacts get other agendas.
func (d *Desk) fingerprint() string {
	return fmt.Sprintf("%s %v", ruleset.Fingerprint(d.s.Rules), d.s.Quiet)
}

// append gives an event its ID and writes it once.
func (d *Desk) append(tx *store.Tx, now time.Time, e *rules.Event) error {
	e.ID = rules.Identify(d.key, *e, 0)
	e.Learned = now.UTC().Truncate(time.Second)
	_, err := tx.Append(*e)
	return err
}

func (d *Desk) almanac() rules.Almanac {
	return rules.Almanac{Zone: d.s.Zone, Quiet: d.s.Quiet, Began: d.owner.Began}
}

func (d *Desk) voice() letter.Voice {
	v := letter.Voice{Account: d.s.Name, Owner: d.s.Owner, Addresses: d.s.Addresses, From: d.s.From, To: d.s.To,
		Zone: d.s.Zone, Drop: d.s.Drop, Key: d.key}
	if len(d.s.Tags) > 0 {
		v.DropTag = d.s.Tags[0]
	}
	v.BccDrafts = d.s.Drop != "" && !slices.ContainsFunc(d.places, func(w Watched) bool { return w.Roles.Sent })
	return v
}
