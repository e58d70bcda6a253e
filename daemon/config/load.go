package config

import (
	"fmt"
	"os"

	"cuppa/rules/strict"
)

// Load reads the configuration at path. The error is a strict.Errors if the file was read and is wrong; else it says why
// the file could not be read and wraps the cause.
func (e Env) Load(path string) (*Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w; hint: name another file with --config", err)
	}
	return e.Parse(path, text)
}

// Parse reads the text of a configuration; path names it in messages, and its paths that are not absolute count from
// path's directory. The error is a strict.Errors.
func (e Env) Parse(path string, text []byte) (*Config, error) {
	var c Config
	err := strict.Read(path, text, func(root strict.Value) { c = reader{env: e, file: path}.config(root) })
	if err != nil {
		return nil, err
	}
	return &c, nil
}

// reader reads values that need the environment or the place of the file.
type reader struct {
	env  Env
	file string
}

func (r reader) config(v strict.Value) Config {
	c := Config{Path: r.file}
	v.Fields(func(f *strict.Fields) {
		c.DataDir = r.dataDir(f)
		f.Key("alert").Fields(func(f *strict.Fields) { c.Alert = command(f.Need("command")) })
		c.Accounts = r.accounts(f.Need("accounts"))
	})
	return c
}

func (r reader) dataDir(f *strict.Fields) string {
	v := f.Key("data_dir")
	if v.Given() {
		return r.path(v)
	}
	dir := r.env.dataDir()
	if dir == "" {
		f.Fail("add data_dir:", `the key "data_dir" is missing, and none of $STATE_DIRECTORY, $XDG_STATE_HOME and $HOME is set`)
	}
	return dir
}

func (r reader) accounts(v strict.Value) []Account {
	items := v.Items()
	if v.Sound() && len(items) == 0 {
		v.Fail("add one account at least", "the list is empty")
	}
	var accounts []Account
	names := map[string]int{}
	for _, item := range items {
		item.Fields(func(f *strict.Fields) {
			a := r.account(f)
			if first, twice := names[a.Name]; twice && a.Name != "" {
				f.Key("name").Fail("give each account a name of its own", "the name %q is taken by the account in line %d", a.Name, first)
			} else {
				names[a.Name] = item.Line()
			}
			accounts = append(accounts, a)
		})
	}
	return accounts
}

// path reads a path and makes it absolute.
func (r reader) path(v strict.Value) string {
	text := v.Text()
	if text == "" {
		return ""
	}
	return r.env.resolve(r.file, text)
}
