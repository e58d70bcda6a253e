package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotFound is in the error of Find where there is no configuration anywhere.
var ErrNotFound = errors.New("no configuration found")

// Find is the path of the configuration: the explicit one (of --config) or that of $CUPPA_CONFIG whether it exists or
// not, else the first that exists of $XDG_CONFIG_HOME/cuppa/config.yaml (~/.config where that is not set) and
// /etc/cuppa/config.yaml. The error names all places tried.
func (e Env) Find(explicit string) (string, error) {
	return e.find(explicit, "/etc/cuppa/config.yaml")
}

func (e Env) find(explicit, system string) (string, error) {
	if explicit != "" {
		return explicit, nil
	}
	if named := e("CUPPA_CONFIG"); named != "" {
		return named, nil
	}
	var places []string
	if dir := e("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		places = append(places, filepath.Join(dir, "cuppa", "config.yaml"))
	} else if home := e("HOME"); filepath.IsAbs(home) {
		places = append(places, filepath.Join(home, ".config", "cuppa", "config.yaml"))
	}
	places = append(places, system)
	for _, place := range places {
		if _, err := os.Stat(place); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return place, nil // what exists and cannot be read is an error that Load tells
		}
	}
	return "", fmt.Errorf("%w: tried --config (not given), $CUPPA_CONFIG (not set), %s; hint: copy config.example.yaml to one of these places",
		ErrNotFound, strings.Join(places, ", "))
}
