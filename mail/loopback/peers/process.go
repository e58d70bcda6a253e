package peers

import (
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// grace is how long a server may take to end by itself.
const grace = 2 * time.Second

// process is one server's master process with a goroutine that waits for its end, and a
// guard that ends it should the test binary die before [process.kill].
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	guard *exec.Cmd
	once  sync.Once
}

// guardScript waits for the end of its input, which the test binary holds open as long as
// it lives, and ends a process group. (Linux's parent-death signal would be simpler, but
// Postfix's master loses it when it changes its effective user.)
const guardScript = `read -r never; kill -KILL "-$1"`

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
	if err := p.watchOver(); err != nil {
		killGroup(p.cmd.Process.Pid)
		<-p.ended
		return nil, err
	}
	return p, nil
}

// watchOver starts the guard.
func (p *process) watchOver() error {
	p.guard = exec.Command("/bin/sh", "-c", guardScript, "guard", strconv.Itoa(p.cmd.Process.Pid))
	p.guard.SysProcAttr = attributes(nil)
	if _, err := p.guard.StdinPipe(); err != nil {
		return err
	}
	return p.guard.Start()
}

// stop asks the server to end, waits a little, and then ends it.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-p.ended:
	case <-timer.C:
	}
	p.kill()
}

// kill ends the server's whole group at once and dismisses the guard. A second call does nothing.
func (p *process) kill() {
	p.once.Do(func() {
		_ = p.guard.Process.Kill()
		_ = p.guard.Wait() // it ends by the signal, as it was told
		killGroup(p.cmd.Process.Pid)
		<-p.ended
	})
}
