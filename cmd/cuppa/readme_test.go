package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"cuppa/daemon/config"
	"cuppa/daemon/control"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks are the fenced code blocks of a language in README.md; "" is none.
func blocks(t *testing.T, language string) []string {
	t.Helper()
	var list []string
	for _, m := range regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$").FindAllStringSubmatch(readme(t), -1) {
		if m[1] == language {
			list = append(list, m[2])
		}
	}
	return list
}

func TestReadmeBeginsWithTheTwoCommandsThatShowEverything(t *testing.T) {
	text := readme(t)
	first := text[strings.Index(text, "```"):]
	if want := "```\ngo run ./cmd/cuppa demo\ngo test ./...\n```\n"; !strings.HasPrefix(first, want) {
		t.Errorf("the first code block is\n%.80s", first)
	}
}

func TestReadmeConfigurationsAreValid(t *testing.T) {
	list := blocks(t, "yaml")
	if len(list) < 3 {
		t.Fatalf("only %d blocks found", len(list))
	}
	dir := t.TempDir()
	for _, name := range []string{"password", "cuppa-password"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("secret\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := config.Env(func(key string) string { return map[string]string{"HOME": dir}[key] })
	for i, block := range list {
		if !strings.HasPrefix(block, "accounts:") { // keys of an account: they are tried in the first one
			block = list[0] + "    " + strings.TrimSpace(strings.ReplaceAll(block, "\n", "\n    ")) + "\n"
		}
		if _, err := env.Parse(filepath.Join(dir, fmt.Sprintf("block%d.yaml", i)), []byte(block)); err != nil {
			t.Errorf("%v in\n%s", err, block)
		}
	}
}

func TestReadmeListsTheCommandsAsHelpDoes(t *testing.T) {
	var out bytes.Buffer
	if code := run([]string{"--help"}, nil, &out, &out); code != control.OK {
		t.Fatal(out.String())
	}
	_, rest, _ := strings.Cut(out.String(), "Available Commands:\n")
	commands, _, found := strings.Cut(rest, "\n\n")
	if !found || !strings.Contains(readme(t), "```text\n"+commands+"\n```\n") {
		t.Errorf("README.md has another list than --help:\n%s", commands)
	}
}

func TestReadmeExitCodesAreThoseOfTheProgram(t *testing.T) {
	var got []string
	for _, m := range regexp.MustCompile(`(?m)^\| (\d+) \| .+ \|$`).FindAllStringSubmatch(readme(t), -1) {
		got = append(got, m[1])
	}
	var want []string
	for _, code := range []int{control.OK, control.Failed, control.Usage, control.TryLate, control.Config} {
		want = append(want, fmt.Sprint(code))
	}
	if !slices.Equal(got, want) {
		t.Errorf("README.md has %v, the program %v", got, want)
	}
}

func TestReadmeNamesFilesThatExist(t *testing.T) {
	paths := regexp.MustCompile("(?m)(?:^|[ `(])((?:cmd|daemon|mail|rules|systemd)/[a-z0-9_/]+(?:\\.[a-z]+)?|[A-Z]+(?:\\.md)?\\)|config[a-z.]+\\))").
		FindAllStringSubmatch(readme(t), -1)
	if len(paths) < 30 {
		t.Fatalf("only %d paths found", len(paths))
	}
	for _, m := range paths {
		if _, err := os.Stat(filepath.Join(root, strings.TrimSuffix(m[1], ")"))); err != nil {
			t.Errorf("README.md names %s: %v", m[1], err)
		}
	}
}

func TestEveryBenchmarkOfTheReadmeExists(t *testing.T) {
	rows := regexp.MustCompile("`go test -run '\\^\\$' -bench '?\\^?([A-Za-z]+)\\$?'? \\./([a-z/]+)`").FindAllStringSubmatch(readme(t), -1)
	if len(rows) < 8 {
		t.Fatalf("only %d rows found", len(rows))
	}
	for _, m := range rows {
		files, err := filepath.Glob(filepath.Join(root, m[2], "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		defined := regexp.MustCompile(`func Benchmark\w*` + strings.TrimPrefix(m[1], "Benchmark") + `\w*\(b \*testing\.B\)`)
		if !slices.ContainsFunc(files, func(name string) bool {
			text, err := os.ReadFile(name)
			return err == nil && defined.Match(text)
		}) {
			t.Errorf("there is no benchmark %s in %s", m[1], m[2])
		}
	}
}

func TestEveryCommandShowsAnExample(t *testing.T) {
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			if sub.Short == "" || !strings.Contains(sub.Example, "cuppa "+sub.Name()) && !strings.Contains(sub.Example, " "+sub.Name()+" ") {
				t.Errorf("%s: summary %q, example %q", sub.CommandPath(), sub.Short, sub.Example)
			}
			look(sub)
		}
	}
	look(newRoot())
}
