package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
)

// filled makes a store on disk with some of everything, and closes it.
func filled(t testing.TB, events int) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "state", "cuppa")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, account(t, s, "ada"), events)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

const (
	secretAddress = "sam.secret@example.net"
	secretMail    = "secret-message@example.net"
)

// fill writes one of every kind of record.
func fill(t testing.TB, a *Account, events int) {
	t.Helper()
	update(t, a, func(tx *Tx) error {
		for i := range events {
			e := event(a.Hash("event", fmt.Sprint(i)), rules.ContactID(a.Hash("contact", secretAddress)), rules.Sent, "")
			e.Source = rules.MailSource(fmt.Sprint(i, secretMail))
			e.Person = &rules.Person{Address: secretAddress}
			if _, err := tx.Append(e); err != nil {
				return err
			}
		}
		c := person(a.Hash("contact", secretAddress), secretAddress, "old."+secretAddress)
		e := sampleEntry()
		e.Key, e.MessageID, e.Token = "letter to "+secretAddress, secretMail, "token "+secretMail
		return errors.Join(
			tx.Put(c, at(9)),
			tx.SetCursor("imap.secret/INBOX", 1, 2), tx.SetRead("imap.secret/INBOX", at(9)),
			tx.NoteSearch(Search{Place: "imap.secret/INBOX", Header: "FROM", Value: secretAddress, Since: at(1)}),
			tx.PutEntry(e), tx.Hold(Held{ID: secretMail, From: secretAddress, At: at(3)}),
			tx.SetSlot("secret schedule", "2026-06-10 07:00"), tx.SetSettings(Settings{Views: 1}),
		)
	})
}

