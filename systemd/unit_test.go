// Package systemd_test holds the unit to what the daemon promises, and to systemd's own
// judgement where its tools are installed.
package systemd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// unit maps "Section.Key" to the values given for it, in order.
type unit map[string][]string

// readUnit parses systemd.syntax(7) as far as our unit uses it.
func readUnit(t *testing.T) unit {
	t.Helper()
	content, err := os.ReadFile("cuppa.service")
	if err != nil {
		t.Fatal(err)
	}
	keys, section := unit{}, ""
	for number, line := range strings.Split(string(content), "\n") {
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section = line[1 : len(line)-1]
		default:
			key, value, found := strings.Cut(line, "=")
			if !found || section == "" {
				t.Fatalf("cuppa.service:%d: not a setting: %q", number+1, line)
			}
			keys[section+"."+key] = append(keys[section+"."+key], value)
		}
	}
	return keys
}

// span returns the duration that a key holds.
func (u unit) span(t *testing.T, key string) time.Duration {
	t.Helper()
	values := u[key]
	if len(values) != 1 {
		t.Fatalf("%s is given %d times", key, len(values))
	}
	span, err := time.ParseDuration(strings.NewReplacer("min", "m").Replace(values[0]))
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return span
}

func TestUnitSaysWhatTheDaemonNeeds(t *testing.T) {
	u := readUnit(t)
	for key, want := range map[string]string{
		"Service.Type":                    "notify",
		"Service.ExecStart":               "/usr/local/bin/cuppa run --config /etc/cuppa/config.yaml",
		"Service.ExecReload":              "/bin/kill -HUP $MAINPID",
		"Service.Restart":                 "on-failure",
		"Service.User":                    "cuppa",
		"Service.Group":                   "cuppa",
		"Service.StateDirectory":          "cuppa",
		"Service.StateDirectoryMode":      "0700",
		"Service.RuntimeDirectory":        "cuppa",
		"Service.RuntimeDirectoryMode":    "0750",
		"Service.ConfigurationDirectory":  "cuppa",
		"Service.UMask":                   "0077",
		"Service.LimitCORE":               "0",
		"Service.NoNewPrivileges":         "yes",
		"Service.CapabilityBoundingSet":   "",
		"Service.ProtectSystem":           "strict",
		"Service.MemoryDenyWriteExecute":  "yes",
		"Service.RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
		"Install.WantedBy":                "multi-user.target",
	} {
		if got := u[key]; !slices.Equal(got, []string{want}) {
			t.Errorf("%s is %q, not %q", key, got, want)
		}
	}
}

func TestUnitRestartsForThoseExitCodesThatMayGoAway(t *testing.T) {
	u := readUnit(t)
	var never []int
	for _, value := range u["Service.RestartPreventExitStatus"] {
		for _, word := range strings.Fields(value) {
			code, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			never = append(never, code)
		}
	}
	for _, exit := range []struct {
		code    int
		name    string
		restart bool
	}{
		{1, "failed", true},
		{64, "usage", false},
		{75, "try again", true},
		{78, "configuration", false},
	} {
		if restarts := !slices.Contains(never, exit.code); restarts != exit.restart {
			t.Errorf("exit code %d (%s): restarts %v", exit.code, exit.name, restarts)
		}
	}
	if len(never) != 2 {
		t.Errorf("codes that the daemon does not have: %v", never)
	}
	if extra := u["Service.SuccessExitStatus"]; len(extra) != 0 {
		t.Errorf("only 0 is a success, the unit adds %v", extra)
	}
}

func TestUnitWaitsAsLongAsTheDaemonMayTake(t *testing.T) {
	u := readUnit(t)
	if stop := u.span(t, "Service.TimeoutStopSec"); stop <= 5*time.Second {
		t.Errorf("the daemon stops within 5 s, the unit waits %v", stop)
	}
	if dog := u.span(t, "Service.WatchdogSec"); dog < 30*time.Second {
		t.Errorf("a watchdog of %v barks at a busy disk", dog)
	}
	// Were the burst never reached within the interval, restarts would never end.
	interval, pause := u.span(t, "Unit.StartLimitIntervalSec"), u.span(t, "Service.RestartSec")
	burst, err := strconv.Atoi(u["Unit.StartLimitBurst"][0])
	if err != nil || time.Duration(burst)*pause >= interval {
		t.Errorf("%d starts, %v apart, take longer than %v (%v)", burst, pause, interval, err)
	}
}

// run runs one of systemd's tools and returns what it printed; where it is not installed
// the test is skipped, or fails if the environment demands the real thing.
func run(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CUPPA_REAL") == "required" {
			t.Fatalf("CUPPA_REAL=required, but %s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	return string(out), err
}

// installed writes the unit with changes to a folder of its own, with a program that
// exists in place of cuppa, because systemd-analyze looks for it.
func installed(t *testing.T, changes ...string) string {
	t.Helper()
	content, err := os.ReadFile("cuppa.service")
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	changes = append(changes, "/usr/local/bin/cuppa", self)
	file := filepath.Join(t.TempDir(), "cuppa.service")
	if err := os.WriteFile(file, []byte(strings.NewReplacer(changes...).Replace(string(content))), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSystemdFindsNothingToSayAboutTheUnit(t *testing.T) {
	out, err := run(t, "systemd-analyze", "verify", "--man=no", installed(t))
	if err != nil || out != "" {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
	// An unknown key makes it speak but not fail, so its silence is what counts.
	if out, _ := run(t, "systemd-analyze", "verify", "--man=no", installed(t, "Type=notify", "Tpye=notify")); out == "" {
		t.Error("systemd-analyze verify does not notice an unknown key")
	}
}

func TestSandboxLeavesAnExposureOfAtMostOneAndAHalf(t *testing.T) {
	security := func(file string) (string, error) {
		return run(t, "systemd-analyze", "security", "--no-pager", "--offline=yes", "--threshold=15", file)
	}
	if out, err := security(installed(t)); err != nil {
		t.Errorf("systemd-analyze security: %v\n%s", err, out)
	}
	if out, err := security(installed(t, "NoNewPrivileges=yes\n", "", "ProtectSystem=strict\n", "")); err == nil {
		t.Errorf("systemd-analyze security lets a weaker sandbox pass\n%s", out)
	}
}

func TestSysusersMakesTheUserOfTheUnit(t *testing.T) {
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "etc"), 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := filepath.Abs("cuppa.sysusers")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, "systemd-sysusers", "--root="+root, file); err != nil {
		t.Fatalf("systemd-sysusers: %v\n%s", err, out)
	}
	passwd, err := os.ReadFile(filepath.Join(root, "etc", "passwd"))
	if err != nil {
		t.Fatal(err)
	}
	u := readUnit(t)
	entry := strings.Split(strings.TrimSpace(string(passwd)), ":")
	if len(entry) != 7 || entry[0] != u["Service.User"][0] || entry[5] != "/var/lib/"+u["Service.StateDirectory"][0] {
		t.Errorf("made %q", passwd)
	}
	if !strings.HasSuffix(entry[len(entry)-1], "nologin") {
		t.Errorf("can log in: %q", passwd)
	}
}
