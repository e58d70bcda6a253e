package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

func post(ctx context.Context, client http.Client, body []byte) (Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://cuppa"+path, bytes.NewReader(body))
	if err != nil {
		return Response{}, err
	}
	res, err := client.Do(req)
	if errors.Is(err, ErrNotRunning) {
		return Response{}, ErrNotRunning
	}
	if err != nil {
		return Response{}, fmt.Errorf("ask the daemon: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusMisdirectedRequest {
		return Response{}, ErrNotRunning
	}
	if res.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(res.Body, 1000))
		return Response{}, fmt.Errorf("ask the daemon: %s: %s", res.Status, strings.TrimSpace(string(text)))
	}
	var r Response
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		return Response{}, fmt.Errorf("read the daemon's answer: %w", err)
	}
	return r, nil
}
