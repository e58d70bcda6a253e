package inbox

import (
	"context"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"

	"cuppa/mail"
)

// mostFound bounds the answer to one search.
const mostFound = 100_000

// Search answers one question in the mailbox it names, opening that if need be. Servers compare parts of words, so the
// result may hold too much; since is a day of the server's and is widened by one.
func (s *Session) Search(ctx context.Context, q mail.Search) ([]mail.UID, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.busy.Unlock()
	mailbox, ok := strings.CutPrefix(q.Place, mail.Place{Login: s.server.Login()}.Key())
	if !ok {
		return nil, fmt.Errorf("search: this login has no mailbox %q", q.Place)
	}
	criteria, err := searchCriteria(q)
	if err != nil {
		return nil, err
	}
	if err := s.open(ctx, mailbox); err != nil {
		return nil, err
	}
	set, err := s.find(ctx, criteria)
	if err != nil {
		return nil, err
	}
	uids, more := take(set, 0, mostFound)
	if more {
		return nil, fmt.Errorf("search in %s: %w", mailbox, ErrBudget)
	}
	return uids, nil
}

func searchCriteria(q mail.Search) (*imap.SearchCriteria, error) {
	var c imap.SearchCriteria
	switch {
	case q.Header == "REPORT":
		c = anyOf(header("From", "mailer-daemon"), header("From", "postmaster"), header("Content-Type", "multipart/report"))
	case q.Value == "":
		return nil, fmt.Errorf("search: nothing to look for in %s", q.Header)
	case q.Header == "FROM":
		c = header("From", q.Value)
	case q.Header == "TO":
		c = anyOf(header("To", q.Value), header("Cc", q.Value), header("Bcc", q.Value))
	case q.Header == "ID":
		c = header("Message-Id", q.Value)
	case q.Header == "MESSAGE-ID":
		c = anyOf(header("In-Reply-To", q.Value), header("References", q.Value))
	default:
		return nil, fmt.Errorf("search: unknown header %q", q.Header)
	}
	if !q.Since.IsZero() {
		c.Since = dayBefore(q.Since)
	}
	return &c, nil
}

func header(name, value string) imap.SearchCriteria {
	return imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: name, Value: value}}}
}

// anyOf joins criteria by OR, which takes two (RFC 3501, 6.4.4).
func anyOf(first imap.SearchCriteria, rest ...imap.SearchCriteria) imap.SearchCriteria {
	if len(rest) == 0 {
		return first
	}
	return imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{first, anyOf(rest[0], rest[1:]...)}}}
}
