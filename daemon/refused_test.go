package daemon

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAMailboxThatStaysClosedIsToldAlthoughOthersAreWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, func(o *Options) {
			o.Config.Alert = []string{"true"}
			o.DialIMAP = barred(o.DialIMAP, `"Sent"`)
		})
		for range 30 {
			r.put("INBOX", time.Now(), "From: news@shop.example", "Subject: Offers", "Message-ID: <x"+time.Now().Format("150405")+"@shop.example>", "", "Buy!")
			pass(2 * time.Minute)
		}
		r.stop()
		if !r.log.has("alarm told") {
			t.Errorf("nobody was told in an hour:\n%s", strings.Join(r.log.lines, ""))
		}
	})
}
