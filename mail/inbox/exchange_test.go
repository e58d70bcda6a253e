package inbox

import (
	"errors"
	"io"
	"testing"

	"github.com/emersion/go-imap/v2"
)

func TestExplainPrefersTheServersWordThenTheFirstFailure(t *testing.T) {
	no := &imap.Error{Type: imap.StatusResponseTypeNo, Text: "no"}
	closed := errors.New("use of closed network connection")
	tests := map[string]struct {
		first, err, want error
	}{
		"well":                     {nil, nil, nil},
		"refused":                  {nil, no, no},
		"refused, then lost":       {io.ErrUnexpectedEOF, no, no},
		"lost":                     {io.ErrUnexpectedEOF, closed, io.ErrUnexpectedEOF},
		"what go-imap cannot read": {nil, closed, closed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := &Session{guard: &guard{first: test.first}}
			if got := s.explain("try", test.err); !errors.Is(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}
