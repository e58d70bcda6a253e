package peers

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
	"time"
)

// pollEvery is how often a wait looks again.
const pollEvery = 10 * time.Millisecond

// at joins host and port.
func at(host string, port int) string { return net.JoinHostPort(host, strconv.Itoa(port)) }

// freePorts returns ports that nobody listens on. They lie below the range from which
// the kernel takes the ports of outgoing connections, so that a server that is stopped
// finds its port free when it starts again.
func freePorts(t testing.TB, n int) []int {
	t.Helper()
	const low, span = 12000, 20000
	var ports []int
	taken := map[int]bool{}
	for tries := 0; len(ports) < n; tries++ {
		if tries > 1000 {
			t.Fatal("found no free ports")
		}
		port := low + rand.IntN(span)
		if taken[port] || !isFree("127.0.0.1", port) || !isFree("127.0.0.2", port) {
			continue
		}
		taken[port] = true
		ports = append(ports, port)
	}
	return ports
}

// isFree reports whether a port can be listened on.
func isFree(host string, port int) bool {
	listener, err := net.Listen("tcp", at(host, port))
	if err != nil {
		return false
	}
	return listener.Close() == nil
}

// awaitPort waits until a server accepts connections at addr, or until its process has ended.
func awaitPort(addr string, ended <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return poll(ctx, func() (bool, error) {
		select {
		case <-ended:
			return false, errors.New("the server ended while starting")
		default:
		}
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			return false, nil
		}
		return true, conn.Close()
	})
}

// poll asks until the answer is yes, an error, or the context's end.
func poll(ctx context.Context, ask func() (bool, error)) error {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		done, err := ask()
		if done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited in vain: %w", ctx.Err())
		case <-ticker.C:
		}
	}
}
