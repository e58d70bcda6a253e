package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/mail"
	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

var zero mail.Cursor

func TestPagesHoldEachMessageOnceAndInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 499, 500, 501, 1200} {
		for name, without := range map[string][]string{"": nil, " without ESEARCH": {"ESEARCH"}} {
			t.Run(fmt.Sprint(n, name), func(t *testing.T) {
				h := newHouse(t, nil)
				h.Break(loopback.IMAPFaults{Without: without})
				want := h.fill(n)
				got, upTo := readAll(t, h.session(t), h.place(), zero, time.Time{})
				if !slices.Equal(uids(got), want) {
					t.Errorf("got %d heads: %v", len(got), uids(got))
				}
				if n > 0 && upTo.UID != want[n-1] {
					t.Errorf("cursor %v", upTo)
				}
			})
		}
	}
}

func TestAHeadHoldsWhatMatchingNeeds(t *testing.T) {
	h := newHouse(t, nil)
	uid := h.fill(1)[0]
	for name, roles := range map[string]mail.Roles{"inbox": {Inbox: true}, "drop": {Drop: true}} {
		t.Run(name, func(t *testing.T) {
			place := h.place()
			place.Roles = roles
			got, _ := readAll(t, h.session(t), place, zero, time.Time{})
			if len(got) != 1 {
				t.Fatalf("%d heads", len(got))
			}
			head := got[0]
			if head.UID != uid || head.Place != place || !head.Internal.Equal(monday) || head.Size != int64(len(note(0))) || head.Unreadable {
				t.Errorf("head %+v", head)
			}
			m := head.Message
			if m.Subject != "note 0" || m.ID != "note-0@navy.example" || len(m.From) != 1 || m.From[0].Addr != "grace@navy.example" || len(m.References) != 2 {
				t.Errorf("message %+v", m)
			}
			if m.Value("X-Spam") != "" || m.Text != "" {
				t.Errorf("more than was needed: %+v", m)
			}
			if received := m.Value("Received") != ""; received != roles.Drop {
				t.Errorf("Received: %v", received)
			}
		})
	}
}

func TestNothingNewIsAnEmptyPage(t *testing.T) {
	h := newHouse(t, nil)
	h.fill(3)
	_, upTo := readAll(t, h.session(t), h.place(), zero, time.Time{})
	for name, s := range map[string]*inbox.Session{"new session": h.session(t), "old session": h.session(t)} {
		if name == "old session" {
			readAll(t, s, h.place(), zero, time.Time{})
		}
		page, err := s.Page(t.Context(), h.place(), upTo, time.Time{})
		if err != nil || len(page.Heads) != 0 || page.More || page.Cursor != upTo {
			t.Errorf("%s: %+v, %v", name, page, err)
		}
	}
}

func TestOnlyNewMessagesAreReadAgain(t *testing.T) {
	h := newHouse(t, nil)
	s := h.session(t)
	h.fill(3)
	_, upTo := readAll(t, s, h.place(), zero, time.Time{})
	want := h.fill(2)
	got, _ := readAll(t, s, h.place(), upTo, time.Time{})
	if !slices.Equal(uids(got), want) {
		t.Errorf("got %v, want %v", uids(got), want)
	}
}

func TestAFirstReadIsBoundedBySince(t *testing.T) {
	h := newHouse(t, nil)
	h.Append("ada", "INBOX", note(0), monday.AddDate(-2, 0, 0))
	want := h.Append("ada", "INBOX", note(1), monday)
	late := h.Append("ada", "INBOX", note(2), monday.AddDate(-1, 0, 0)) // moved here late
	since := monday.AddDate(0, 0, -3)
	got, upTo := readAll(t, h.session(t), h.place(), zero, since)
	if !slices.Equal(uids(got), []mail.UID{mail.UID(want)}) {
		t.Errorf("got %v", uids(got))
	}
	got, _ = readAll(t, h.session(t), h.place(), upTo, since)
	if !slices.Equal(uids(got), []mail.UID{mail.UID(late)}) {
		t.Errorf("what came into the mailbox later is read whatever its date; got %v", uids(got))
	}
}

func TestANewUIDValidityBeginsAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, nil)
		h.fill(2)
		s := h.session(t)
		_, upTo := readAll(t, s, h.place(), zero, time.Time{})
		h.Renew("ada", "INBOX")
		want := h.fill(1)[0]
		time.Sleep(inbox.IdleLimit) // an open mailbox tells nobody; it is examined anew in time
		got, now := readAll(t, s, h.place(), upTo, time.Time{})
		if len(got) != 3 || now.UIDValidity == upTo.UIDValidity || now.UID != want {
			t.Errorf("%d heads up to %v", len(got), now)
		}
		got, now = readAll(t, h.session(t), h.place(), upTo, monday.AddDate(0, 0, 30))
		if len(got) != 0 || now.UIDValidity == upTo.UIDValidity {
			t.Errorf("since bounds that too: %d heads up to %v", len(got), now)
		}
	})
}

func TestAMessageThatIsGoneIsPassed(t *testing.T) {
	h := newHouse(t, nil)
	s := h.session(t)
	all := h.fill(5)
	found, upTo, more, err := s.Next(t.Context(), h.place(), zero, time.Time{})
	if err != nil || more || !slices.Equal(found, all) || upTo.UID != all[4] {
		t.Fatalf("found %v up to %v, %v", found, upTo, err)
	}
	h.Remove("ada", "INBOX", uint32(all[1]))
	heads, err := s.Heads(t.Context(), h.place(), found)
	if err != nil || !slices.Equal(uids(heads), slices.Delete(slices.Clone(all), 1, 2)) {
		t.Errorf("heads %v, %v", uids(heads), err)
	}
	raws, err := s.Read(t.Context(), found)
	if err != nil || len(raws) != 4 {
		t.Errorf("%d raws, %v", len(raws), err)
	}
}

func TestACutConnectionGivesNoPageAndNoCursor(t *testing.T) {
	h := newHouse(t, nil)
	h.fill(20)
	for _, faults := range []loopback.IMAPFaults{{CutLiteral: true}, {CutAfter: 1}, {CutAfter: 300}, {CutAfter: 4000}} {
		t.Run(fmt.Sprintf("%+v", faults), func(t *testing.T) {
			s := h.session(t)
			if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
				t.Fatal(err)
			}
			h.Break(faults)
			page, err := s.Page(t.Context(), h.place(), zero, time.Time{})
			if err == nil || len(page.Heads) > 0 || page.Cursor != zero {
				t.Errorf("page %+v, %v", page, err)
			}
			if _, err := s.Examine(t.Context(), "INBOX"); err == nil {
				t.Error("the session still works")
			}
			h.Break(loopback.IMAPFaults{})
			if got, _ := readAll(t, h.session(t), h.place(), zero, time.Time{}); len(got) != 20 {
				t.Errorf("a new session reads %d heads", len(got))
			}
		})
	}
}

