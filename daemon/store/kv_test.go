package store

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// engines makes an empty kv of each sort; every promise below holds for both.
func engines(t testing.TB) map[string]kv {
	t.Helper()
	b, err := openBadger(t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.close() })
	return map[string]kv{"badger": b, "sorted": &sorted{}}
}

// eachEngine runs a test on both engines.
func eachEngine(t *testing.T, f func(*testing.T, kv)) {
	for name, k := range engines(t) {
		t.Run(name, func(t *testing.T) { f(t, k) })
	}
}

// puts is writes of keys whose values are the keys again.
func puts(keys ...string) []write {
	var list []write
	for _, k := range keys {
		list = append(list, write{key: []byte(k), value: []byte("=" + k)})
	}
	return list
}

func keysOf(pairs []pair) string {
	var list []string
	for _, p := range pairs {
		list = append(list, string(p.key))
	}
	return strings.Join(list, " ")
}

func mustApply(t testing.TB, k kv, writes []write) {
	t.Helper()
	if err := k.apply(writes); err != nil {
		t.Fatal(err)
	}
}

func mustView(t testing.TB, k kv, f func(reader) error) {
	t.Helper()
	if err := k.view(f); err != nil {
		t.Fatal(err)
	}
}

func TestKVPagesAreInOrderAndInTheirPrefix(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		mustApply(t, k, puts("a", "b", "b\x00", "b1", "b2", "b\xff", "b\xff\xff", "c"))
		tests := []struct {
			prefix, from string
			n            int
			want         string
		}{
			{"b", "", 9, "b b\x00 b1 b2 b\xff b\xff\xff"},
			{"b", "b1", 9, "b1 b2 b\xff b\xff\xff"},
			{"b", "b1\x00", 2, "b2 b\xff"},
			{"b\xff", "", 9, "b\xff b\xff\xff"},
			{"b", "a", 1, "b"},
			{"b", "c", 9, ""},
			{"", "", 3, "a b b\x00"},
			{"d", "", 9, ""},
		}
		mustView(t, k, func(r reader) error {
			for _, tt := range tests {
				for _, keysOnly := range []bool{true, false} {
					page, err := r.page([]byte(tt.prefix), []byte(tt.from), tt.n, keysOnly)
					if err != nil || keysOf(page) != tt.want {
						t.Errorf("page(%q, %q, %d) = %q, %v; want %q", tt.prefix, tt.from, tt.n, keysOf(page), err, tt.want)
					}
					for _, p := range page {
						if want := "=" + string(p.key); keysOnly == (string(p.value) == want) {
							t.Errorf("keys only %v: value %q", keysOnly, p.value)
						}
					}
				}
			}
			return nil
		})
	})
}

func TestKVTellsAnEmptyValueFromNone(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		mustApply(t, k, []write{{key: []byte("empty")}, {key: []byte("gone"), value: []byte("x")}})
		mustApply(t, k, []write{{key: []byte("gone"), gone: true}, {key: []byte("never"), gone: true}})
		mustView(t, k, func(r reader) error {
			for key, want := range map[string]bool{"empty": true, "gone": false, "never": false} {
				value, found, err := r.get([]byte(key))
				if found != want || len(value) != 0 || err != nil {
					t.Errorf("get(%s) = %q, %v, %v", key, value, found, err)
				}
			}
			return nil
		})
	})
}

func TestKVReaderKeepsWhatItBeganWith(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		mustApply(t, k, puts("a", "b"))
		mustView(t, k, func(r reader) error {
			mustApply(t, k, append(puts("aa"), write{key: []byte("b"), gone: true}))
			page, err := r.page(nil, nil, 9, true)
			if keysOf(page) != "a b" {
				t.Errorf("the reader sees %q", keysOf(page))
			}
			return err
		})
	})
}

func TestKVGivesBytesAway(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		mustApply(t, k, puts("a"))
		spoil := func(r reader) error {
			value, _, err := r.get([]byte("a"))
			copy(value, "????")
			page, err2 := r.page(nil, nil, 1, false)
			copy(page[0].key, "?")
			copy(page[0].value, "????")
			return errors.Join(err, err2)
		}
		mustView(t, k, spoil)
		mustView(t, k, func(r reader) error {
			page, err := r.page(nil, nil, 1, false)
			if keysOf(page) != "a" || string(page[0].value) != "=a" {
				t.Errorf("a reader's caller changed the store: %q", page)
			}
			return err
		})
	})
}

func TestKVIsClosed(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		if err := k.close(); err != nil {
			t.Fatal(err)
		}
		if err := k.view(func(reader) error { return nil }); !errors.Is(err, ErrClosed) {
			t.Errorf("view: %v", err)
		}
		if err := k.apply(puts("a")); !errors.Is(err, ErrClosed) {
			t.Errorf("apply: %v", err)
		}
	})
}

func TestBadgerRefusesWhatIsTooBig(t *testing.T) {
	k := engines(t)["badger"]
	var writes []write
	for i := range 20_000 {
		writes = append(writes, write{key: fmt.Appendf(nil, "%06d", i), value: []byte("x")})
	}
	if err := k.apply(writes); !errors.Is(err, ErrTooBig) {
		t.Fatalf("apply: %v", err)
	}
	mustView(t, k, func(r reader) error {
		page, err := r.page(nil, nil, 1, true)
		if len(page) != 0 {
			t.Error("part of it was written")
		}
		return err
	})
}

