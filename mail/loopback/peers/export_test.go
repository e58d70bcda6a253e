package peers

import (
	"context"
	"net"
	"time"
)

// AwaitSilence waits until nobody accepts connections at addr.
func AwaitSilence(addr string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return poll(ctx, func() (bool, error) {
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			return true, nil
		}
		return false, conn.Close()
	})
}
