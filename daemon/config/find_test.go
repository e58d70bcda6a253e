package config

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestFindTakesTheFirstPlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	xdg, home, system := filepath.Join(dir, "xdg"), filepath.Join(dir, "home"), filepath.Join(dir, "etc", "config.yaml")
	inXDG, inHome := filepath.Join(xdg, "cuppa", "config.yaml"), filepath.Join(home, ".config", "cuppa", "config.yaml")
	for _, path := range []string{inXDG, inHome, system} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, path, small, 0o644)
	}
	all := []string{"CUPPA_CONFIG", "/named", "XDG_CONFIG_HOME", xdg, "HOME", home}
	for _, test := range []struct {
		explicit string
		env      Env
		system   string
		want     string
	}{
		{"/explicit", env(all...), system, "/explicit"},
		{"", env(all...), system, "/named"},
		{"", env(all[2:]...), system, inXDG},
		{"", env(all[4:]...), system, inHome},
		{"", env("XDG_CONFIG_HOME", dir, "HOME", home), system, system},
		{"", env(), system, system},
	} {
		if got, err := test.env.find(test.explicit, test.system); got != test.want || err != nil {
			t.Errorf("got %s, %v, want %s", got, err, test.want)
		}
	}
}

func TestFindNamesAllPlacesTried(t *testing.T) {
	t.Parallel()
	_, err := env("HOME", "/nowhere").find("", "/nowhere/etc/config.yaml")
	const want = "no configuration found: tried --config (not given), $CUPPA_CONFIG (not set), /nowhere/.config/cuppa/config.yaml, " +
		"/nowhere/etc/config.yaml; hint: copy config.example.yaml to one of these places"
	if !errors.Is(err, ErrNotFound) || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
