package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// ownData refuses a data directory that belongs to another user.
func ownData(dir string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the data directory: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if ok && int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("open %s: it belongs to user %d, not to user %d; hint: run the command as that user, or start the daemon",
			dir, stat.Uid, os.Geteuid())
	}
	return nil
}
