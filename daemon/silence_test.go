package daemon

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnAnswerThatAFilterMovedIsFoundBeforeItsSilenceIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t)
		pass(time.Minute)
		r.outreach()
		pass(24 * time.Hour)
		r.world.IMAP.Create("ada", "Moved", "")
		r.put("Moved", time.Now(), "From: Mei Tanaka <mei@rivers.example>", "To: ada@example.org", "Subject: Re: Coffee?",
			"Message-ID: <yes@rivers.example>", "In-Reply-To: <ask@example.org>", "", "Happy to. Would Thursday suit you?")
		pass(21 * 24 * time.Hour)
		if got := strings.Join(r.letters(), "; "); strings.Contains(got, "One more try") {
			t.Errorf("an answer that lies in another folder was not looked for: %s", got)
		}
		r.stop()
	})
}

func TestAFolderThatIsClosedToTheOwnerHoldsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, func(o *Options) { o.DialIMAP = barred(o.DialIMAP, `"Shared"`) })
		r.world.IMAP.Create("ada", "Shared", "")
		r.outreach()
		pass(21 * 24 * time.Hour)
		if got := strings.Join(r.letters(), "; "); !strings.Contains(got, "One more try") {
			t.Errorf("no prompt rests on silence any more: %s", got)
		}
		r.stop()
	})
}
