package daemon

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

const (
	alarmAfter   = 15 * time.Minute // trouble that passes sooner is not worth an alarm
	alarmEvery   = time.Minute      // how often troubles are looked at
	alarmTimeout = time.Minute      // for the command
)

// alarm tells lasting trouble by the command that the configuration names, once for each trouble, with the words on its
// standard input: the way that works when no mail does.
func (a *account) alarm(ctx context.Context, command []string) {
	if len(command) == 0 {
		return
	}
	for pause(ctx, alarmEvery) {
		news := a.desk.Lasting(a.now(), alarmAfter)
		if len(news) == 0 {
			continue
		}
		if err := tell(ctx, command, "cuppa, account "+a.name+":\n"+strings.Join(news, "\n")+"\n"); err != nil {
			a.log.Error("alarm not told", "err", err)
			continue
		}
		a.log.Info("alarm told", "outcome", strings.Join(news, "; "))
	}
}

func tell(ctx context.Context, command []string, text string) error {
	ctx, cancel := context.WithTimeout(ctx, alarmTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin = strings.NewReader(text)
	return cmd.Run()
}
