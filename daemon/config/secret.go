package config

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"cuppa/rules/strict"
)

const (
	mostSecret     = 64 << 10
	commandTimeout = 30 * time.Second
)

// Secret is where a password comes from: a file or a command. It holds no password, and prints as <secret> in every way,
// so that neither place nor arguments reach a log. The zero Secret is none.
type Secret struct {
	file    string
	command []string
	absent  string // the name of a systemd credential, where there are none in this process
}

// Given says whether there is a secret.
func (s Secret) Given() bool { return s.file != "" || len(s.command) > 0 || s.absent != "" }

// Read gets the secret, without one line end at its end. A command has half a minute. Errors never hold the secret, nor
// what a command printed.
func (s Secret) Read(ctx context.Context) (string, error) {
	var text []byte
	var err error
	switch {
	case s.file != "":
		text, err = readSecretFile(s.file)
	case len(s.command) > 0:
		text, err = runSecretCommand(ctx, s.command)
	case s.absent != "":
		return "", fmt.Errorf("read the secret: there are no credentials, $CREDENTIALS_DIRECTORY is not set; "+
			"hint: start it by systemd with LoadCredential=%s:/path, or use password_file", s.absent)
	default:
		return "", errors.New("read the secret: there is none")
	}
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	secret := strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	if secret == "" {
		return "", errors.New("read the secret: it is empty")
	}
	return secret, nil
}

// String hides the secret, and so do the others.
func (s Secret) String() string { return "<secret>" }

// Format hides the secret from every verb of fmt.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// LogValue hides the secret from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText hides the secret from JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func readSecretFile(path string) ([]byte, error) {
	if err := checkSecretFile(path); err != nil {
		return nil, err
	}
	return readSmall(path, mostSecret)
}

var errReadable = errors.New("others than its owner and group may read it")

// checkSecretFile says what is wrong with a file that is to hold a secret.
func checkSecretFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a file", path)
	case info.Mode().Perm()&0o007 != 0:
		return fmt.Errorf("%s: %w", path, errReadable)
	}
	return nil
}

// runSecretCommand runs a command without a shell and takes what it prints.
func runSecretCommand(ctx context.Context, command []string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	var out limited
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdout = &out
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("run %s: %w", command[0], ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("run %s: %w; hint: try the command by hand, as the daemon's user", command[0], err)
	}
	return out.text, nil
}

// limited keeps what is written to it, and takes no more than a secret may be long.
type limited struct{ text []byte }

func (l *limited) Write(p []byte) (int, error) {
	if len(l.text)+len(p) > mostSecret {
		return 0, fmt.Errorf("it printed more than %d bytes", mostSecret)
	}
	l.text = append(l.text, p...)
	return len(p), nil
}

// secret reads the one of three keys that says where the password comes from; wanted: a username stands beside it.
func (r reader) secret(f *strict.Fields, wanted bool) Secret {
	file, run, credential := f.Key("password_file"), f.Key("password_command"), f.Key("password_credential")
	var given []strict.Value
	for _, v := range []strict.Value{file, run, credential} {
		if v.Given() {
			given = append(given, v)
		}
	}
	switch {
	case len(given) == 0 && wanted:
		f.Fail("add password_file, password_command or password_credential", "there is a username and no password")
	case len(given) == 1 && !wanted:
		given[0].Fail("add username:, or take the password out if the server wants none", "there is a password and no username")
	case len(given) > 1:
		given[1].Fail("keep one of them", "the password is to come from two places")
	}
	switch {
	case file.Given():
		return Secret{file: secretFile(file, r.path(file))}
	case run.Given():
		return Secret{command: command(run)}
	case credential.Given():
		return r.credential(credential)
	}
	return Secret{}
}

func secretFile(v strict.Value, path string) string {
	if path == "" {
		return ""
	}
	err := checkSecretFile(path)
	switch {
	case errors.Is(err, errReadable):
		v.Fail("chmod o= "+path, "%v", err)
	case err != nil:
		v.Fail("put the password alone into that file, readable by the daemon's user", "cannot use the file: %v", err)
	}
	return path
}

// credential is a file of systemd's (LoadCredential=), which alone says who may read it. Only the service has it: the
// command line, which asks the service, reads the same configuration without.
func (r reader) credential(v strict.Value) Secret {
	name := v.Text()
	if name == "" {
		return Secret{}
	}
	if name != filepath.Base(name) || name == "." || name == ".." {
		v.Fail("write the name that LoadCredential= in the unit gives it", "%s is not the name of a credential", v)
		return Secret{}
	}
	dir := r.env("CREDENTIALS_DIRECTORY")
	if dir == "" {
		return Secret{absent: name}
	}
	return Secret{file: secretFile(v, filepath.Join(dir, name))}
}

// command reads a command and its arguments: a list, or a text that is cut at white space. There is no shell, so a text
// that needs one is refused.
func command(v strict.Value) []string {
	if v.Word() == "" {
		var words []string
		for _, item := range v.Items() {
			words = append(words, item.Text())
		}
		if v.Sound() && len(words) == 0 {
			v.Fail("write [program, argument]", "the list is empty")
		}
		return words
	}
	text := v.Text()
	if strings.ContainsAny(text, "\"'`\\|&;<>$*?~()") {
		v.Fail(`write a list: [pass, show, mail/imap], or [sh, -c, "..."]`, "there is no shell that would read %s", v)
	}
	return strings.Fields(text)
}
