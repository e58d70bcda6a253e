package store

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// leastFree is the space that a transaction must find, in bytes: Badger dies of a signal where the disk fills up under
// its mapped files, so it must never come to that.
const leastFree = 64 << 20

// enough is ErrFull where the disk that dir lies on has less than leastFree left.
func enough(dir string, free func(string) (uint64, error)) error {
	n, err := free(dir)
	if err != nil {
		return fmt.Errorf("ask for the free space of %s: %w", dir, err)
	}
	if n < leastFree {
		return hint(fmt.Errorf("%w: %d MiB are free in %s, %d are needed", ErrFull, n>>20, dir, leastFree>>20),
			"make room; nothing was written and nothing is lost")
	}
	return nil
}

// freeBytes is what an ordinary user may still write to the disk that dir lies on.
func freeBytes(dir string) (uint64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return st.Bavail * uint64(st.Bsize), nil
}
