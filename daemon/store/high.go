package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// highName is the file beside the database that holds where each account's journal ends: a store that lost its end, or
// all, opens like a healthy shorter one, and only a second witness tells. It is written after the commit, so it may lag
// behind the store but never runs ahead of it.
const highName = "HIGH"

const shortHint = "restore a backup; if this older state is what you want, delete the file " + highName + " in it"

// highMark is the witness: the number of each account's last event.
type highMark struct {
	dir  string
	ends map[scope]uint64
}

// readHigh reads the witness; a missing file knows nothing. A schema of the future is ErrNewer before anything is opened.
func readHigh(dir string) (*highMark, error) {
	h := &highMark{dir: dir, ends: map[scope]uint64{}}
	text, err := os.ReadFile(filepath.Join(dir, highName))
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return nil, err
	}
	return h, h.parse(text)
}

func (h *highMark) parse(text []byte) error {
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Scan()
	var found uint
	if _, err := fmt.Sscanf(lines.Text(), "schema %d", &found); err != nil {
		return fmt.Errorf("%w: the first line of %s names no schema", ErrDamaged, highName)
	}
	if found > schema {
		return newerError(found)
	}
	for lines.Scan() {
		var name []byte
		var end uint64
		if _, err := fmt.Sscanf(lines.Text(), "%x %d", &name, &end); err != nil || len(name) != len(scope{}) {
			return fmt.Errorf("%w: a line of %s is no account and number", ErrDamaged, highName)
		}
		h.ends[scope(name)] = end
	}
	return lines.Err()
}

// compare is ErrShort where a journal ends before its mark, or has fewer events than its last one's number.
func (h *highMark) compare(t *Tx) error {
	for name, end := range h.ends {
		last, err := t.lastOf(name)
		if err != nil {
			return err
		}
		events, err := count(t.reader, name.key(kindEvent))
		if err != nil {
			return err
		}
		if last < end || events != last {
			return hint(fmt.Errorf("%w: the journal ends at event %d, holds %d and once had %d", ErrShort, last, events, end),
				shortHint)
		}
	}
	return nil
}

// count is how many keys have a prefix.
func count(r reader, prefix []byte) (n uint64, err error) {
	for _, err := range scan(r, prefix, nil, true) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// raise notes a journal's new end on the disk.
func (h *highMark) raise(name scope, end uint64) error {
	if h.ends[name] >= end {
		return nil
	}
	h.ends[name] = end
	return replace(h.dir, highName, h.text())
}

// text is what parse reads.
func (h *highMark) text() []byte {
	var text bytes.Buffer
	fmt.Fprintf(&text, "schema %d\n", schema)
	for _, name := range slices.SortedFunc(maps.Keys(h.ends), scope.compare) {
		fmt.Fprintf(&text, "%x %d\n", name[:], h.ends[name])
	}
	return text.Bytes()
}

// replace puts a file in another's place so that either the old or the new one is there after a crash.
func replace(dir, name string, content []byte) error {
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
