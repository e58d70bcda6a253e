package store

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/table"
)

// Badger opens its tables in goroutines of its own and panics there over one that is cut short or has a flipped bit,
// which nobody can recover from; and without its MANIFEST it begins anew and deletes all tables. So the files are looked
// at beforehand, and nothing is changed.

// checkFiles is ErrShort where the MANIFEST is gone and ErrDamaged where a table that it lists cannot be read.
func checkFiles(dir string, h *highMark) error {
	f, err := os.Open(filepath.Join(dir, badger.ManifestFilename))
	if errors.Is(err, fs.ErrNotExist) {
		return checkNew(dir, h)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	manifest, end, err := badger.ReplayManifestFile(f, 0, badger.DefaultOptions(dir))
	if err != nil {
		return damaged(badger.ManifestFilename, err)
	}
	for _, id := range slices.Sorted(maps.Keys(manifest.Tables)) {
		if err := checkTable(table.NewFilename(id, dir), id, manifest.Tables[id].Compression); err != nil {
			return damaged(table.IDToFilename(id), err)
		}
	}
	info, err := f.Stat()
	if err != nil || info.Size() == end {
		return err
	}
	return keepUnlisted(dir, manifest)
}

// dropEmptyLogs removes log files of no length. Badger makes such a file before it gives it a length, and refuses to open
// one that a crash left so. There is nothing in them.
func dropEmptyLogs(dir string) error {
	for _, pattern := range []string{"*.mem", "*.vlog"} {
		logs, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range logs {
			info, err := os.Stat(path)
			if err == nil && info.Size() == 0 {
				err = os.Remove(path)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// keepUnlisted gives second names to tables that a MANIFEST with a broken end does not list: Badger deletes them, which
// is right after a crash and loses events where the file was cut. In that case the journal is short, and they are there.
func keepUnlisted(dir string, m badger.Manifest) error {
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil {
		return err
	}
	for _, path := range tables {
		id, ok := table.ParseFileID(path)
		if _, listed := m.Tables[id]; !ok || listed {
			continue
		}
		if err := os.Link(path, path+".kept"); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// checkNew is ErrShort where a store without a MANIFEST is no new one.
func checkNew(dir string, h *highMark) error {
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil {
		return err
	}
	if len(tables) > 0 || len(h.ends) > 0 {
		return hint(fmt.Errorf("%w: its MANIFEST is missing", ErrShort), shortHint)
	}
	return nil
}

// checkTable reads all of a table and compares its checksums.
func checkTable(path string, id uint64, c options.CompressionType) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	t, err := table.OpenInMemoryTable(raw, id, &table.Options{
		Compression: c, BlockSize: badger.DefaultOptions("").BlockSize, ChkMode: options.OnBlockRead,
	})
	if err != nil {
		return err
	}
	return t.VerifyChecksum()
}

func damaged(file string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return hint(err, ownerHint)
	}
	return hint(fmt.Errorf("%w: %s: %w", ErrDamaged, file, err),
		"restore a backup into an empty directory; nothing was changed in this one")
}
