package store

import (
	"os"
	"path/filepath"
	"testing"
)

// A daemon that was killed while Badger made a log file left it without a length.
func TestOpenPassesOverALogFileThatACrashLeftEmpty(t *testing.T) {
	for _, name := range []string{"000099.vlog", "00099.mem"} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t, 3)
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			a := account(t, open(t, dir), "ada")
			if got := journal(t, a, 0); len(got) != 3 {
				t.Errorf("%d events of 3", len(got))
			}
		})
	}
}

func TestOpenKeepsLogFilesThatHoldSomething(t *testing.T) {
	dir := t.TempDir()
	full, empty := filepath.Join(dir, "000001.vlog"), filepath.Join(dir, "000002.vlog")
	for path, text := range map[string]string{full: "x", empty: ""} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := dropEmptyLogs(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(full); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(empty); err == nil {
		t.Error("the empty file is still there")
	}
}
