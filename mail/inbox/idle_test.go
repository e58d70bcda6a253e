package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

// idler is a session in a bubble that has read its mailbox to the end.
func idler(t *testing.T, faults loopback.IMAPFaults) (house, *inbox.Session) {
	h := newHouse(t, nil)
	h.Break(faults)
	h.fill(1)
	s := h.session(t)
	readAll(t, s, h.place(), zero, time.Time{})
	return h, s
}

func TestIdleEndsWhenAMessageArrives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, s := idler(t, loopback.IMAPFaults{})
		began := time.Now()
		time.AfterFunc(time.Minute, func() { h.fill(1) })
		look, err := s.Idle(t.Context(), 5*time.Minute)
		if !look || err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v, %v after %v", look, err, time.Since(began))
		}
	})
}

func TestWhatHappensBetweenPageAndIdleIsNotMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, s := idler(t, loopback.IMAPFaults{})
		h.fill(1)
		if _, err := s.Mailboxes(t.Context()); err != nil { // its answer brings the news
			t.Fatal(err)
		}
		began := time.Now()
		if look, err := s.Idle(t.Context(), time.Hour); !look || err != nil || time.Since(began) != 0 {
			t.Errorf("%v, %v after %v", look, err, time.Since(began))
		}
	})
}

func TestARemovalWakesAndAFlagDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, s := idler(t, loopback.IMAPFaults{})
		uid := h.Messages("ada", "INBOX")[0].UID
		time.AfterFunc(time.Minute, func() { h.Flag("ada", "INBOX", uid, `\Seen`) })
		if look, err := s.Idle(t.Context(), 2*time.Minute); look || err != nil {
			t.Errorf("flag: %v, %v", look, err)
		}
		time.AfterFunc(time.Minute, func() { h.Remove("ada", "INBOX", uid) })
		if look, err := s.Idle(t.Context(), 2*time.Minute); !look || err != nil {
			t.Errorf("removal: %v, %v", look, err)
		}
	})
}

func TestIdleIsIssuedAgainWithinNineMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s := idler(t, loopback.IMAPFaults{})
		for range 3 {
			began := time.Now()
			look, err := s.Idle(t.Context(), time.Hour)
			if !look || err != nil || time.Since(began) != inbox.IdleLimit {
				t.Errorf("%v, %v after %v", look, err, time.Since(began))
			}
		}
	})
}

func TestACallerWithAShortLimitLooksInTimeToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s := idler(t, loopback.IMAPFaults{NoPush: true})
		began := time.Now()
		for range 20 {
			look, err := s.Idle(t.Context(), time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			if look {
				break
			}
		}
		if took := time.Since(began); took != inbox.IdleLimit {
			t.Errorf("told to look after %v", took)
		}
	})
}

func TestWithoutIdleTheMailboxIsPolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s := idler(t, loopback.IMAPFaults{Without: []string{"IDLE"}})
		began := time.Now()
		if look, err := s.Idle(t.Context(), time.Minute); look || err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v, %v after %v", look, err, time.Since(began))
		}
		if look, err := s.Idle(t.Context(), time.Hour); !look || err != nil || time.Since(began) != inbox.PollInterval {
			t.Errorf("%v, %v after %v", look, err, time.Since(began))
		}
	})
}

func TestASilentConnectionIsNoticedAtTheEndOfTheIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, s := idler(t, loopback.IMAPFaults{})
		began := time.Now()
		time.AfterFunc(time.Minute, func() { h.Break(loopback.IMAPFaults{Mute: true}) })
		look, err := s.Idle(t.Context(), time.Hour)
		if look || !errors.Is(err, inbox.ErrSilent) || time.Since(began) > inbox.IdleLimit+time.Minute {
			t.Errorf("%v, %v after %v", look, err, time.Since(began))
		}
	})
}

func TestAServerThatDoesNotStartTheIdleIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, s := idler(t, loopback.IMAPFaults{})
		h.Break(loopback.IMAPFaults{Mute: true})
		began := time.Now()
		if _, err := s.Idle(t.Context(), time.Hour); !errors.Is(err, inbox.ErrSilent) || time.Since(began) != 30*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

func TestALostConnectionEndsTheIdleAtOnce(t *testing.T) {
	for name, lose := range map[string]func(house){
		"bye": func(h house) { h.Kick("shutting down") },
		"cut": func(h house) { h.Cut() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, s := idler(t, loopback.IMAPFaults{})
				began := time.Now()
				time.AfterFunc(time.Minute, func() { lose(h) })
				look, err := s.Idle(t.Context(), time.Hour)
				if look || !errors.Is(err, io.ErrUnexpectedEOF) || time.Since(began) != time.Minute {
					t.Errorf("%v, %v after %v", look, err, time.Since(began))
				}
			})
		})
	}
}

func TestCancelEndsTheIdleAndTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, s := idler(t, loopback.IMAPFaults{})
		stop := errors.New("shutting down")
		ctx, cancel := context.WithCancelCause(t.Context())
		began := time.Now()
		time.AfterFunc(time.Minute, func() { cancel(stop) })
		if _, err := s.Idle(ctx, time.Hour); !errors.Is(err, stop) || time.Since(began) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if _, err := s.Examine(t.Context(), "INBOX"); !errors.Is(err, stop) {
			t.Errorf("the session still works: %v", err)
		}
	})
}

func TestCloseNeverHangs(t *testing.T) {
	for name, faults := range map[string]loopback.IMAPFaults{"well": {}, "mute": {Mute: true}, "cut": {CutAfter: 1}} {
		for _, idling := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, idling %v", name, idling), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					h, s := idler(t, loopback.IMAPFaults{})
					done := make(chan struct{})
					go func() {
						defer close(done)
						if idling {
							if look, err := s.Idle(context.Background(), time.Hour); look || err == nil {
								t.Errorf("idle: %v, %v", look, err)
							}
						}
					}()
					synctest.Wait()
					h.Break(faults)
					began := time.Now()
					if err := s.Close(); err != nil {
						t.Error(err)
					}
					<-done
					if took := time.Since(began); took > 2*time.Second {
						t.Errorf("it took %v", took)
					}
				})
			})
		}
	}
}
