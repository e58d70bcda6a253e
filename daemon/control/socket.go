package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"
)

// path is where requests go on the socket; the number is raised when their shape changes.
const path = "/v1/command"

const (
	dialTimeout    = 5 * time.Second
	requestTimeout = 2 * time.Minute
	stopTimeout    = 2 * time.Second // for the requests that are being done when the daemon stops
	manyBytes      = 32 << 20        // of a request; a mail to classify is the longest
	longestPath    = 107             // of a socket: unix(7), sun_path
)

// Listen serves the hub on a unix socket until the function it returns is called. The socket is for its user and group
// alone. Whatever else lies at the path is left there and is an error; "" serves nothing.
func Listen(path string, h *Hub, log *slog.Logger) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	if len(path) > longestPath {
		return nil, fmt.Errorf("open the control socket: %s is longer than %d bytes; hint: choose a shorter data_dir", path, longestPath)
	}
	if err := removeStale(path); err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open the control socket: %w", err)
	}
	if err := os.Chmod(path, 0o660); err != nil {
		l.Close()
		return nil, fmt.Errorf("protect the control socket: %w", err)
	}
	server := &http.Server{Handler: http.HandlerFunc(h.serve), ReadTimeout: requestTimeout, WriteTimeout: requestTimeout,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	var wait sync.WaitGroup
	wait.Go(func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("control socket lost", "err", err)
		}
	})
	return func() { end(server); wait.Wait() }, nil
}

// end lets requests that are being done come to their end, for a while.
func end(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}

// removeStale removes a socket that nobody serves any more.
func removeStale(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the control socket: %w", err)
	}
	if info.Mode()&os.ModeSocket == 0 {
		return fmt.Errorf("open the control socket: %s is no socket; hint: move it away", path)
	}
	c, err := net.DialTimeout("unix", path, dialTimeout)
	if err == nil {
		c.Close()
		return fmt.Errorf("open the control socket: another daemon serves %s", path)
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("look at the control socket: %w", err) // it may be served, and we not let in
	}
	return os.Remove(path)
}

func (h *Hub) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.URL.Path != path {
		http.Error(w, "no such command", http.StatusNotFound)
		return
	}
	var q Request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, manyBytes)).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if q.Data != h.Data {
		http.Error(w, "this daemon keeps other data", http.StatusMisdirectedRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(h.Handle(q)) // whoever asked may have gone
}

// ErrNotRunning: nobody serves the socket.
var ErrNotRunning = errors.New("no daemon runs")

// Call sends a request to the daemon that serves the socket. Errors: ErrNotRunning, or that of the connection.
func Call(ctx context.Context, socket string, q Request) (Response, error) {
	body, err := json.Marshal(q)
	if err != nil {
		return Response{}, err
	}
	client := http.Client{Timeout: requestTimeout, Transport: &http.Transport{DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			d := net.Dialer{Timeout: dialTimeout}
			c, err := d.DialContext(ctx, "unix", socket)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNotRunning, err)
			}
			return c, nil
		}}}
	return post(ctx, client, body)
}
