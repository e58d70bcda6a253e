package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"

	"cuppa/mail/loopback"
)

// TestMain lets tests run cuppa as a process of its own: the test binary is also the program, as "cuppa" on the PATH.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cuppa": main})
}

// TestScripts runs testdata/script: what the program promises at the prompt, one promise a file. Beside the usual commands
// of testscript a script has those of townCommands. UPDATE_SCRIPTS=1 writes the files that cmp compares with anew.
func TestScripts(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup:               func(e *testscript.Env) error { return build(e, keys) },
		Cmds:                townCommands(),
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no such condition: %s", cond)
		},
	})
}

func townCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"exits":   exits,
		"replace": replace,
		"clock":   clock,
		"mail":    put,
		"letters": letters,
		"shape":   shape,
		"break":   func(ts *testscript.TestScript, _ bool, args []string) { setSMTP(ts, args, refusing) },
		"mend":    func(ts *testscript.TestScript, _ bool, args []string) { setSMTP(ts, args, loopback.SMTPFaults{}) },
		"hold":    hold,
		"chown":   chown,
		"tree":    tree,
		"daemon":  startDaemon,
		"reload":  reload,
		"stop":    stopDaemon,
	}
}

// town is what surrounds one script: a mail server of ada's and bo's, the daemon if one runs, and a lock.
type town struct {
	world   *loopback.World
	now     atomic.Int64 // the mail server's clock, Unix seconds; 0: the real one
	service *service
}

type townKey struct{}

func townOf(ts *testscript.TestScript) *town { return ts.Value(townKey{}).(*town) }

// townConfig is the configuration that a script begins with.
const townConfig = `data_dir: data
accounts:
  - name: ada
    owner: {name: Ada Example, addresses: [ada@example.org], timezone: Europe/Berlin}
    imap: {host: localhost, port: IMAP, tls: none, username: ada, password_file: secret,
      mailboxes: [{name: INBOX, roles: [inbox, drop]}, {name: Sent, roles: [sent]}]}
    smtp: {host: localhost, port: SMTP, tls: none, username: ada, password_file: secret, from: cuppa@example.org}
    drop: {address: cuppa@example.org, tags: [7hq2]}
`

// build sets up the servers, and the files that no archive can hold: they need ports, or are nobody else's to read.
func build(e *testscript.Env, keys *loopback.Keys) error {
	w := &town{world: loopback.NewWorld(keys)}
	e.Defer(func() { w.world.Close() })
	w.world.Now = func() time.Time {
		if at := w.now.Load(); at != 0 {
			return time.Unix(at, 0)
		}
		return time.Now()
	}
	w.world.Account("ada", "pass", "ada@example.org", "cuppa@example.org")
	w.world.Account("bo", "pass", "bo@example.org")
	ports := map[string]func() (int, error){
		"IMAP":  func() (int, error) { return w.world.IMAP.Listen(false) },
		"IMAPS": func() (int, error) { return w.world.IMAP.Listen(true) },
		"SMTP":  func() (int, error) { return w.world.SMTP.Listen(false) },
		"SMTPS": func() (int, error) { return w.world.SMTP.Listen(true) },
	}
	text := townConfig
	for name, listen := range ports {
		port, err := listen()
		if err != nil {
			return err
		}
		e.Setenv(name, strconv.Itoa(port))
		text = strings.ReplaceAll(text, "port: "+name+",", fmt.Sprintf("port: %d,", port))
	}
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: keys.Server.Certificates[0].Certificate[0]})
	for name, content := range map[string]string{"secret": "pass\n", "wrong": "ssap\n", "config.yaml": text, "ca.pem": string(ca)} {
		if err := os.WriteFile(filepath.Join(e.WorkDir, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	e.Setenv("CUPPA_CONFIG", filepath.Join(e.WorkDir, "config.yaml"))
	e.Setenv("HOME", e.WorkDir)
	e.Setenv("TZ", "UTC")
	e.Values[townKey{}] = w
	return nil
}

// exits CODE PROGRAM ARG…: run it; it must end with that code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	code := 0
	if errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if (code == want) == neg {
		ts.Fatalf("exit code %d, not %d", code, want)
	}
}

// replace FILE OLD NEW: once, and it must be there.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o600))
}

// clock MOMENT: from now on the mail server delivers at that moment.
func clock(ts *testscript.TestScript, _ bool, args []string) {
	townOf(ts).now.Store(momentIn(ts, args[0]).Unix())
}

func momentIn(ts *testscript.TestScript, text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	ts.Check(err)
	return at
}

// mail MAILBOX FILE MOMENT: put a mail into a mailbox of ada's, dated and received at that moment.
func put(ts *testscript.TestScript, _ bool, args []string) {
	at := momentIn(ts, args[2])
	text := "Date: " + at.Format(time.RFC1123Z) + "\n" + ts.ReadFile(args[1])
	townOf(ts).world.IMAP.Append("ada", args[0], []byte(strings.ReplaceAll(text, "\n", "\r\n")), at)
}

