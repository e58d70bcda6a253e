package store

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// badgerKV is a kv on disk.
type badgerKV struct{ db *badger.DB }

// openBadger opens or makes a Badger database. Badger panics over some broken files; that becomes an error.
func openBadger(dir string, log *slog.Logger) (b *badgerKV, err error) {
	defer func() {
		if r := recover(); r != nil {
			b, err = nil, fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	db, err := badger.Open(badgerOptions(dir, log))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return &badgerKV{db: db}, nil
}

// badgerOptions are for one person's mail: small tables and caches, every commit on the disk before it counts, every
// block checked when it is read. Open has locked the directory and checked whole tables already.
func badgerOptions(dir string, log *slog.Logger) badger.Options {
	return badger.DefaultOptions(dir).
		WithBypassLockGuard(true).
		WithLogger(badgerLog{log}).
		WithSyncWrites(true).
		WithChecksumVerificationMode(options.OnBlockRead).
		WithDetectConflicts(false). // there is one writer
		WithMetricsEnabled(false).
		WithMemTableSize(8 << 20).
		WithNumMemtables(2).
		WithNumLevelZeroTables(2).
		WithNumLevelZeroTablesStall(6).
		WithNumCompactors(2).
		WithCompactL0OnClose(true).
		WithNumGoroutines(1).
		WithBlockCacheSize(4 << 20).
		WithIndexCacheSize(4 << 20).
		WithValueLogFileSize(16 << 20).
		WithValueThreshold(512 << 10)
}

func (b *badgerKV) view(f func(reader) error) error {
	return closedError(b.db.View(func(txn *badger.Txn) error { return f(badgerReader{txn}) }))
}

func (b *badgerKV) apply(writes []write) error {
	txn := b.db.NewTransaction(true)
	defer txn.Discard()
	for _, w := range writes {
		err := stage(txn, w)
		if errors.Is(err, badger.ErrTxnTooBig) {
			return ErrTooBig
		}
		if err != nil {
			return closedError(err)
		}
	}
	return closedError(txn.Commit())
}

func stage(txn *badger.Txn, w write) error {
	if w.gone {
		return txn.Delete(w.key)
	}
	return txn.Set(w.key, w.value)
}

func (b *badgerKV) close() error { return b.db.Close() }

// closedError tells a store that was closed from one that fails.
func closedError(err error) error {
	if errors.Is(err, badger.ErrDBClosed) || errors.Is(err, badger.ErrBlockedWrites) {
		return ErrClosed
	}
	return err
}

// badgerReader reads in one Badger transaction.
type badgerReader struct{ txn *badger.Txn }

func (r badgerReader) get(key []byte) ([]byte, bool, error) {
	item, err := r.txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	value, err := item.ValueCopy(nil)
	return value, err == nil, err
}

func (r badgerReader) page(prefix, from []byte, n int, keysOnly bool) ([]pair, error) {
	it := r.txn.NewIterator(badger.IteratorOptions{Prefix: prefix})
	defer it.Close()
	start := prefix
	if bytes.Compare(from, prefix) > 0 {
		start = from
	}
	var found []pair
	for it.Seek(start); it.Valid() && len(found) < n; it.Next() {
		p := pair{key: it.Item().KeyCopy(nil)}
		if !keysOnly {
			value, err := it.Item().ValueCopy(nil)
			if err != nil {
				return nil, err
			}
			p.value = value
		}
		found = append(found, p)
	}
	return found, nil
}

// badgerLog gives Badger's own messages to the log: its news is of no interest to a user, its errors are.
type badgerLog struct{ log *slog.Logger }

func (l badgerLog) Errorf(format string, args ...any) {
	l.log.Error("database error", "component", "badger", "err", fmt.Sprintf(format, args...))
}

func (l badgerLog) Warningf(format string, args ...any) {
	l.log.Warn("database warning", "component", "badger", "err", fmt.Sprintf(format, args...))
}

func (l badgerLog) Infof(format string, args ...any) { l.Debugf(format, args...) }

func (l badgerLog) Debugf(format string, args ...any) {
	l.log.Debug("database news", "component", "badger", "outcome", fmt.Sprintf(format, args...))
}
