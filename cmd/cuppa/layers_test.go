package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the module's directory, seen from this package's.
const root = "../.."

// layers are the floors of the house: a package imports its own floor and those below it.
var layers = map[string]int{"cmd": 4, "daemon": 3, "mail": 2, "rules": 1}

// allowed says what a package and those below it may import beside the standard library and themselves. The longest row
// that fits a package counts. What is not the project's is named by the beginning of its path.
var allowed = map[string]string{
	"cmd/cuppa": "daemon daemon/config daemon/control daemon/demo daemon/store mail mail/letter mail/loopback mail/message mail/understand " +
		"rules rules/command rules/dates rules/strict github.com/spf13/cobra",

	"daemon": "daemon/config daemon/control daemon/desk daemon/store mail mail/endpoint mail/inbox mail/message mail/submit " +
		"github.com/coreos/go-systemd golang.org/x/sys/unix",
	// The demo is a town of servers inside the process around the real daemon.
	"daemon/demo":    "daemon daemon/config daemon/control daemon/desk daemon/store mail mail/letter mail/loopback mail/message rules rules/command rules/dates",
	"daemon/config":  "mail rules rules/dates rules/ruleset rules/strict github.com/robfig/cron",
	"daemon/control": "daemon/desk daemon/store mail mail/message mail/understand rules rules/command golang.org/x/text",
	// submit is there for what became of a letter, its Outcome; the desk sends nothing.
	"daemon/desk":  "daemon/store mail mail/intake mail/letter mail/submit mail/understand rules rules/command rules/dates rules/ruleset",
	"daemon/store": "rules rules/command github.com/dgraph-io/badger github.com/fxamacker/cbor golang.org/x/sys/unix",

	"mail":          "",
	"mail/endpoint": "",
	"mail/inbox":    "mail mail/endpoint mail/message github.com/emersion",
	"mail/intake": "mail mail/understand mail/understand/person mail/understand/report mail/understand/subject rules rules/command rules/dates " +
		"golang.org/x/net/publicsuffix",
	"mail/letter":         "rules rules/command rules/dates github.com/wneessen/go-mail golang.org/x/text",
	"mail/loopback":       "github.com/emersion",
	"mail/message":        "mail golang.org/x/net/html golang.org/x/text",
	"mail/submit":         "mail/endpoint github.com/wneessen/go-mail",
	"mail/understand":     "mail rules github.com/emersion/go-ical",
	"rules":               "rules rules/dates",
	"rules/command":       "rules rules/dates",
	"rules/dates":         "",
	"rules/ruleset":       "rules rules/dates rules/strict github.com/expr-lang/expr",
	"rules/strict":        "go.yaml.in/yaml",
	"mail/loopback/peers": "github.com/emersion",
}

// pure are the packages that get the present moment as an argument and start nothing.
var pure = []string{"rules", "mail/message", "mail/understand", "mail/intake", "mail/letter", "daemon/desk", "daemon/store"}

// source is one file of the project that is no test.
type source struct {
	pkg  string // its package's path below the module
	name string
	file *ast.File
	set  *token.FileSet
}

func (s source) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.name, s.set.Position(n.Pos()).Line)
}

func TestPackagesImportDownwardsAndWhatTheyAreAllowed(t *testing.T) {
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if complaint := judge(s.pkg, path); complaint != "" {
				t.Errorf("%s: %s", s.at(spec), complaint)
			}
		}
	}
}

func TestPureCodeAsksNoClockAndStartsNothing(t *testing.T) {
	for _, s := range sources(t) {
		if !slices.ContainsFunc(pure, func(p string) bool { return below(s.pkg, p) }) {
			continue
		}
		for _, n := range impurities(s.file) {
			t.Errorf("%s: the present moment is an argument, and goroutines are the daemon's", s.at(n))
		}
	}
}

// mostOfRules is how much of package rules there may be, without comments and empty lines: somebody should read it in an hour.
const mostOfRules = 1500

func TestRulesCanBeReadInAnHour(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "rules", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				count++
			}
		}
	}
	if count < 500 || count > mostOfRules {
		t.Errorf("package rules has %d lines of code, %d are enough", count, mostOfRules)
	}
}

