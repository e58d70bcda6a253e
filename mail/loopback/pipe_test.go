package loopback

import (
	"io"
	"net"
	"testing"

	"golang.org/x/net/nettest"
)

func TestAPipeBehavesAsAConnection(t *testing.T) {
	nettest.TestConn(t, func() (net.Conn, net.Conn, func(), error) {
		a, b := pipe()
		return a, b, func() { a.Close(); b.Close() }, nil
	})
}

func TestWhatWasSentBeforeACloseCanBeRead(t *testing.T) {
	a, b := pipe()
	if _, err := a.Write([]byte("the end")); err != nil {
		t.Fatal(err)
	}
	a.Close()
	if got, err := io.ReadAll(b); err != nil || string(got) != "the end" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := b.Write([]byte("too late")); err == nil {
		t.Error("a write to nobody succeeds")
	}
}
