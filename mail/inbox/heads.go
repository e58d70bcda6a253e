package inbox

import (
	"context"
	"slices"

	"github.com/emersion/go-imap/v2"

	"cuppa/mail"
	"cuppa/mail/message"
)

// headFields are what matching and classifying need to see of each message.
var headFields = [...]string{
	"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject", "Message-ID", "In-Reply-To", "References",
	"Thread-Index", "List-Id", "List-Unsubscribe", "Auto-Submitted", "Precedence", "Return-Path", "Content-Type", "X-Cuppa",
	"X-Original-To", "X-Delivered-To", "Delivered-To", "X-Envelope-To", "Envelope-To", "X-Gm-Original-To",
	"X-Microsoft-Original-Message-ID", "X-MS-Exchange-Parent-Message-Id", "X-Failed-Recipients",
}

// dropFields are needed beside them where Bcc'd copies arrive: by whom a copy was received and for whom, and what the
// server holds of its sender. They make the answer half as large again, so other mailboxes go without.
var dropFields = [...]string{"Received", "Authentication-Results"}

func headSection(roles mail.Roles) *imap.FetchItemBodySection {
	fields := headFields[:]
	if roles.Drop {
		fields = append(slices.Clip(fields), dropFields[:]...)
	}
	return &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, HeaderFields: fields, Peek: true}
}

// Heads reads the heads of these messages, in the order of their UIDs, opening the mailbox if need be. Those that are
// gone are left out; one whose header the server withholds three times is Unreadable.
func (s *Session) Heads(ctx context.Context, place mail.Place, uids []mail.UID) ([]mail.Arrival, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.busy.Unlock()
	if err := s.open(ctx, place.Mailbox); err != nil {
		return nil, err
	}
	return s.heads(ctx, place, uids)
}

func (s *Session) heads(ctx context.Context, place mail.Place, uids []mail.UID) ([]mail.Arrival, error) {
	heads := make([]mail.Arrival, 0, len(uids))
	section := headSection(place.Roles)
	for batch := range slices.Chunk(uids, pageSize) {
		l := within(patience, int64(len(batch))*headBudget+headReserve)
		got, err := s.fetch(ctx, batch, section, l)
		if err != nil {
			return nil, err
		}
		for _, f := range got {
			head := mail.Arrival{Place: place, UID: f.uid, Internal: f.internal, Size: f.size, Unreadable: !f.whole}
			if f.whole {
				head.Message = message.ReadHead(f.bytes)
			}
			heads = append(heads, head)
		}
	}
	return heads, nil
}
