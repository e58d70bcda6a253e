package submit

import (
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"unicode"

	"cuppa/mail/endpoint"
)

// State is what became of a letter.
type State string

// The states.
const (
	Accepted  State = "accepted"  // the server has taken it over
	Rejected  State = "rejected"  // 5xx for this letter: sending it again is in vain
	Deferred  State = "deferred"  // it certainly did not leave: 4xx, no connection, no login
	Uncertain State = "uncertain" // no answer after the final dot: it may have left
)

// Outcome is what the server made of one letter.
type Outcome struct {
	State State
	Code  int    // the reply that decided (RFC 5321, 4.2), or 0 if there was none
	Reply string // its last line, printable and cut
	Err   error  // nil only when Accepted; wraps ErrAuth, ErrTLS, the context's or the network's error
}

// What may be the cause of a failure; test with errors.Is.
var (
	ErrAuth = endpoint.ErrAuth
	ErrTLS  = endpoint.ErrTLS
)

// mostReply is how much of a reply is kept, in runes.
const mostReply = 200

// deferred is the outcome of an error that says nothing about the letter.
func deferred(err error) Outcome {
	code, reply := answer(err)
	return Outcome{State: Deferred, Code: code, Reply: reply, Err: err}
}

// refused is the outcome of an error before the final dot. A server that wants a login at MAIL or later (RFC 4954, 6) has
// nothing against the letter.
func refused(err error) Outcome {
	o := deferred(err)
	switch {
	case o.Code == 530 || o.Code == 534 || o.Code == 535 || o.Code == 538:
		o.Err = fmt.Errorf("%w: %w", ErrAuth, err)
	case o.Code >= 500:
		o.State = Rejected
	}
	return o
}

// afterDot is the outcome of an error after the final dot: a reply decides, silence does not.
func afterDot(err error) Outcome {
	o := deferred(err)
	switch o.Code / 100 {
	case 2:
		o.State, o.Err = Accepted, nil // any 2xx is a yes (RFC 5321, 4.2.1)
	case 4:
	case 5:
		o.State = Rejected
	default:
		o.State = Uncertain
	}
	return o
}

// answer is the server's reply inside an error, if there is one.
func answer(err error) (code int, reply string) {
	var status *textproto.Error
	if !errors.As(err, &status) {
		return 0, ""
	}
	return status.Code, line(status.Msg)
}

// line is the last line of a reply, printable and cut: it is a stranger's text that will be logged and shown.
func line(reply string) string {
	reply = strings.TrimSpace(reply)
	reply = reply[strings.LastIndexByte(reply, '\n')+1:]
	reply = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(reply, ""))
	if runes := []rune(reply); len(runes) > mostReply {
		return string(runes[:mostReply-1]) + "…"
	}
	return reply
}
