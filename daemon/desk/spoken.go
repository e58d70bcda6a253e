package desk

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/intake"
	"cuppa/mail/letter"
	"cuppa/rules"
	"cuppa/rules/command"
)

const (
	receiptKey = "receipt/" // and the key of the answer: the key of a receipt in the outbox
	lastAnswer = "answer"   // the setting that names the newest answer, for undo
	manyLines  = 30         // of an answer are read
	manyDoubts = 5          // are told about
)

// obey does what a mail of the owner's says, and plans a receipt. Every copy of the mail has the same key, so it is obeyed
// once.
func (d *Desk) obey(tx *store.Tx, now time.Time, a mail.Arrival, s intake.Spoken, b batch) error {
	key := d.account.Hash("command", intake.Identity(a.Message))
	if _, obeyed, err := tx.Entry(receiptKey + key); err != nil || obeyed {
		return err
	}
	points, err := d.points(tx, s.Letter)
	if err != nil {
		return err
	}
	previous, err := d.previous(tx, s.Letter)
	if err != nil {
		return err
	}
	ctx := command.Context{Key: key, Points: points, Previous: previous, Now: intake.EventTime(a)}
	events, receipt := d.say(s, ctx)
	if err := d.commit(tx, now, key, events, receipt, previous, b); err != nil {
		return err
	}
	return d.planReceipt(tx, now, a, key, receipt, points)
}

// say reads the lines of an answer, or the subject of a prepared mail, and applies what they say.
func (d *Desk) say(s intake.Spoken, ctx command.Context) ([]rules.Event, command.Receipt) {
	var events []rules.Event
	var receipt command.Receipt
	apply := func(c command.Command) {
		e, r := command.Apply(c, ctx)
		events = append(events, e...)
		receipt.Lines = append(receipt.Lines, r.Lines...)
		receipt.Unclear = append(receipt.Unclear, r.Unclear...)
	}
	if c, err := command.ParseSubject(s.Subject, ctx.Now, d.s.Zone); s.Subject != "" && err == nil {
		apply(c)
		return events, receipt
	}
	for _, line := range s.Lines[:min(len(s.Lines), manyLines)] {
		list, err := command.Parse(line, ctx.Now, d.s.Zone)
		if err != nil {
			receipt.Unclear = append(receipt.Unclear, doubt(err, line))
			continue
		}
		for _, c := range list {
			apply(c)
		}
	}
	if len(receipt.Lines)+len(receipt.Unclear) == 0 {
		apply(command.Command{Verb: command.Help})
	}
	receipt.Unclear = receipt.Unclear[:min(len(receipt.Unclear), manyDoubts)]
	return events, receipt
}

// doubt is what the owner is told of a line that could not be read.
func doubt(err error, line string) command.Unclear {
	var u *command.Unclear
	if errors.As(err, &u) {
		return *u
	}
	return command.Unclear{Text: line, Reason: command.ReasonUnknown}
}

// commit writes what an answer caused, and remembers it for undo.
func (d *Desk) commit(tx *store.Tx, now time.Time, key string, events []rules.Event, r command.Receipt,
	previous []command.Earlier, b batch) error {
	for i := range events {
		e := &events[i]
		if err := d.append(tx, now, e); err != nil {
			return err
		}
		if e.Contact != "" {
			b.touched[e.Contact] = true
		}
		if e.Kind == rules.Alias && e.Person != nil {
			if err := d.noteSearches(tx, now, intake.AddressSearches(e.Person.Address)); err != nil {
				return err
			}
		}
		if e.Kind == rules.Undone {
			for _, p := range previous {
				b.touched[p.Contact] = true
			}
		}
	}
	if len(events) == 0 {
		return nil
	}
	numbers := []string{key}
	for _, l := range r.Lines {
		numbers = append(numbers, strconv.Itoa(l.Number))
	}
	return tx.SetSlot(lastAnswer, strings.Join(slices.Compact(numbers), " "))
}

// points are what the numbers in a letter stand for; those in a receipt are the letter's that was answered.
func (d *Desk) points(tx *store.Tx, letterKey string) ([]command.Point, error) {
	e, _, err := tx.Entry(letterKey)
	return e.Points, err
}

// previous are the lines that undo takes back: those of the answer whose receipt is answered, or else of the newest one.
func (d *Desk) previous(tx *store.Tx, letterKey string) ([]command.Earlier, error) {
	key, of := strings.CutPrefix(letterKey, receiptKey)
	said, known, err := tx.Slot(lastAnswer)
	if err != nil {
		return nil, err
	}
	var numbers []string
	if of {
		e, _, err := tx.Entry(letterKey)
		if err != nil {
			return nil, err
		}
		for _, p := range e.Points {
			numbers = append(numbers, strconv.Itoa(p.Number))
		}
	} else if known {
		words := strings.Fields(said)
		key, numbers = words[0], words[1:]
	}
	var list []command.Earlier
	for _, text := range numbers {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		e, found, err := d.earlier(tx, key, n)
		if err != nil {
			return nil, err
		}
		if found {
			list = append(list, e)
		}
	}
	return list, nil
}

func (d *Desk) earlier(tx *store.Tx, key string, n int) (command.Earlier, bool, error) {
	source := command.LineSource(key, n)
	events, err := tx.BySource(source)
	if err != nil || len(events) == 0 {
		return command.Earlier{}, false, err
	}
	c, _, err := tx.Contact(events[0].Contact)
	return command.Earlier{Number: n, Name: nameOf(c), Contact: events[0].Contact, Source: source}, true, err
}

func (d *Desk) planReceipt(tx *store.Tx, now time.Time, a mail.Arrival, key string, r command.Receipt,
	points []command.Point) error {
	m := a.Message
	thread := letter.Thread{Subject: m.Subject, MessageID: m.ID, Points: points,
		References: append(slices.Clone(m.References), m.InReplyTo...)}
	l, err := letter.NewReceipt(d.voice(), r, receiptKey+key, now, thread)
	if err != nil {
		return err
	}
	return d.plan(tx, now, l, "", "")
}

// nameOf is what to call a contact by.
func nameOf(c rules.Contact) string {
	if c.Person.Name != "" {
		return c.Person.Name
	}
	return c.Person.Address
}