func TestEveryExchangeEndsInTimeOrWithTheContext(t *testing.T) {
	calls := map[string]func(context.Context, *inbox.Session, house) error{
		"mailboxes": func(ctx context.Context, s *inbox.Session, _ house) error { _, err := s.Mailboxes(ctx); return err },
		"examine": func(ctx context.Context, s *inbox.Session, _ house) error {
			_, err := s.Examine(ctx, "Sent")
			return err
		},
		"page": func(ctx context.Context, s *inbox.Session, h house) error {
			_, err := s.Page(ctx, h.place(), zero, time.Time{})
			return err
		},
		"heads": func(ctx context.Context, s *inbox.Session, h house) error {
			_, err := s.Heads(ctx, h.place(), []mail.UID{1})
			return err
		},
		"read": func(ctx context.Context, s *inbox.Session, _ house) error {
			_, err := s.Read(ctx, []mail.UID{1})
			return err
		},
		"search": func(ctx context.Context, s *inbox.Session, h house) error {
			_, err := s.Search(ctx, mail.Search{Place: h.place().Key(), Header: "FROM", Value: "x"})
			return err
		},
		"idle": func(ctx context.Context, s *inbox.Session, _ house) error {
			_, err := s.Idle(ctx, time.Hour)
			return err
		},
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for want, ctx := range map[error]func() (context.Context, context.CancelFunc){
					inbox.ErrSilent:          func() (context.Context, context.CancelFunc) { return context.WithCancel(t.Context()) },
					context.DeadlineExceeded: func() (context.Context, context.CancelFunc) { return context.WithTimeout(t.Context(), time.Second) },
				} {
					h := newHouse(t, nil)
					h.fill(1)
					s := h.session(t)
					if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
						t.Fatal(err)
					}
					h.Break(loopback.IMAPFaults{Mute: true})
					ctx, cancel := ctx()
					began := time.Now()
					err := call(ctx, s, h)
					took := time.Since(began)
					cancel()
					if !errors.Is(err, want) {
						t.Errorf("%v, want %v", err, want)
					}
					if took > 3*time.Minute+time.Second || want == context.DeadlineExceeded && took != time.Second {
						t.Errorf("it took %v", took)
					}
				}
			})
		})
	}
}

func TestOneCallAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, nil)
		s := h.session(t)
		if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := s.Idle(ctx, time.Hour)
			done <- err
		}()
		synctest.Wait()
		if _, err := s.Mailboxes(t.Context()); !errors.Is(err, inbox.ErrInUse) {
			t.Error(err)
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestAMailboxThatIsNotThereIsSaidAndDoesNoHarm(t *testing.T) {
	h := newHouse(t, nil)
	s := h.session(t)
	if _, err := s.Examine(t.Context(), "Nowhere"); !errors.Is(err, inbox.ErrMailbox) || !strings.Contains(err.Error(), "Nowhere") {
		t.Error(err)
	}
	if _, err := s.Read(t.Context(), []mail.UID{1}); !errors.Is(err, inbox.ErrMailbox) {
		t.Errorf("read: %v", err)
	}
	state, err := s.Examine(t.Context(), "INBOX")
	if err != nil || state.UIDValidity == 0 || state.UIDNext != 1 || state.Messages != 0 {
		t.Errorf("%+v, %v", state, err)
	}
}

// A mailbox is looked at as if behind glass: whatever is asked, no flag changes and no command is sent that could change one.
func TestNothingIsEverChanged(t *testing.T) {
	h := newHouse(t, nil)
	all := h.fill(40)
	h.Flag("ada", "INBOX", uint32(all[3]), `\Seen`)
	before := h.Messages("ada", "INBOX")
	s := h.session(t)
	readAll(t, s, h.place(), zero, monday.AddDate(-1, 0, 0))
	if raws, err := s.Read(t.Context(), all); err != nil || len(raws) != len(all) {
		t.Errorf("%d raws, %v", len(raws), err)
	}
	if _, err := s.Search(t.Context(), mail.Search{Place: h.place().Key(), Header: "FROM", Value: "grace@navy.example"}); err != nil {
		t.Error(err)
	}
	if _, err := s.Mailboxes(t.Context()); err != nil {
		t.Error(err)
	}
	if got := h.Trespasses(); len(got) > 0 {
		t.Errorf("commands that change: %v", got)
	}
	after := h.Messages("ada", "INBOX")
	for i := range before {
		if !slices.Equal(before[i].Flags, after[i].Flags) {
			t.Errorf("flags of UID %d: %v, then %v", before[i].UID, before[i].Flags, after[i].Flags)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	h := newHouse(b, nil)
	h.fill(500)
	s := h.session(b)
	b.ReportAllocs()
	for b.Loop() {
		page, err := s.Page(context.Background(), h.place(), zero, time.Time{})
		if err != nil || len(page.Heads) != 500 {
			b.Fatal(len(page.Heads), err)
		}
	}
	b.ReportMetric(float64(b.N)*500/b.Elapsed().Seconds(), "messages/s")
}
