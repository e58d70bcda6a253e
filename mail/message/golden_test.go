package message

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestWholeMailsAreReadAsBefore(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no mails: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := asJSON(t, raw)
			golden := strings.TrimSuffix(path, ".eml") + ".json"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			for name, end := range map[string]string{"CRLF": "\r\n", "CR": "\r", "CR CR LF": "\r\r\n"} {
				if other := asJSON(t, bytes.ReplaceAll(raw, []byte("\n"), []byte(end))); !bytes.Equal(other, want) {
					t.Errorf("with %s line ends: got\n%s", name, other)
				}
			}
		})
	}
}

// asJSON reads a mail and writes it down, but for its size.
func asJSON(t *testing.T, raw []byte) []byte {
	t.Helper()
	m := Read(raw)
	m.Size = 0
	for _, p := range m.Parts {
		if p.Nested != nil {
			p.Nested.Size = 0
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(textual(m)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