func TestStoreKeepsAllAfterClose(t *testing.T) {
	dir := filled(t, 40)
	for range 2 {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		a := account(t, s, "ada")
		if n := len(journal(t, a, 0)); n != 40 {
			t.Errorf("%d events", n)
		}
		if n := strings.Count(rest(t, a), "\n"); n < 80+10 {
			t.Errorf("%d other pairs", n)
		}
		if got := dueAt(t, a, at(9)); got != a.Hash("contact", secretAddress) {
			t.Errorf("due %q: the account's key has changed", got)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDirectoryIsItsUsersAlone(t *testing.T) {
	info, err := os.Stat(filled(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v", info.Mode())
	}
}

// wantHint checks an error that a person reads: its kind, and that the next step stands on a line of its own.
func wantHint(t *testing.T, err, want error, words ...string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
	for _, w := range append(words, "\nhint: ") {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func TestOpenRefusesAStoreInUse(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, err := Open(dir, Options{})
	wantHint(t, err, ErrInUse, dir)
	add(t, account(t, s, "ada"), event("e1", "c1", rules.Noted, ""))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

func TestOpenRefusesAStoreInUseByAnotherProcess(t *testing.T) {
	if dir := os.Getenv("STORE_TEST_DIR"); dir != "" {
		_, err := Open(dir, Options{})
		wantHint(t, err, ErrInUse)
		return
	}
	dir := t.TempDir()
	open(t, dir)
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), "STORE_TEST_DIR="+dir)
	if out, err := child.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestRootRefusesAnotherUsersStore(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Skip("only root may give a directory away")
	}
	_, err := Open(dir, Options{})
	wantHint(t, err, ErrOwner, "65534")
	if left := listing(t, dir); left != "" {
		t.Errorf("files were left: %s", left)
	}
}

// listing is the names, sizes and times of all files of a directory.
func listing(t testing.TB, dir string) (text string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		info, err := d.Info()
		if err == nil {
			text += fmt.Sprintln(path, info.Size(), info.ModTime().Format(time.RFC3339Nano))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unchanged checks that opening fails and touches no file.
func unchanged(t *testing.T, dir string, want error, words ...string) {
	t.Helper()
	before := listing(t, dir)
	_, err := Open(dir, Options{})
	wantHint(t, err, want, words...)
	if after := listing(t, dir); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

func TestOpenRefusesANewerStoreAndTouchesNothing(t *testing.T) {
	dir := filled(t, 3)
	text, err := os.ReadFile(filepath.Join(dir, highName))
	if err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(string(text), "schema 1\n", "schema 9\n", 1)
	if err := os.WriteFile(filepath.Join(dir, highName), []byte(newer), 0o600); err != nil {
		t.Fatal(err)
	}
	unchanged(t, dir, ErrNewer, "schema is 9")
}

func TestOpenRefusesANewerSchemaWithoutItsMark(t *testing.T) {
	dir := filled(t, 3)
	s := open(t, dir)
	if err := s.transact(func(t *Tx) error { return t.save(schemaKey(), uint(9)) }); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), os.Remove(filepath.Join(dir, highName))); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err := Open(dir, Options{})
		wantHint(t, err, ErrNewer, "schema is 9")
	}
}

// tables is the tables of a database, of which there is at least one.
func tables(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	return list
}

func TestOpenKeepsTablesWhoseManifestIsGone(t *testing.T) {
	for _, lost := range [][]string{{"MANIFEST"}, {"MANIFEST", highName}} {
		dir := filled(t, 3)
		for _, name := range lost {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		unchanged(t, dir, ErrShort, "MANIFEST")
		tables(t, dir)
	}
}

func TestOpenMissesWhatACutManifestForgets(t *testing.T) {
	dir := filled(t, 3)
	cut(t, filepath.Join(dir, "MANIFEST"), 3) // it now lists a table that was merged into the next one
	unchanged(t, dir, ErrDamaged, "no such file")

	dir = filled(t, 3)
	all := tables(t, dir)
	if err := os.Truncate(filepath.Join(dir, "MANIFEST"), 12); err != nil { // it now lists no table
		t.Fatal(err)
	}
	_, err := Open(dir, Options{})
	wantHint(t, err, ErrShort, "once had 3")
	for _, path := range all {
		if _, err := os.Stat(path + ".kept"); err != nil {
			t.Errorf("a table is lost: %v", err)
		}
	}
}

func TestOpenMissesAnEmptiedStore(t *testing.T) {
	dir := filled(t, 3)
	high, err := os.ReadFile(filepath.Join(dir, highName))
	if err != nil {
		t.Fatal(err)
	}
	fresh := filled(t, 1)
	if err := os.WriteFile(filepath.Join(fresh, highName), high, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = Open(fresh, Options{})
		wantHint(t, err, ErrShort, "ends at event 1", "once had 3")
	}
	if err := os.Remove(filepath.Join(fresh, highName)); err != nil {
		t.Fatal(err)
	}
	open(t, fresh) // as the hint says
}

func TestOpenMissesEventsInTheMiddle(t *testing.T) {
	dir := filled(t, 3)
	s := open(t, dir)
	a := account(t, s, "ada")
	update(t, a, func(tx *Tx) error { return tx.remove(tx.eventKey(2)) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir, Options{})
	wantHint(t, err, ErrShort, "holds 2")
}

func TestOpenRefusesDamagedFiles(t *testing.T) {
	damage := map[string]func(t *testing.T, dir string){
		"a table cut short": func(t *testing.T, dir string) { cut(t, tables(t, dir)[0], 3) },
		"a table cut to nothing": func(t *testing.T, dir string) {
			if err := os.Truncate(tables(t, dir)[0], 0); err != nil {
				t.Fatal(err)
			}
		},
		"a table gone": func(t *testing.T, dir string) {
			if err := os.Remove(tables(t, dir)[0]); err != nil {
				t.Fatal(err)
			}
		},
		"a flipped bit in a table": func(t *testing.T, dir string) {
			path := tables(t, dir)[0]
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			raw[len(raw)/3] ^= 4
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, f := range damage {
		t.Run(name, func(t *testing.T) {
			dir := filled(t, 200)
			f(t, dir)
			for range 2 {
				s, err := Open(dir, Options{})
				if err == nil {
					s.Close()
				}
				wantHint(t, err, ErrDamaged, dir)
			}
		})
	}
}

// cut takes bytes off the end of a file.
func cut(t *testing.T, path string, n int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, info.Size()-n)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesABrokenMark(t *testing.T) {
	for _, text := range []string{"", "schema x\n", "schema 1\nnonsense\n", "schema 1\nabcd 3\n"} {
		dir := filled(t, 1)
		if err := os.WriteFile(filepath.Join(dir, highName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), highName) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestMarkFollowsTheJournal(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ada, bob := account(t, s, "ada"), account(t, s, "bob")
	add(t, bob, event("e1", "c1", rules.Noted, ""))
	for i := range 3 {
		add(t, ada, event(fmt.Sprint("e", i), "c1", rules.Noted, ""))
	}
	h, err := readHigh(dir)
	if err != nil || h.ends[ada.scope] != 3 || h.ends[bob.scope] != 1 {
		t.Errorf("%v, %v", h, err)
	}
	update(t, ada, func(tx *Tx) error { return tx.SetCursor("p", 1, 1) })
	if left, err := filepath.Glob(filepath.Join(dir, highName+".*")); len(left) != 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestUnwritableMarkLosesNoEvent(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a := account(t, s, "ada")
	blocked := filepath.Join(dir, highName+".new")
	if err := os.Mkdir(blocked, 0o700); err != nil {
		t.Fatal(err)
	}
	add(t, a, event("e1", "c1", rules.Noted, ""))
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	add(t, a, event("e2", "c1", rules.Noted, ""))
	if h, err := readHigh(dir); err != nil || h.ends[a.scope] != 2 {
		t.Errorf("%v, %v", h, err)
	}
}

func TestFullDiskIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	dir, free := t.TempDir(), uint64(leastFree)
	s, err := Open(dir, Options{Free: func(got string) (uint64, error) {
		if got != dir {
			t.Errorf("asked about %s", got)
		}
		return free, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := account(t, s, "ada")
	add(t, a, event("e1", "c1", rules.Noted, ""))

	free--
	err = a.Update(func(*Tx) error {
		t.Error("the transaction ran")
		return nil
	})
	wantHint(t, err, ErrFull, "63 MiB")
	if n := len(journal(t, a, 0)); n != 1 {
		t.Errorf("%d events can be read", n)
	}
	free++
	add(t, a, event("e2", "c1", rules.Noted, ""))
}

func TestUnknownSpaceIsNoSpace(t *testing.T) {
	lost := errors.New("the disk is gone")
	_, err := Open(t.TempDir(), Options{Free: func(string) (uint64, error) { return 0, lost }})
	if !errors.Is(err, lost) {
		t.Errorf("%v", err)
	}
}

func TestFreeBytesAsksTheKernel(t *testing.T) {
	n, err := freeBytes(t.TempDir())
	if n == 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := freeBytes(filepath.Join(t.TempDir(), "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestNoKeyShowsAnAddressOrAMessageID(t *testing.T) {
	s := open(t, t.TempDir())
	a := account(t, s, "ada")
	fill(t, a, 5)
	secrets := []string{"sam", "secret", "example", "INBOX", "letter", "token", "mail"}
	kinds := map[kind]bool{}
	err := s.kv.view(func(r reader) error {
		for p, err := range scan(r, nil, nil, true) {
			if err != nil {
				return err
			}
			kinds[kind(p.key[len(scope{})])] = true
			for _, word := range secrets {
				if strings.Contains(strings.ToLower(string(p.key)), strings.ToLower(word)) {
					t.Errorf("key %q shows %q", p.key, word)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(kinds) < 18 {
		t.Errorf("only %d kinds of keys were looked at", len(kinds))
	}
}
