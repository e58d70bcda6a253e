package control

import (
	"time"

	"cuppa/rules/command"
)

// Request is one command of the command line.
type Request struct {
	Data    string           `json:"data,omitempty"` // the data directory that is meant; a daemon of another one declines
	Account string           `json:"account,omitempty"`
	Name    string           `json:"name"`              // digest, contacts, show, explain, classify, do, rebuild
	At      time.Time        `json:"at,omitzero"`       // zero: now
	Format  string           `json:"format,omitempty"`  // text, json or html
	Whom    string           `json:"whom,omitempty"`    // show, explain: ID, address or name
	Command *command.Command `json:"command,omitempty"` // do
	File    string           `json:"file,omitempty"`    // classify: what to call the mail
	Mail    []byte           `json:"mail,omitempty"`    // classify: its bytes
}

// Response is what a command prints, and how it ends.
type Response struct {
	Out  string `json:"out,omitempty"`
	Err  string `json:"err,omitempty"` // for standard error
	Code int    `json:"code"`          // the exit code
}

// Exit codes, after sysexits(3).
const (
	OK      = 0
	Failed  = 1
	Usage   = 64 // EX_USAGE
	TryLate = 75 // EX_TEMPFAIL: servers, store in use
	Config  = 78 // EX_CONFIG
)
