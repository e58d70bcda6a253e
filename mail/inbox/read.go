package inbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"cuppa/mail"
)

const (
	bodySize  = 256 << 10 // what is read of one message
	bodyBatch = 16        // messages a FETCH, so that at most 4 MiB are held
)

// Raw is one message as the server has it.
type Raw struct {
	UID        mail.UID
	Internal   time.Time // INTERNALDATE
	Size       int64     // RFC822.SIZE: of the whole message
	Bytes      []byte    // its first 256 KiB
	Unreadable bool      // the server withheld it three times
}

// Read reads the first 256 KiB of these messages of the mailbox that is open, in the order of their UIDs, without
// marking them seen. Those that are gone are left out.
func (s *Session) Read(ctx context.Context, uids []mail.UID) ([]Raw, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.busy.Unlock()
	if s.mailbox == "" {
		return nil, fmt.Errorf("read: %w: none is open", ErrMailbox)
	}
	all := make([]Raw, 0, len(uids))
	section := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Size: bodySize}}
	for batch := range slices.Chunk(uids, bodyBatch) {
		got, err := s.fetch(ctx, batch, section, within(patience, int64(len(batch))*(bodySize+bodyOverhead)))
		if err != nil {
			return nil, err
		}
		for _, f := range got {
			all = append(all, Raw{UID: f.uid, Internal: f.internal, Size: max(f.size, int64(len(f.bytes))), Bytes: f.bytes, Unreadable: !f.whole})
		}
	}
	return all, nil
}
