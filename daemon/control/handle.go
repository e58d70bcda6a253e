package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"cuppa/daemon/desk"
	"cuppa/daemon/store"
)

// Handle does one request. It is safe for use by several goroutines.
func (h *Hub) Handle(q Request) Response {
	a, err := h.account(q.Account)
	if err != nil {
		return failure(err)
	}
	if q.At.IsZero() {
		q.At = a.Now()
	}
	var out string
	switch q.Name {
	case "digest":
		out, err = digest(a, q)
	case "contacts":
		out, err = contacts(a, q)
	case "show":
		out, err = show(a, q)
	case "explain":
		out, err = explain(a, q)
	case "classify":
		out, err = classify(a, q)
	case "do":
		out, err = do(a, q)
	case "rebuild":
		out, err = "The views are made anew.\n", a.Desk.Rebuild()
	default:
		return Response{Err: "no such command: " + q.Name, Code: Usage}
	}
	if err != nil {
		return failure(err)
	}
	return Response{Out: out}
}

func failure(err error) Response {
	r := Response{Err: err.Error(), Code: Failed}
	switch {
	case errors.Is(err, ErrAccount), errors.Is(err, desk.ErrSeveral):
		r.Code = Usage
	case errors.Is(err, store.ErrFull):
		r.Code = TryLate
	}
	return r
}

func digest(a Account, q Request) (string, error) {
	v, err := a.Desk.Digest(q.At)
	if err != nil {
		return "", err
	}
	switch q.Format {
	case "json":
		return marshal(v)
	case "html":
		return v.HTML()
	}
	return v.Text(), nil
}

func marshal(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.String(), err
}

// moment writes a time for JSON; the zero time is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
