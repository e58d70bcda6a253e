package peers

import (
	"strings"
	"testing"
)

// verdict notes how a test would have ended.
type verdict struct {
	testing.TB
	ended string
}

func (v *verdict) Helper()                        {}
func (v *verdict) Fatalf(format string, _ ...any) { v.ended = "failed: " + format }
func (v *verdict) Skipf(format string, _ ...any)  { v.ended = "skipped: " + format }

func TestMissingServersSkipATestUnlessTheEnvironmentDemandsThem(t *testing.T) {
	for demand, want := range map[string]string{"": "skipped", "required": "failed"} {
		t.Setenv("CUPPA_REAL", demand)
		v := &verdict{TB: t}
		refuse(v, "the package postfix is not installed")
		if !strings.HasPrefix(v.ended, want) {
			t.Errorf("CUPPA_REAL=%q: %q", demand, v.ended)
		}
	}
}
