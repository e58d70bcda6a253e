package store

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// A program that is being started holds copies of all files for an instant, locks included.
func TestLockEndsWithTheStoreWhoeverHoldsACopyOfIt(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	fd, err := unix.Dup(int(s.lock.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	held := os.NewFile(uintptr(fd), "a copy")
	defer held.Close()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir, Options{})
	if err != nil {
		t.Fatalf("open it again: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
}
