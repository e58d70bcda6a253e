package store

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"golang.org/x/sys/unix"
)

// schema is the layout of keys that this release writes.
const schema = 1

// Open opens the store in dir, or makes one there that only its user can read. Errors: ErrInUse, ErrNewer, ErrShort,
// ErrDamaged, ErrFull, and those of the file system.
func Open(dir string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Free == nil {
		o.Free = freeBytes
	}
	c, err := newCodec()
	if err != nil {
		return nil, err
	}
	s := &Store{codec: c, log: o.Log, newKey: randomKey, room: func() error { return enough(dir, o.Free) }}
	if err := s.open(dir); err != nil {
		return nil, fmt.Errorf("open the store in %s: %w", dir, err)
	}
	return s, nil
}

// open takes the lock, looks at everything that Badger would change or delete by opening, and opens it.
func (s *Store) open(dir string) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := checkOwner(dir, os.Geteuid()); err != nil {
		return err
	}
	if s.lock, err = lockDir(dir); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, unlock(s.lock))
		}
	}()
	if s.high, err = readHigh(dir); err != nil {
		return err
	}
	if err := checkFiles(dir, s.high); err != nil {
		return err
	}
	if err := s.room(); err != nil {
		return err
	}
	if err := dropEmptyLogs(dir); err != nil {
		return err
	}
	b, err := openBadger(dir, s.log)
	if err != nil {
		return hint(err, "restore a backup into an empty directory")
	}
	s.kv = b
	if err := s.check(); err != nil {
		return errors.Join(err, b.close())
	}
	return nil
}

const ownerHint = "run this as the user that the daemon runs as"

// checkOwner refuses a directory that cannot be written, and to root another user's: files that root leaves in it would
// lock that user out.
func checkOwner(dir string, user int) error {
	if err := unix.Access(dir, unix.R_OK|unix.W_OK|unix.X_OK); err != nil {
		return hint(err, ownerHint)
	}
	var st unix.Stat_t
	if err := unix.Stat(dir, &st); err != nil {
		return err
	}
	if user == 0 && st.Uid != 0 {
		return hint(fmt.Errorf("%w: user %d", ErrOwner, st.Uid), "run this as that user")
	}
	return nil
}

// lockDir locks the directory against other processes until unlock, the way Badger does.
func lockDir(dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = hint(ErrInUse, "the daemon is running; ask it, or stop it first")
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// unlock gives the lock back. A program that is being started at this moment holds a copy of the file for an instant;
// closing ours alone would leave the lock with it.
func unlock(f *os.File) error {
	return errors.Join(unix.Flock(int(f.Fd()), unix.LOCK_UN), f.Close())
}

// check looks at the schema and at the journals' ends, and writes the schema into a new store.
func (s *Store) check() error {
	return s.transact(func(t *Tx) error {
		var found uint
		ok, err := t.load(schemaKey(), &found)
		switch {
		case err != nil:
			return err
		case !ok:
			found = schema
			err = t.save(schemaKey(), found)
		case found > schema:
			err = newerError(found)
		}
		if err != nil {
			return err
		}
		return s.high.compare(t)
	})
}

func newerError(found uint) error {
	return hint(fmt.Errorf("%w: its schema is %d, this one knows %d", ErrNewer, found, schema),
		"install the newer release again; nothing was changed")
}

// hint adds the next step to an error, on a line of its own.
func hint(err error, step string) error { return fmt.Errorf("%w\nhint: %s", err, step) }
