package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuppa/rules/strict"
)

// wrongHouse is a house with files in which something is wrong.
func wrongHouse(t testing.TB) string {
	dir := house(t)
	write(t, filepath.Join(dir, "open"), "hunter2\n", 0o644)
	write(t, filepath.Join(dir, "no-pem"), "hello\n", 0o644)
	return dir
}

// Each testdata/wrong/*.yaml has beside it all that a person is told of it.
func TestWrongConfigurationsAreToldWithPlaceAndHint(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "wrong", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	dir := wrongHouse(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := env("HOME", "/home/ada").Parse(filepath.Join(dir, "config.yaml"), text)
			if err == nil || c != nil {
				t.Fatalf("got %+v, %v", c, err)
			}
			golden := strings.TrimSuffix(file, ".yaml") + ".golden"
			got := strings.NewReplacer(dir+"/", "", dir, "DIR").Replace(err.Error()) + "\n"
			if *update {
				write(t, golden, got, 0o644)
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// FuzzParse holds that a configuration is whole, or refused with a place for each fault.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "wrong", "*.yaml"))
	for _, file := range append(files, filepath.Join("..", "..", "config.example.yaml")) {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(small)
	path := filepath.Join(wrongHouse(f), "config.yaml")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := env("HOME", "/h").Parse(path, []byte(text))
		var all strict.Errors
		if err != nil && (!errors.As(err, &all) || c != nil) {
			t.Fatalf("got %T", err)
		}
		for _, e := range all {
			if e.Line < 1 || e.Column < 1 || strings.Contains(e.Error(), "config.Config") {
				t.Errorf("no message for a person: %v", e)
			}
		}
		if err == nil {
			whole(t, c)
		}
	})
}

func whole(t *testing.T, c *Config) {
	if c.DataDir == "" || len(c.Accounts) == 0 {
		t.Fatalf("not whole: %+v", c)
	}
	for _, a := range c.Accounts {
		if a.Name == "" || a.Owner.Name == "" || len(a.Owner.Addresses) == 0 || a.Owner.Zone == nil || a.Digest.To == "" ||
			a.Digest.Weekly.Spec == "" || a.Digest.Urgent.Spec == "" || a.SMTP.From == "" || a.Lookback.IsZero() || len(a.IMAP) == 0 {
			t.Errorf("not whole: %+v", a)
		}
		servers := []Server{a.SMTP.Server}
		for _, l := range a.IMAP {
			servers = append(servers, l.Server)
			for _, m := range l.Mailboxes {
				if (m.Name == "") == (len(m.Use) == 0) || m.Roles.Sent != (m.Outreach != "") {
					t.Errorf("not whole: %+v", m)
				}
			}
		}
		for _, s := range servers {
			if s.Host == "" || s.Port < 1 || s.Port > 65535 || s.TLS == None && !loopback(s.Host) || (s.Username == "") == s.Secret.Given() {
				t.Errorf("not whole: %+v", s)
			}
		}
	}
}
