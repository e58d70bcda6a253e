package main_test

import (
	"bufio"
	"bytes"
	"io"
	"net/mail"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience bounds each wait for the daemon. A slot of its schedules may be a minute away.
const patience = 90 * time.Second

// process is the daemon as a process of its own.
type process struct {
	t     testing.TB
	cmd   *exec.Cmd
	ended chan struct{} // closed when it has ended and all it said was read

	mu    sync.Mutex
	lines []string
	more  chan struct{} // closed, and made anew, when a line came
	from  int           // what came before it is of no interest any more
}

// start runs the daemon until the test ends, and waits until it is ready.
func (s *site) start() *process {
	s.t.Helper()
	s.env = []string{"CUPPA_LOG=debug"}
	p := &process{t: s.t, cmd: s.command("run"), ended: make(chan struct{}), more: make(chan struct{})}
	errs, err := p.cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		p.listen(errs)
		_ = p.cmd.Wait() // how it ended is asked of its state
	}()
	s.t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it has ended already as a rule
		<-p.ended
		if s.t.Failed() {
			s.t.Logf("the daemon said:\n%s", strings.Join(p.said(), "\n"))
		}
	})
	p.await("msg=ready")
	return p
}

func (p *process) listen(r io.Reader) {
	in := bufio.NewScanner(r)
	for in.Scan() {
		if strings.Contains(in.Text(), "component=badger") {
			continue // the database's own chatter
		}
		p.mu.Lock()
		p.lines = append(p.lines, in.Text())
		close(p.more)
		p.more = make(chan struct{})
		p.mu.Unlock()
	}
}

// said is all it has logged so far.
func (p *process) said() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.lines...)
}

// forget lets await look at no line that was logged so far.
func (p *process) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from = len(p.lines)
}

// await waits for a line of the log that holds all these texts.
func (p *process) await(texts ...string) string {
	p.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		line, more := p.next(texts)
		if line != "" {
			return line
		}
		select {
		case <-more:
		case <-p.ended:
			p.t.Fatalf("the daemon ended before it said %q", texts)
		case <-timer.C:
			p.t.Fatalf("the daemon did not say %q in time", texts)
		}
	}
}

// next is such a line if there is one, and else what is closed when there are more lines.
func (p *process) next(texts []string) (string, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.lines[p.from:] {
		if holds(line, texts) {
			return line, nil
		}
	}
	return "", p.more
}

func holds(line string, texts []string) bool {
	for _, text := range texts {
		if !strings.Contains(line, text) {
			return false
		}
	}
	return true
}

// stop ends the daemon as systemd does, and holds it to its promise: within five seconds, with exit code 0.
func (p *process) stop() {
	p.t.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-p.ended:
	case <-timer.C:
		p.t.Fatal("SIGTERM did not end the daemon")
	}
	if took := time.Since(began); took > 5*time.Second {
		p.t.Errorf("SIGTERM ended the daemon after %v", took)
	}
	if code := p.cmd.ProcessState.ExitCode(); code != 0 {
		p.t.Errorf("the daemon ended with exit code %d", code)
	}
}

// headerOf reads the header of a message.
func headerOf(t testing.TB, raw []byte) mail.Header {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("reading %q: %v", raw, err)
	}
	return m.Header
}
