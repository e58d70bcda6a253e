package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuppa/daemon/control"
)

// demoed is what the demo prints.
func demoed(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(append([]string{"demo"}, args...), strings.NewReader(""), &o, &e)
	return o.String(), e.String(), code
}

func TestTheDemoNeedsNoSetUpAndTellsItsStory(t *testing.T) {
	for _, name := range []string{"HOME", "CUPPA_CONFIG", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "STATE_DIRECTORY"} {
		t.Setenv(name, filepath.Join(t.TempDir(), "missing"))
	}
	t.Setenv("TMPDIR", t.TempDir())
	out, errs, code := demoed(t)
	if code != control.OK || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"You write to Ruth Okafor, Bcc cuppa", "You write to Amin Rahal [private: no trace]", "> How was it with Ruth?",
		"  | Good morning, Nell.\n", "  | A LINE FROM YOU\n  | 1  Samuel Boateng", "Contacts        13\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	files, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(files) != 1 {
		t.Fatalf("it left %v, %v", files, err)
	}
	path := filepath.Join(os.Getenv("TMPDIR"), files[0].Name())
	html, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(html), "<!DOCTYPE html>") {
		t.Errorf("the file holds %.40q, %v", html, err)
	}
	if !strings.HasSuffix(out, " "+path+"\n") {
		t.Errorf("it does not end with where the HTML is: %q", out[max(len(out)-120, 0):])
	}
}

func TestTheDemoWritesWhereItIsTold(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := t.TempDir()
	path := filepath.Join(dir, "letter.html")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, errs, code := demoed(t, "--out", path)
	html, err := os.ReadFile(path)
	if code != control.OK || err != nil || !strings.HasPrefix(string(html), "<!DOCTYPE html>") || !strings.Contains(out, path) {
		t.Errorf("exit %d, %s, %v: %.40q", code, errs, err, html)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("it left %v", files)
	}
}

func TestAFileThatCannotBeWrittenLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(taken, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{taken, filepath.Join(dir, "missing", "letter.html")} {
		if got, err := writeWhole(path, "text"); err == nil || got != "" {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("it left %v", files)
	}
}
