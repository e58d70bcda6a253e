package message

import "testing"

func TestCommentsAreTakenOut(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a", "a"},
		{"a (b) c", "a   c"},
		{"a (b (c) d) e", "a   e"},
		{`a (b \) c) d`, "a   d"},
		{`"a (b)" c`, `"a (b)" c`},
		{`"a \" (b)" (c)`, `"a \" (b)"  `},
		{"a (b", "a (b"},
		{"a (b (c) d", "a (b (c) d"},
		{"a) b", "a) b"},
	}
	for _, tt := range tests {
		if got := stripComments(tt.in); got != tt.want {
			t.Errorf("stripComments(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
