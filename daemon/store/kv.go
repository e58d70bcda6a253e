package store

import (
	"bytes"
	"iter"
	"slices"
	"strings"
)

// kv is what the store asks of the engine below it: a consistent reader, and a batch of writes that is durable as a
// whole or not there at all. Badger and a sorted map in memory fulfil it, and one suite holds them equal.
type kv interface {
	// view calls f with a reader of the state as it stands now; later writes do not change what it sees.
	view(f func(reader) error) error
	// apply commits the writes, one a key; errTooBig where the engine cannot hold them in one transaction.
	apply(writes []write) error
	close() error
}

// reader reads one state. What it returns belongs to the caller.
type reader interface {
	// get returns the value of a key, and whether there is one.
	get(key []byte) (value []byte, found bool, err error)
	// page returns up to n pairs in the order of their keys, which begin with prefix and are not before from. With
	// keysOnly the values are left out.
	page(prefix, from []byte, n int, keysOnly bool) ([]pair, error)
}

// pair is one key and its value.
type pair struct{ key, value []byte }

// write is one change: a new value, or none.
type write struct {
	key, value []byte
	gone       bool
}

// pageSize is how many pairs a scan holds in memory at once.
const pageSize = 256

// scan walks all keys with a prefix, from one of them on, in order. It reads page by page, so the caller may write and
// scan again inside the loop; a key that is written behind the place of the walk is not seen.
func scan(r reader, prefix, from []byte, keysOnly bool) iter.Seq2[pair, error] {
	return func(yield func(pair, error) bool) {
		for {
			page, err := r.page(prefix, from, pageSize, keysOnly)
			if err != nil {
				yield(pair{}, err)
				return
			}
			for _, p := range page {
				if !yield(p, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
			from = append(slices.Clone(page[len(page)-1].key), 0)
		}
	}
}

// overlay is a state with writes on top that are not yet applied.
type overlay struct {
	below   reader
	changes map[string]write
}

func newOverlay(below reader) *overlay {
	return &overlay{below: below, changes: map[string]write{}}
}

func (o *overlay) set(key, value []byte) {
	o.changes[string(key)] = write{key: slices.Clone(key), value: slices.Clone(value)}
}

func (o *overlay) delete(key []byte) {
	o.changes[string(key)] = write{key: slices.Clone(key), gone: true}
}

func (o *overlay) get(key []byte) ([]byte, bool, error) {
	if w, ok := o.changes[string(key)]; ok {
		return slices.Clone(w.value), !w.gone, nil
	}
	return o.below.get(key)
}

func (o *overlay) page(prefix, from []byte, n int, keysOnly bool) ([]pair, error) {
	changed := o.matching(prefix, from)
	// Every change may hide one pair below, so that many more are asked for.
	below, err := o.below.page(prefix, from, n+len(changed), keysOnly)
	if err != nil {
		return nil, err
	}
	merged := make([]pair, 0, min(n, len(below)+len(changed)))
	for len(merged) < n && (len(below) > 0 || len(changed) > 0) {
		order := compareHeads(below, changed)
		if order < 0 {
			merged = append(merged, below[0])
			below = below[1:]
			continue
		}
		if order == 0 {
			below = below[1:]
		}
		if w := changed[0]; !w.gone {
			merged = append(merged, w.pair(keysOnly))
		}
		changed = changed[1:]
	}
	return merged, nil
}

// matching is the changes under a prefix from a key on, in order.
func (o *overlay) matching(prefix, from []byte) []write {
	var found []write
	for key, w := range o.changes {
		if strings.HasPrefix(key, string(prefix)) && key >= string(from) {
			found = append(found, w)
		}
	}
	slices.SortFunc(found, compareWrites)
	return found
}

// writes is all changes in the order of their keys.
func (o *overlay) writes() []write {
	all := make([]write, 0, len(o.changes))
	for _, w := range o.changes {
		all = append(all, w)
	}
	slices.SortFunc(all, compareWrites)
	return all
}

func (w write) pair(keysOnly bool) pair {
	if keysOnly {
		return pair{key: slices.Clone(w.key)}
	}
	return pair{key: slices.Clone(w.key), value: slices.Clone(w.value)}
}

func compareWrites(a, b write) int { return bytes.Compare(a.key, b.key) }

// compareHeads orders the first pair below and the first change; an empty list comes last.
func compareHeads(below []pair, changed []write) int {
	switch {
	case len(changed) == 0:
		return -1
	case len(below) == 0:
		return 1
	}
	return bytes.Compare(below[0].key, changed[0].key)
}
