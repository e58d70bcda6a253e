package config

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASecretIsReadFromWhereItIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, test := range []struct{ text, want string }{
		{"hunter2\n", "hunter2"}, {"hunter2\r\n", "hunter2"}, {"hunter2", "hunter2"}, {"two words\n\n", "two words\n"}, {" edges \n", " edges "},
	} {
		path := filepath.Join(dir, "secret")
		write(t, path, test.text, 0o640)
		if got, err := (Secret{file: path}).Read(t.Context()); got != test.want || err != nil {
			t.Errorf("%q: got %q, %v", test.text, got, err)
		}
	}
	if got, err := (Secret{command: []string{"sh", "-c", "echo hunter2"}}).Read(t.Context()); got != "hunter2" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestASecretThatCannotBeReadSaysWhy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open, empty := filepath.Join(dir, "open"), filepath.Join(dir, "empty")
	write(t, open, "hunter2\n", 0o604)
	write(t, empty, "\n", 0o600)
	for _, test := range []struct {
		secret Secret
		want   string
	}{
		{Secret{}, "there is none"},
		{Secret{file: open}, "others than its owner and group may read it"},
		{Secret{file: empty}, "it is empty"},
		{Secret{file: dir}, "is not a file"},
		{Secret{file: filepath.Join(dir, "none")}, "no such file"},
		{Secret{command: []string{"sh", "-c", "echo hunter2; exit 3"}}, "exit status 3; hint: try the command by hand"},
		{Secret{command: []string{"/nowhere/pass"}}, "no such file"},
		{Secret{command: []string{"true"}}, "it is empty"},
		{Secret{command: []string{"sh", "-c", "yes hunter2"}}, "run sh: "},
	} {
		got, err := test.secret.Read(t.Context())
		if got != "" || err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("got %q, %v, want %s", got, err, test.want)
		}
	}
}

func TestACommandForASecretEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (Secret{command: []string{"sleep", "60"}}).Read(ctx); err == nil || !strings.Contains(err.Error(), "context canceled") {
		t.Errorf("got %v", err)
	}
}

func TestASecretNeverPrints(t *testing.T) {
	t.Parallel()
	login := Login{Server: Server{Username: "ada", Secret: Secret{file: "/hidden", command: []string{"hidden"}}}}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("m", "login", login, "secret", login.Secret)
	slog.New(slog.NewTextHandler(&log, nil)).Info("m", "login", login, "secret", login.Secret)
	text, err := json.Marshal(login)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{
		fmt.Sprint(login), fmt.Sprintf("%+v %#v %v %s %q %d %x", login, login, login.Secret, login.Secret, login.Secret, login.Secret, login.Secret),
		log.String(), string(text), fmt.Sprintf("%v %#v", &login, &login.Secret),
	} {
		if strings.Contains(shown, "hidden") || strings.Contains(shown, fmt.Sprintf("%x", "hidden")) || !strings.Contains(shown, "secret") {
			t.Errorf("it shows %s", shown)
		}
	}
}

func TestASystemdCredentialIsAFileOfItsDirectory(t *testing.T) {
	t.Parallel()
	dir := house(t)
	text := strings.Replace(small, "password_file: secrets/imap", "password_credential: imap", 1)
	c, err := env("HOME", "/h", "CREDENTIALS_DIRECTORY", filepath.Join(dir, "secrets")).Parse(filepath.Join(dir, "c.yaml"), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.Accounts[0].IMAP[0].Secret.Read(t.Context()); got != "geheim-imap" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestACredentialIsMissedOnlyWhereItIsRead(t *testing.T) {
	t.Parallel()
	c := parse(t, strings.Replace(small, "password_file: secrets/imap", "password_credential: imap", 1))
	_, err := c.Accounts[0].IMAP[0].Secret.Read(t.Context())
	if err == nil || !strings.Contains(err.Error(), "LoadCredential=imap:") {
		t.Errorf("got %v, want a hint on LoadCredential", err)
	}
}

func TestACommandMayBeATextWithoutAShell(t *testing.T) {
	t.Parallel()
	text := strings.Replace(small, "password_file: secrets/imap", "password_command: printf  geheim", 1)
	if got, err := parse(t, text).Accounts[0].IMAP[0].Secret.Read(t.Context()); got != "geheim" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAnAuthorityIsBelievedBesideTheSystems(t *testing.T) {
	t.Parallel()
	dir := house(t)
	pem, err := os.ReadFile(filepath.Join("testdata", "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "ca.pem"), string(pem), 0o644)
	c, err := env("HOME", "/h").Parse(filepath.Join(dir, "c.yaml"), []byte(strings.Replace(small, "imap.example.org", "imap.example.org, ca_file: ca.pem", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if s := c.Accounts[0].IMAP[0].Server; s.Roots == nil || s.CAFile != filepath.Join(dir, "ca.pem") {
		t.Errorf("got %+v", s)
	}
	if c.Accounts[0].SMTP.Roots != nil {
		t.Error("the other server believes it too")
	}
}
