package daemon

import (
	"testing"

	"cuppa/daemon/config"
)

func TestTheDropAddressKeepsATagThatIsNoSecret(t *testing.T) {
	tags := []string{"7hq2", "old1"}
	for address, want := range map[string]string{
		"":                       "",
		"cuppa@example.org":      "cuppa@example.org",
		"cuppa+old1@example.org": "cuppa@example.org",
		"ada+cuppa@example.org":  "ada+cuppa@example.org",
	} {
		if got := dropAddress(config.Drop{Address: address, Tags: tags}); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}
