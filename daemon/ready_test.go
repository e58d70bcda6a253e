package daemon

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestNothingIsReadyBeforeEveryMailboxIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, func(o *Options) { o.DialIMAP = barred(o.DialIMAP, `"Sent"`) })
		pass(time.Hour)
		r.stop()
		if r.log.has("msg=ready") {
			t.Errorf("ready although a mailbox cannot be read:\n%s", strings.Join(r.log.lines, ""))
		}
	})
}
