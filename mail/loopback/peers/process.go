package peers

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// grace is how long a server may take to end by itself.
const grace = 2 * time.Second

// process is one server's master process with a goroutine that waits for its end.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

// launch starts a server in the foreground, with what it prints going to a log file.
func launch(logFile string, as *identity, argv ...string) (*process, error) {
	log, err := os.OpenFile(logFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	p := &process{cmd: exec.Command(argv[0], argv[1:]...), ended: make(chan struct{})}
	p.cmd.Dir = "/"
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = attributes(as)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.ended)
		_ = p.cmd.Wait() // how a server that is told to end does so is of no interest
	}()
	return p, nil
}

// stop asks the server to end, waits, and then ends whatever is left of its group. Both
// servers' children leave when their master does.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-p.ended:
	case <-timer.C:
	}
	killGroup(p.cmd.Process.Pid)
	<-p.ended
}
