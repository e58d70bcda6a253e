package control

import "errors"

// do does what the owner says, and tells it as a receipt.
func do(a Account, q Request) (string, error) {
	if q.Command == nil {
		return "", errors.New("do: no command is given")
	}
	r, err := a.Desk.Do(q.At, *q.Command)
	if err != nil {
		return "", err
	}
	if a.Changed != nil {
		a.Changed()
	}
	if len(r.Lines) == 0 && len(r.Unclear) > 0 {
		return "", errors.New(a.Desk.Receipt(q.At, r))
	}
	if q.Format == "json" {
		return marshal(r)
	}
	return a.Desk.Receipt(q.At, r), nil
}
