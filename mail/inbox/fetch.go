package inbox

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"cuppa/mail"
)

// attempts is how often a message is asked for whose section is missing in the answer.
const attempts = 3

// fetched is one message of a FETCH.
type fetched struct {
	uid      mail.UID
	internal time.Time
	size     int64
	bytes    []byte
	whole    bool // the section is there
}

// fetch asks for one section of these messages, in the order of their UIDs. go-imap can give an answer to the wrong
// waiter when the server mentions the message of its own accord; so what is missing is asked for again, by UID. A message
// that is never answered for is gone.
func (s *Session) fetch(ctx context.Context, uids []mail.UID, section *imap.FetchItemBodySection, l limits) ([]fetched, error) {
	got := make(map[mail.UID]fetched, len(uids))
	want := uids
	for range attempts {
		if len(want) == 0 {
			break
		}
		err := s.exchange(ctx, "fetch from "+s.mailbox, l, func() error {
			return s.fetchOnce(want, section, l.budget, got)
		})
		if err != nil {
			return nil, err
		}
		want = missing(want, got)
	}
	for _, uid := range want {
		s.log.Warn("message is gone or unreadable", "mailbox", s.mailbox, "uid", uid)
	}
	return slices.SortedFunc(maps.Values(got), func(a, b fetched) int { return cmp.Compare(a.uid, b.uid) }), nil
}

func missing(uids []mail.UID, got map[mail.UID]fetched) []mail.UID {
	var left []mail.UID
	for _, uid := range uids {
		if !got[uid].whole {
			left = append(left, uid)
		}
	}
	return left
}

func (s *Session) fetchOnce(uids []mail.UID, section *imap.FetchItemBodySection, most int64, got map[mail.UID]fetched) error {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	cmd := s.client.Fetch(set, &imap.FetchOptions{
		UID: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{section},
	})
	defer cmd.Close() // an abandoned FETCH would block the reader for ever
	for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
		f, err := s.receive(msg, section, most)
		if err != nil {
			return err
		}
		if f.uid != 0 && (f.whole || !got[f.uid].whole) {
			got[f.uid] = f
		}
	}
	return cmd.Close()
}

// receive takes one message. A literal that ends early is an error, although go-imap calls that a plain end.
func (s *Session) receive(msg *imapclient.FetchMessageData, section *imap.FetchItemBodySection, most int64) (fetched, error) {
	var f fetched
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			f.uid = mail.UID(item.UID)
		case imapclient.FetchItemDataInternalDate:
			f.internal = item.Time
		case imapclient.FetchItemDataRFC822Size:
			f.size = item.Size
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil || item.Section.Specifier != section.Specifier || len(item.Section.Part) > 0 {
				continue
			}
			if item.Literal.Size() > most {
				return f, s.guard.fail(ErrBudget)
			}
			bytes, err := io.ReadAll(item.Literal)
			if err != nil {
				return f, err
			}
			if int64(len(bytes)) != item.Literal.Size() {
				return f, fmt.Errorf("%d bytes of %d: %w", len(bytes), item.Literal.Size(), io.ErrUnexpectedEOF)
			}
			f.bytes, f.whole = bytes, true
		}
	}
	return f, nil
}