// The guards themselves are tried, for a guard that lets everything pass looks like a clean house.
func TestTheGuardsSeeWhatIsForbidden(t *testing.T) {
	for _, c := range []struct{ pkg, path, want string }{
		{"rules", "cuppa/rules/dates", ""},
		{"rules", "time", ""},
		{"rules", "cuppa/rules/command", "may not import"},
		{"rules", "cuppa/mail", "upwards"},
		{"rules/dates", "cuppa/rules", "may not import"},
		{"mail/letter", "cuppa/daemon/store", "upwards"},
		{"mail/submit", "cuppa/rules", "may not import"},
		{"mail/understand/times", "cuppa/rules", ""},
		{"mail/understand/times", "cuppa/mail/understand/subject", ""},
		{"mail/understand/times", "cuppa/mail/intake", "may not import"},
		{"daemon/store", "cuppa/mail", "may not import"},
		{"daemon/desk", "cuppa/mail/inbox", "may not import"},
		{"daemon/desk", "net", "has no network"},
		{"daemon/desk", "github.com/dgraph-io/badger/v4", "may not import"},
		{"attic", "fmt", "no row"},
	} {
		got := judge(c.pkg, c.path)
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s imports %s: %q, want %q", c.pkg, c.path, got, c.want)
		}
	}
	const text = `package p
		import "time"
		var now = time.Now
		func f() { time.Sleep(1); go f(); <-time.After(2); _ = time.Date; var w W; w.Go(f); _ = time.Unix(0, 0) }`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(impurities(file)); got != 5 {
		t.Errorf("%d impurities seen, want 5: Now, Sleep, go, After and Go", got)
	}
}

// judge says what is wrong with an import, or "".
func judge(pkg, path string) string {
	floor, _, _ := strings.Cut(pkg, "/")
	row, known := rowOf(pkg)
	if !known || layers[floor] == 0 && floor != "systemd" {
		return fmt.Sprintf("package %s has no row in the table of imports", pkg)
	}
	own, ours := strings.CutPrefix(path, "cuppa/")
	first, _, _ := strings.Cut(path, "/")
	if !ours && !strings.Contains(first, ".") {
		if slices.Contains(pure, row) && (below(path, "net") && path != "net/mail" && path != "net/textproto" && path != "net/url" && path != "net/netip") {
			return fmt.Sprintf("%s has no network: %s", pkg, path)
		}
		return ""
	}
	to, _, _ := strings.Cut(own, "/")
	if ours && layers[to] > layers[floor] {
		return fmt.Sprintf("%s imports upwards: %s", pkg, path)
	}
	for may := range strings.FieldsSeq(allowed[row]) {
		if ours && own == may || !ours && below(path, may) {
			return ""
		}
	}
	// A family of small packages, such as the readers of understand, may know each other.
	if ours && row == "mail/understand" && below(own, row) {
		return ""
	}
	return fmt.Sprintf("%s may not import %s", pkg, path)
}

// rowOf is the longest row of the table that holds for a package.
func rowOf(pkg string) (row string, known bool) {
	for r := range allowed {
		if below(pkg, r) && len(r) >= len(row) {
			row, known = r, true
		}
	}
	return row, known
}

func below(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// impurities are the places where a file asks the clock, waits, or starts a goroutine.
func impurities(file *ast.File) []ast.Node {
	var found []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = append(found, n)
		case *ast.SelectorExpr:
			if forbidden(n) {
				found = append(found, n)
			}
		}
		return true
	})
	return found
}

// forbidden tells whether a selector is one of the clock's, or WaitGroup.Go.
func forbidden(n *ast.SelectorExpr) bool {
	x, ok := n.X.(*ast.Ident)
	if !ok {
		return n.Sel.Name == "Go"
	}
	clock := []string{"Now", "Since", "Until", "After", "Sleep", "Tick", "NewTimer", "NewTicker", "AfterFunc"}
	switch x.Name {
	case "time":
		return slices.Contains(clock, n.Sel.Name)
	case "context":
		return strings.HasPrefix(n.Sel.Name, "WithTimeout") || strings.HasPrefix(n.Sel.Name, "WithDeadline")
	}
	return n.Sel.Name == "Go"
}

func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		list = append(list, source{pkg: filepath.ToSlash(filepath.Dir(name)), name: name, file: file, set: set})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 100 {
		t.Fatalf("only %d files found", len(list))
	}
	return list
}