// letters: print the subjects of what the daemon has sent to ada.
func letters(ts *testscript.TestScript, _ bool, _ []string) {
	for _, m := range townOf(ts).world.IMAP.Messages("ada", "INBOX") {
		text := string(m.Bytes)
		if !strings.Contains(text, "X-Cuppa:") {
			continue
		}
		_, rest, _ := strings.Cut(text, "Subject: ")
		subject, _, _ := strings.Cut(rest, "\r\n")
		fmt.Fprintln(ts.Stdout(), subject)
	}
}

// refusing is a submission server that takes no letter for now.
var refusing = loopback.SMTPFaults{Refuse: loopback.StepMail, Code: 451, Text: "later"}

// break smtp, mend smtp: what the submission server does from now on.
func setSMTP(ts *testscript.TestScript, args []string, f loopback.SMTPFaults) {
	if len(args) != 1 || args[0] != "smtp" {
		ts.Fatalf("only smtp can be broken and mended")
	}
	townOf(ts).world.SMTP.Break(f)
}

// hold DIR: lock a data directory as another process of cuppa would.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { f.Close() })
	ts.Check(unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB))
}

// chown USER FILE: give it to another user, a number.
func chown(ts *testscript.TestScript, _ bool, args []string) {
	user, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Check(os.Chown(ts.MkAbs(args[1]), user, -1))
}

// tree DIR: print all files below a directory, with their sizes.
func tree(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(filepath.Walk(ts.MkAbs(args[0]), func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			fmt.Fprintln(ts.Stdout(), filepath.Base(path), info.Size())
		}
		return err
	}))
}

// shape: print what the JSON in stdout is made of, a line a field and the kinds of its values.
func shape(ts *testscript.TestScript, _ bool, _ []string) {
	kinds := map[string]map[string]bool{}
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	for {
		var v any
		err := d.Decode(&v)
		if err == io.EOF {
			break
		}
		ts.Check(err)
		describe(kinds, "", v)
	}
	for _, path := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintln(ts.Stdout(), strings.TrimPrefix(path, "."), strings.Join(slices.Sorted(maps.Keys(kinds[path])), "|"))
	}
}

func describe(kinds map[string]map[string]bool, path string, v any) {
	kind := ""
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			describe(kinds, path+"."+key, value)
		}
		return
	case []any:
		kind = "list"
		for _, value := range v {
			describe(kinds, path+"[]", value)
		}
	case nil:
		kind = "null"
	case bool:
		kind = "bool"
	case float64:
		kind = "number"
	case string:
		kind = "text"
		if _, err := time.Parse(time.RFC3339, v); err == nil {
			kind = "time"
		}
	}
	if kinds[path] == nil {
		kinds[path] = map[string]bool{}
	}
	kinds[path][kind] = true
}

// service is a daemon that runs beside a script.
type service struct {
	cmd *exec.Cmd
	log *bufio.Scanner
}

// daemon: start cuppa run, and wait until it is ready.
func startDaemon(ts *testscript.TestScript, _ bool, _ []string) {
	cmd := exec.Command("cuppa", "run")
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"HOME=" + ts.Getenv("HOME"), "CUPPA_CONFIG=" + ts.Getenv("CUPPA_CONFIG"), "TZ=UTC"}
	log, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	s := &service{cmd: cmd, log: bufio.NewScanner(log)}
	townOf(ts).service = s
	ts.Defer(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill() // the script failed before stop
			_ = cmd.Wait()
		}
	})
	s.await(ts, "msg=ready")
}

// await reads the log up to a line with this text.
func (s *service) await(ts *testscript.TestScript, text string) {
	var all bytes.Buffer
	for s.log.Scan() {
		fmt.Fprintln(&all, s.log.Text())
		if strings.Contains(s.log.Text(), text) {
			return
		}
	}
	ts.Fatalf("the daemon never said %s:\n%s", text, &all)
}

// reload TEXT: send SIGHUP to the daemon, and wait until its log says that.
func reload(ts *testscript.TestScript, _ bool, args []string) {
	s := townOf(ts).service
	ts.Check(s.cmd.Process.Signal(syscall.SIGHUP))
	s.await(ts, args[0])
}

// stop: send SIGTERM to the daemon; it must end well and within five seconds.
func stopDaemon(ts *testscript.TestScript, _ bool, _ []string) {
	s := townOf(ts).service
	began := time.Now()
	ts.Check(s.cmd.Process.Signal(syscall.SIGTERM))
	for s.log.Scan() {
	}
	ts.Check(s.cmd.Wait())
	if took := time.Since(began); took > 5*time.Second {
		ts.Fatalf("the daemon took %s to stop", took)
	}
}
