package store

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestDatabaseSpeaksThroughTheLog(t *testing.T) {
	var out bytes.Buffer
	l := badgerLog{slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	l.Errorf("table %d", 1)
	l.Warningf("table %d", 2)
	l.Infof("table %d", 3)
	l.Debugf("table %d", 4)
	lines := strings.Split(out.String(), "\n")
	for i, want := range []string{"level=ERROR", "level=WARN", "level=DEBUG", "level=DEBUG"} {
		if !strings.Contains(lines[i], want) || !strings.Contains(lines[i], "component=badger") {
			t.Errorf("line %d: %s", i+1, lines[i])
		}
		if wanted := []string{"table 1", "table 2", "table 3", "table 4"}[i]; !strings.Contains(lines[i], wanted) {
			t.Errorf("line %d does not say %q: %s", i+1, wanted, lines[i])
		}
	}
}

func TestOpeningAndClosingIsNoNews(t *testing.T) {
	var out bytes.Buffer
	s, err := Open(t.TempDir(), Options{Log: slog.New(slog.NewTextHandler(&out, nil))})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, account(t, s, "ada"), 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 0 {
		t.Errorf("logged: %s", out.String())
	}
}
