package peers

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"
)

// errDropped ends a connection on purpose.
var errDropped = errors.New("dropped")

// Fault is what a [Proxy] does to one mail transaction once the client has sent the
// whole message. The zero value lets it pass.
type Fault struct {
	BeforeDot     bool          // cut the connection before Postfix gets the final dot: nothing is delivered
	AfterAccepted bool          // cut it after Postfix said 250, which the client never sees: it is delivered
	Delay         time.Duration // hold back Postfix's answer that long
}

// Proxy stands in front of Postfix, speaks implicit TLS to both sides, and does damage
// that no server does on demand.
type Proxy struct {
	// Addr is host:port for implicit TLS; the certificate is the servers'.
	Addr string
	// Passed gets the fault of each transaction once it has been done to it.
	Passed <-chan Fault

	peers    *Peers
	listener net.Listener
	passed   chan Fault
	running  sync.WaitGroup
	ctx      context.Context
	mu       sync.Mutex
	script   []Fault
}

// FaultProxy starts a proxy that does the given faults to the next transactions, one
// each, and lets all later ones pass. Cleanup of the test ends it.
func (p *Peers) FaultProxy(script ...Fault) *Proxy {
	p.t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{p.authority.server}, MinVersion: tls.VersionTLS12,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	passed := make(chan Fault, 64)
	proxy := &Proxy{
		Addr: listener.Addr().String(), Passed: passed, passed: passed,
		peers: p, listener: listener, ctx: ctx, script: script,
	}
	proxy.running.Go(proxy.accept)
	p.t.Cleanup(func() {
		cancel()
		_ = listener.Close()
		proxy.running.Wait()
	})
	return proxy
}

// Send is [Peers.Send] through the proxy.
func (x *Proxy) Send(raw []byte, from string, to ...string) error {
	return x.peers.submit(x.Addr, raw, from, to)
}

// accept serves each connection until the listener is closed.
func (x *Proxy) accept() {
	for {
		conn, err := x.listener.Accept()
		if err != nil {
			return
		}
		x.running.Go(func() { x.serve(conn) })
	}
}

// serve relays one connection until either side ends it, a fault does, or the test.
func (x *Proxy) serve(client net.Conn) {
	defer reset(client)
	dialer := &tls.Dialer{Config: x.peers.authority.client()}
	server, err := dialer.DialContext(x.ctx, "tcp", x.peers.SubmissionAddr)
	if err != nil {
		return
	}
	defer reset(server)
	release := context.AfterFunc(x.ctx, func() {
		_ = client.Close()
		_ = server.Close()
	})
	defer release()
	session := &session{
		proxy: x, client: client, server: server,
		fromClient: bufio.NewReader(client), fromServer: bufio.NewReader(server),
	}
	_ = session.relay() // an error is an end of the connection, which is all there is to tell
}

// next takes the next fault from the script.
func (x *Proxy) next() Fault {
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.script) == 0 {
		return Fault{}
	}
	fault := x.script[0]
	x.script = x.script[1:]
	return fault
}

// session is one relayed connection.
type session struct {
	proxy                  *Proxy
	client, server         net.Conn
	fromClient, fromServer *bufio.Reader
}

// relay passes commands and replies, each command waiting for its reply, which also
// serves the lines of an AUTH exchange.
func (s *session) relay() error {
	if _, err := s.answer(); err != nil {
		return err
	}
	for {
		command, err := s.fromClient.ReadString('\n')
		if err != nil {
			return err
		}
		if _, err := io.WriteString(s.server, command); err != nil {
			return err
		}
		reply, err := s.answer()
		if err != nil {
			return err
		}
		if strings.EqualFold(strings.TrimSpace(command), "DATA") && bytes.HasPrefix(reply, []byte("354")) {
			if err := s.message(s.proxy.next()); err != nil {
				return err
			}
		}
	}
}

// message passes one message's text, dot-stuffed as it comes, and does the fault.
func (s *session) message(fault Fault) error {
	var text bytes.Buffer
	for {
		line, err := s.fromClient.ReadString('\n')
		if err != nil {
			return err
		}
		if line == ".\r\n" {
			break
		}
		text.WriteString(line)
	}
	defer func() { s.proxy.report(fault) }()
	if _, err := s.server.Write(text.Bytes()); err != nil {
		return err
	}
	if fault.BeforeDot {
		return errDropped
	}
	if _, err := io.WriteString(s.server, ".\r\n"); err != nil {
		return err
	}
	reply, err := s.reply()
	if err != nil {
		return err
	}
	s.proxy.pause(fault.Delay)
	if fault.AfterAccepted {
		return errDropped
	}
	_, err = s.client.Write(reply)
	return err
}

// answer passes one reply of the server on.
func (s *session) answer() ([]byte, error) {
	reply, err := s.reply()
	if err != nil {
		return nil, err
	}
	_, err = s.client.Write(reply)
	return reply, err
}

// reply reads one reply of the server, which may have many lines (RFC 5321 section 4.2.1).
func (s *session) reply() ([]byte, error) {
	var reply []byte
	for {
		line, err := s.fromServer.ReadBytes('\n')
		if err != nil {
			return nil, fmt.Errorf("reading a reply: %w", err)
		}
		reply = append(reply, line...)
		if len(line) < 4 || line[3] != '-' {
			return reply, nil
		}
	}
}

// pause waits, but not beyond the end of the test.
func (x *Proxy) pause(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-x.ctx.Done():
	}
}

// report tells the test what was done, if it listens or ever may.
func (x *Proxy) report(fault Fault) {
	select {
	case x.passed <- fault:
	default:
	}
}

// reset closes a connection the hard way (RST), without TLS's farewell.
func reset(conn net.Conn) {
	if wrapped, ok := conn.(*tls.Conn); ok {
		conn = wrapped.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
