package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"cuppa/rules"
)

// A key is the scope of its account, one letter for the kind of record, and what tells records of a kind apart. Numbers
// and times are big-endian, so that keys are in their order. Everything that comes from a mail, a mailbox or a
// configuration is hashed under the account's key; event and contact IDs are keyed hashes already.

// scope is the beginning of all keys of one account: a short hash of its name. The zero scope is the store's own.
type scope [8]byte

func scopeOf(account string) scope {
	sum := sha256.Sum256([]byte(account))
	return scope(sum[:8])
}

func (s scope) compare(other scope) int { return bytes.Compare(s[:], other[:]) }

// kind is the letter of a kind of record.
type kind byte

const (
	kindSchema kind = 'S' // the store's own: the layout of its keys

	kindKey   kind = 'k' // the account's secret key
	kindEvent kind = 'e' // number: an event
	kindID    kind = 'i' // event ID: the event's number
	kindLast  kind = 'l' // the last event's number

	kindOf      kind = 'h' // contact: numbers of the events about the contact
	kindSource  kind = 's' // source, by any name: numbers of the events out of it
	kindUndo    kind = 'u' // source: numbers of the undone events that take it back
	kindMerge   kind = 'g' // contact: numbers of the merge events that merge the contact into another
	kindContact kind = 'c' // contact: the record
	kindAddress kind = 'a' // address: the contacts that have it
	kindDue     kind = 'd' // time and contact: the contact's agenda begins then

	kindCursor     kind = 'p' // mailbox: up to where it is settled
	kindRead       kind = 'r' // mailbox: when it was read last
	kindSearch     kind = 'q' // mailbox and question: a search that is not answered
	kindEntry      kind = 'o' // letter: an outbox entry
	kindEntryState kind = 'O' // state, time and letter: an entry in that state
	kindEntryMail  kind = 'm' // Message-ID: the letter's key
	kindEntryToken kind = 'w' // token: the letter's key
	kindHeld       kind = 'f' // time and mail: a mail that is held
	kindSlot       kind = 'n' // schedule: its last slot
	kindSettings   kind = 'v' // what the views were made with
	kindRebuild    kind = 'b' // how far a rebuild of the views has come
)

// viewKinds are the kinds that are made of the journal, and dropped and made again together.
var viewKinds = [...]kind{kindOf, kindSource, kindUndo, kindMerge, kindContact, kindAddress, kindDue}

func schemaKey() []byte { return scope{}.key(kindSchema) }

// key joins a kind and what tells its records apart.
func (s scope) key(k kind, parts ...[]byte) []byte {
	key := make([]byte, 0, 64)
	key = append(append(key, s[:]...), byte(k))
	for _, part := range parts {
		key = append(key, part...)
	}
	return key
}

// own is a key in the account's scope.
func (t *Tx) own(k kind, parts ...[]byte) []byte { return t.account.scope.key(k, parts...) }

// hashed is a key of something whose name must not be seen in it.
func (t *Tx) hashed(k kind, names ...string) []byte { return t.own(k, t.account.digest(names)) }

func (t *Tx) eventKey(number uint64) []byte       { return t.own(kindEvent, orderNumber(number)) }
func (t *Tx) idKey(id rules.EventID) []byte       { return t.own(kindID, []byte(id)) }
func (t *Tx) contactKey(c rules.ContactID) []byte { return t.own(kindContact, []byte(c)) }

func (t *Tx) dueKey(first time.Time, c rules.ContactID) []byte {
	return t.own(kindDue, orderTime(first), []byte(c))
}

func (t *Tx) stateKey(e Entry) []byte {
	return t.own(kindEntryState, []byte{e.State.letter()}, orderTime(e.Created), t.account.digest([]string{e.Key}))
}

func (t *Tx) heldKey(h Held) []byte {
	return t.own(kindHeld, orderTime(h.At), t.account.digest([]string{h.ID}))
}

func (t *Tx) searchKey(s Search) []byte {
	since := string(orderTime(s.Since))
	return t.own(kindSearch, t.account.digest([]string{s.Place}), t.account.digest([]string{s.Header, s.Value, since}))
}

// orderNumber is a number as bytes in its order.
func orderNumber(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// orderTime is a moment as 12 bytes in its order: seconds, the sign turned so that times before 1970 come first, and
// nanoseconds.
func orderTime(at time.Time) []byte {
	key := binary.BigEndian.AppendUint64(nil, uint64(at.Unix())^1<<63)
	return binary.BigEndian.AppendUint32(key, uint32(at.Nanosecond()))
}

const orderTimeBytes = 12
