package config

import (
	"os"
	"path/filepath"
	"strings"
)

// Env looks up an environment variable; "" where it is not set. os.Getenv is one.
type Env func(name string) string

// Find is Env.Find in the environment of the process.
func Find(explicit string) (string, error) { return Env(os.Getenv).Find(explicit) }

// Load is Env.Load in the environment of the process.
func Load(path string) (*Config, error) { return Env(os.Getenv).Load(path) }

// Parse is Env.Parse in the environment of the process.
func Parse(path string, text []byte) (*Config, error) { return Env(os.Getenv).Parse(path, text) }

// dataDir is where the store lies if the file does not say: what systemd gives (the first of StateDirectory=), else the
// user's state directory (XDG Base Directory Specification); "" where there is neither.
func (e Env) dataDir() string {
	if first, _, _ := strings.Cut(e("STATE_DIRECTORY"), ":"); filepath.IsAbs(first) {
		return filepath.Clean(first)
	}
	if state := e("XDG_STATE_HOME"); filepath.IsAbs(state) {
		return filepath.Join(state, "cuppa")
	}
	if home := e("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "state", "cuppa")
	}
	return ""
}

// resolve makes a path of the file absolute: ~/ is the home directory, all else counts from the file's own directory.
func (e Env) resolve(file, path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && e("HOME") != "" {
		return filepath.Join(e("HOME"), rest)
	}
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil { // no working directory: relative it stays
		dir = filepath.Dir(file)
	}
	return filepath.Join(dir, path)
}
