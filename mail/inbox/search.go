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

// Search answers questions to the mailbox that the first of them names, opening that if need be, all at once: a server looks
// at every message for each search. Servers compare parts of words, so the result may hold too much; since is a day of the
// server's and is widened by one.
func (s *Session) Search(ctx context.Context, questions ...mail.Search) ([]mail.UID, error) {
	if len(questions) == 0 {
		return nil, nil
	}
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.busy.Unlock()
	place := questions[0].Place
	mailbox, ok := strings.CutPrefix(place, mail.Place{Login: s.server.Login()}.Key())
	if !ok {
		return nil, fmt.Errorf("search: this login has no mailbox %q", place)
	}
	criteria, err := searchCriteria(questions)
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

// searchCriteria is what answers any of these questions, since the earliest day of theirs.
func searchCriteria(questions []mail.Search) (*imap.SearchCriteria, error) {
	var keys []imap.SearchCriteria
	since, reports := questions[0].Since, false
	for _, q := range questions {
		if q.Since.Before(since) {
			since = q.Since
		}
		if q.Header == "REPORT" {
			if reports {
				continue // they are one question
			}
			reports = true
		}
		c, err := criterion(q)
		if err != nil {
			return nil, err
		}
		keys = append(keys, c...)
	}
	c := anyOf(keys)
	if !since.IsZero() {
		c.Since = dayBefore(since)
	}
	return &c, nil
}

// criterion is what answers one question, any of these.
func criterion(q mail.Search) ([]imap.SearchCriteria, error) {
	switch {
	case q.Header == "REPORT":
		return []imap.SearchCriteria{header("From", "mailer-daemon"), header("From", "postmaster"), header("Content-Type", "multipart/report")}, nil
	case q.Value == "":
		return nil, fmt.Errorf("search: nothing to look for in %s", q.Header)
	case q.Header == "FROM":
		return []imap.SearchCriteria{header("From", q.Value)}, nil
	case q.Header == "TO":
		return []imap.SearchCriteria{header("To", q.Value), header("Cc", q.Value), header("Bcc", q.Value)}, nil
	case q.Header == "ID":
		return []imap.SearchCriteria{header("Message-Id", q.Value)}, nil
	case q.Header == "MESSAGE-ID":
		return []imap.SearchCriteria{header("In-Reply-To", q.Value), header("References", q.Value)}, nil
	}
	return nil, fmt.Errorf("search: unknown header %q", q.Header)
}

func header(name, value string) imap.SearchCriteria {
	return imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: name, Value: value}}}
}

// anyOf joins criteria by OR, which takes two (RFC 3501, 6.4.4). They are joined by halves, so that it does not go deep.
func anyOf(list []imap.SearchCriteria) imap.SearchCriteria {
	if len(list) == 1 {
		return list[0]
	}
	half := len(list) / 2
	return imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{anyOf(list[:half]), anyOf(list[half:])}}}
}