func TestScanWalksAllPagesWhileTheCallerWrites(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		var writes []write
		for i := range 3*pageSize + 7 {
			writes = append(writes, write{key: fmt.Appendf(nil, "k%05d", i)})
		}
		mustApply(t, k, writes)
		mustView(t, k, func(r reader) error {
			o, n := newOverlay(r), 0
			for p, err := range scan(o, []byte("k"), nil, true) {
				if err != nil {
					return err
				}
				o.delete(p.key)
				o.set(append([]byte("j"), p.key...), nil)
				n++
			}
			left, err := o.page([]byte("k"), nil, 1, true)
			if n != len(writes) || len(left) != 0 {
				t.Errorf("walked %d of %d, left %q", n, len(writes), left)
			}
			return err
		})
	})
}

func TestOverlayPageIsFullThoughItHidesPairsBelow(t *testing.T) {
	eachEngine(t, func(t *testing.T, k kv) {
		mustApply(t, k, puts("a", "b", "c", "d", "e"))
		mustView(t, k, func(r reader) error {
			o := newOverlay(r)
			o.delete([]byte("a"))
			o.delete([]byte("b"))
			o.set([]byte("cc"), nil)
			page, err := o.page(nil, nil, 3, true)
			if keysOf(page) != "c cc d" {
				t.Errorf("page %q", keysOf(page))
			}
			return err
		})
	})
}

// machine compares both engines, with an overlay on top while a transaction is open, to a map.
type machine struct {
	engines map[string]kv
	model   map[string]string
	staged  map[string]write
}

var someKey = rapid.Custom(func(t *rapid.T) string {
	return "p" + rapid.StringOfN(rapid.SampledFrom([]rune("a\x00\x7f")), 0, 2, -1).Draw(t, "key")
})

func (m *machine) Set(t *rapid.T) {
	key, value := someKey.Draw(t, "key"), rapid.String().Draw(t, "value")
	m.staged[key] = write{key: []byte(key), value: []byte(value)}
}

func (m *machine) Delete(t *rapid.T) {
	key := someKey.Draw(t, "key")
	m.staged[key] = write{key: []byte(key), gone: true}
}

func (m *machine) Commit(t *rapid.T) {
	var writes []write
	for _, key := range slices.Sorted(maps.Keys(m.staged)) {
		writes = append(writes, m.staged[key])
	}
	for name, k := range m.engines {
		if err := k.apply(writes); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	m.model = m.expected()
	clear(m.staged)
}

func (m *machine) Discard(*rapid.T) { clear(m.staged) }

// expected is the model with the staged writes on top.
func (m *machine) expected() map[string]string {
	all := maps.Clone(m.model)
	for key, w := range m.staged {
		if all[key] = string(w.value); w.gone {
			delete(all, key)
		}
	}
	return all
}

// Check compares a page and a get at random places, in the transaction and below it.
func (m *machine) Check(t *rapid.T) {
	prefix, from := someKey.Draw(t, "prefix"), someKey.Draw(t, "from")
	n := rapid.IntRange(1, 9).Draw(t, "n")
	for name, k := range m.engines {
		err := k.view(func(r reader) error {
			o := newOverlay(r)
			for _, w := range m.staged {
				if w.gone {
					o.delete(w.key)
				} else {
					o.set(w.key, w.value)
				}
			}
			compare(t, name, o, m.expected(), prefix, from, n)
			compare(t, name, r, m.model, prefix, from, n)
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

func compare(t *rapid.T, name string, r reader, model map[string]string, prefix, from string, n int) {
	var want []pair
	for _, key := range slices.Sorted(maps.Keys(model)) {
		if strings.HasPrefix(key, prefix) && key >= from && len(want) < n {
			want = append(want, pair{[]byte(key), []byte(model[key])})
		}
	}
	got, err := r.page([]byte(prefix), []byte(from), n, false)
	same := func(a, b pair) bool { return bytes.Equal(a.key, b.key) && bytes.Equal(a.value, b.value) }
	if err != nil || !slices.EqualFunc(got, want, same) {
		t.Fatalf("%s: page(%q, %q, %d) = %q, %v; want %q", name, prefix, from, n, got, err, want)
	}
	value, found, err := r.get([]byte(from))
	if wanted, ok := model[from]; err != nil || found != ok || string(value) != wanted {
		t.Fatalf("%s: get(%q) = %q, %v, %v; want %q, %v", name, from, value, found, err, wanted, ok)
	}
}

func TestBothEnginesDoTheSame(t *testing.T) {
	all := engines(t)
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{engines: all, model: map[string]string{}, staged: map[string]write{}}
		wipe(t, all)
		t.Repeat(rapid.StateMachineActions(m))
	})
}

// wipe empties the engines between two runs, which is cheaper than to open a database for each.
func wipe(t *rapid.T, all map[string]kv) {
	for name, k := range all {
		var writes []write
		err := k.view(func(r reader) error {
			for p, err := range scan(r, nil, nil, true) {
				if err != nil {
					return err
				}
				writes = append(writes, write{key: p.key, gone: true})
			}
			return nil
		})
		if err = errors.Join(err, k.apply(writes)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}
