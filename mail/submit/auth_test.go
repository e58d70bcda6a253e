package submit_test

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"testing/synctest"

	"cuppa/mail/submit"
)

// loginServer offers mechanisms, takes any login and keeps what was said, decoded.
func loginServer(conn net.Conn, offered string, said *[]string) {
	fmt.Fprint(conn, "220 hi\r\n")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		verb, rest, _ := strings.Cut(lines.Text(), " ")
		switch verb {
		case "EHLO":
			fmt.Fprintf(conn, "250-hi\r\n250 %s\r\n", offered)
		case "AUTH":
			mechanism, initial, _ := strings.Cut(rest, " ")
			*said = append(*said, mechanism)
			for mechanism == "LOGIN" && initial == "" && len(*said) < 3 {
				fmt.Fprint(conn, "334 VXNlcm5hbWU6\r\n")
				lines.Scan()
				*said = append(*said, decode(lines.Text()))
			}
			if initial != "" {
				*said = append(*said, decode(initial))
			}
			fmt.Fprint(conn, "235 in\r\n")
		default:
			fmt.Fprint(conn, "221 bye\r\n")
			return
		}
	}
}

func decode(s string) string {
	text, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func TestTheLoginIsSaidByTheMechanismOffered(t *testing.T) {
	tests := map[string]struct {
		offered string
		want    string // what is said, or "" for a refusal
	}{
		"plain":           {"AUTH LOGIN PLAIN", "PLAIN|\x00ada\x00sesame"},
		"lower case":      {"AUTH plain", "PLAIN|\x00ada\x00sesame"},
		"login":           {"AUTH LOGIN", "LOGIN|ada|sesame"},
		"unknown ways":    {"AUTH GSSAPI", ""},
		"no login at all": {"8BITMIME", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var said []string
				s := scripted(t, func(conn net.Conn) { loginServer(conn, test.offered, &said) })
				s.Username, s.Secret = "ada", secret("sesame")
				err := submit.Check(t.Context(), s)
				if (err == nil) != (test.want != "") || err != nil && !errors.Is(err, submit.ErrAuth) {
					t.Error(err)
				}
				if got := strings.Join(said, "|"); got != test.want {
					t.Errorf("said %q, want %q", got, test.want)
				}
			})
		})
	}
}
