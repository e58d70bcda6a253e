package store

import (
	"bytes"
	"slices"
	"sync"
)

// sorted is a kv in memory: an image of all pairs in order that every commit replaces by a new one, so that a reader
// keeps what it began with. A commit costs a copy of the list of pairs, which is right for tests, simulations and demo.
type sorted struct {
	mu     sync.Mutex
	now    image
	closed bool
}

// image is all pairs, in the order of their keys; it never changes.
type image []pair

func (s *sorted) view(f func(reader) error) error {
	s.mu.Lock()
	now, closed := s.now, s.closed
	s.mu.Unlock()
	if closed {
		return ErrClosed
	}
	return f(now)
}

func (s *sorted) apply(writes []write) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.now = s.now.with(writes)
	return nil
}

func (s *sorted) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

// with is the image after the writes, which are in order and one a key.
func (m image) with(writes []write) image {
	next := make(image, 0, len(m)+len(writes))
	for _, w := range writes {
		i, found := m.find(w.key)
		next = append(next, m[:i]...)
		if found {
			i++
		}
		m = m[i:]
		if !w.gone {
			next = append(next, pair{key: w.key, value: w.value})
		}
	}
	return append(next, m...)
}

func (m image) find(key []byte) (int, bool) {
	return slices.BinarySearchFunc(m, key, func(p pair, key []byte) int { return bytes.Compare(p.key, key) })
}

func (m image) get(key []byte) ([]byte, bool, error) {
	i, found := m.find(key)
	if !found {
		return nil, false, nil
	}
	return slices.Clone(m[i].value), true, nil
}

func (m image) page(prefix, from []byte, n int, keysOnly bool) ([]pair, error) {
	start := prefix
	if bytes.Compare(from, prefix) > 0 {
		start = from
	}
	i, _ := m.find(start)
	var found []pair
	for ; i < len(m) && len(found) < n && bytes.HasPrefix(m[i].key, prefix); i++ {
		p := pair{key: slices.Clone(m[i].key)}
		if !keysOnly {
			p.value = slices.Clone(m[i].value)
		}
		found = append(found, p)
	}
	return found, nil
}
