package control

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// listen serves a hub in a directory with a short name, for the path of a socket has a limit.
func listen(t *testing.T, h *Hub) string {
	t.Helper()
	path := socketPath(t)
	stop, err := Listen(path, h, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return path
}

func socketPath(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "cuppa")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "control.sock")
}

func TestTheSocketAnswersLikeTheHandlerInProcess(t *testing.T) {
	h := newHub(t)
	path := listen(t, h)
	list := requests(t)
	list["nobody"] = Request{Name: "show", Whom: "noor"}
	list["unknown"] = Request{Name: "dance"}
	for name, q := range list {
		want := h.Handle(q)
		q.Data = h.Data
		got, err := Call(context.Background(), path, q)
		if err != nil || got != want {
			t.Errorf("%s: over the socket %+v %v, in process %+v", name, got, err, want)
		}
	}
}

func TestTheSocketIsForItsUserAndGroupAlone(t *testing.T) {
	info, err := os.Stat(listen(t, newHub(t)))
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o660 {
		t.Errorf("mode %o, want 660", got)
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	h := newHub(t)
	path := listen(t, h)
	want := h.Handle(Request{Name: "digest", Format: "json"})
	accounts := h.accounts
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			got, err := Call(context.Background(), path, Request{Name: "digest", Format: "json", Data: h.Data})
			if err != nil || got != want {
				t.Errorf("%+v %v", got, err)
			}
		})
		all.Go(func() { h.Set(accounts) }) // a reload meanwhile
	}
	all.Wait()
}

func TestADaemonOfOtherDataDeclines(t *testing.T) {
	path := listen(t, newHub(t))
	if _, err := Call(context.Background(), path, Request{Name: "contacts", Data: "/elsewhere"}); !errors.Is(err, ErrNotRunning) {
		t.Errorf("error %v, want %v", err, ErrNotRunning)
	}
}

func TestNobodyServesIsSaid(t *testing.T) {
	for name, path := range map[string]string{
		"no file":   socketPath(t),
		"a file":    file(t),
		"long path": "/" + strings.Repeat("x", 200),
	} {
		if _, err := Call(context.Background(), path, Request{Name: "contacts"}); !errors.Is(err, ErrNotRunning) {
			t.Errorf("%s: error %v, want %v", name, err, ErrNotRunning)
		}
	}
}

func TestAStaleSocketIsReplaced(t *testing.T) {
	path := socketPath(t)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false) // as after a crash
	l.Close()
	stop, err := Listen(path, newHub(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a stopped daemon leaves its socket: %v", err)
	}
}

func TestWhatIsNotOursIsLeftAlone(t *testing.T) {
	served := listen(t, newHub(t))
	text := file(t)
	for path, want := range map[string]string{
		served:                         "another daemon serves",
		text:                           "is no socket; hint: move it away",
		"/" + strings.Repeat("x", 107): "hint: choose a shorter data_dir",
		filepath.Join(text, "x"):       "not a directory",
	} {
		stop, err := Listen(path, newHub(t), slog.New(slog.DiscardHandler))
		if err == nil {
			stop()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", path, err, want)
		}
	}
	if got, err := os.ReadFile(text); err != nil || string(got) != "precious" {
		t.Errorf("the file holds %q %v", got, err)
	}
}

func file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNoSocketIsNoError(t *testing.T) {
	stop, err := Listen("", newHub(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	stop()
}

func TestStrangeRequestsAreRefusedInOneLine(t *testing.T) {
	path := listen(t, newHub(t))
	for request, want := range map[string]string{
		"GET /v1/command HTTP/1.1\r\nHost: cuppa\r\nConnection: close\r\n\r\n":                                   "404",
		"POST /v2/command HTTP/1.1\r\nHost: cuppa\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}":           "404",
		"POST /v1/command HTTP/1.1\r\nHost: cuppa\r\nConnection: close\r\nContent-Length: 3\r\n\r\nyes":          "400",
		"POST /v1/command HTTP/1.1\r\nHost: cuppa\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}":           "421",
		"POST /v1/command HTTP/1.1\r\nHost: cuppa\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{\"name\":1}": "400",
	} {
		c, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Write([]byte(request)); err != nil {
			t.Fatal(err)
		}
		answer := make([]byte, 1000)
		n, err := c.Read(answer)
		if err != nil || !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 "+want) {
			t.Errorf("%q: %q %v, want %s", request, answer[:n], err, want)
		}
		c.Close()
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	path := socketPath(t)
	l, err := net.Listen("unix", path) // accepts, and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Call(ctx, path, Request{Name: "contacts"}); err == nil {
		t.Error("a cancelled call gives no error")
	}
}
