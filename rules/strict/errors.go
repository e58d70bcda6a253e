package strict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is one thing that is wrong with a file.
type Error struct {
	File    string
	Line    int    // from 1
	Column  int    // from 1, in characters
	Path    string // where in the tree: accounts[0].imap.port; "" at the root
	Problem string // what is wrong, with the value that stands there
	Hint    string // what would be right; "" where the problem says it
}

// Error gives one line: file:line:column, path, problem and hint.
func (e Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: ", e.File, e.Line, e.Column)
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.Problem)
	if e.Hint != "" {
		b.WriteString("; hint: " + e.Hint)
	}
	return b.String()
}

// Errors are all that is wrong with a file, by position; as an error it has a line for each.
type Errors []Error

func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// report collects the errors of one file.
type report struct {
	file   string
	lines  []string // the source, to find positions inside scalars
	errors Errors
}

func (r *report) add(line, column int, path, problem, hint string) {
	r.errors = append(r.errors, Error{File: r.file, Line: line, Column: column, Path: path, Problem: problem, Hint: hint})
}

// err is nil, or all errors in order, each once.
func (r *report) err() error {
	if len(r.errors) == 0 {
		return nil
	}
	slices.SortStableFunc(r.errors, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(r.errors)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
