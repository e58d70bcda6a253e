package store

import "errors"

// What a caller may test for with errors.Is. The errors that Open and Update return say more, and end with a hint.
var (
	// ErrInUse: another process has the directory open.
	ErrInUse = errors.New("the store is in use by another process")
	// ErrOwner: root was about to open a store of another user.
	ErrOwner = errors.New("the store is another user's")
	// ErrNewer: the store, or a record in it, was written by a newer release. Nothing was changed.
	ErrNewer = errors.New("the store was written by a newer release")
	// ErrShort: the journal is shorter than it was once known to be, or gone.
	ErrShort = errors.New("the store has lost events")
	// ErrDamaged: the files, or a record, cannot be read.
	ErrDamaged = errors.New("the store is damaged")
	// ErrFull: there is too little space on the disk to write safely. Nothing was written.
	ErrFull = errors.New("the disk is almost full")
	// ErrTooBig: the transaction holds more than can be written at once. Nothing was written; half of it may pass.
	ErrTooBig = errors.New("the transaction is too big")
	// ErrReadOnly: a write inside View.
	ErrReadOnly = errors.New("the transaction only reads")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("the store is closed")
)
