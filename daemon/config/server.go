package config

import (
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strings"
	"time"

	"cuppa/rules/strict"
)

// mostCA bounds a file of certificates.
const mostCA = 4 << 20

// ports are the default ports of a protocol by the way it is encrypted.
type ports map[TLS]int

var (
	imapPorts = ports{Implicit: 993, STARTTLS: 143, None: 143}
	smtpPorts = ports{Implicit: 465, STARTTLS: 587, None: 25}
)

// server reads the keys that all servers have.
func (r reader) server(f *strict.Fields, p ports) Server {
	var s Server
	host := f.Need("host")
	s.Host = strict.Parse(host, "a host", "write the name alone: mail.example.org; a port goes into port:", hostName)
	tls := f.Key("tls")
	s.TLS = TLS(cmp.Or(tls.OneOf(string(Implicit), string(STARTTLS), string(None)), string(Implicit)))
	if s.TLS == None && s.Host != "" && !loopback(s.Host) {
		tls.Fail("use implicit or starttls", "mail to %s would pass the network in clear: tls: none is for loopback alone", s.Host)
	}
	s.Port = cmp.Or(f.Key("port").Int(1, 65535), p[s.TLS])
	s.CAFile, s.Roots = r.authorities(f.Key("ca_file"), s.TLS)
	s.Username = f.Key("username").Text()
	s.Secret = r.secret(f, f.Key("username").Given())
	return s
}

// Key names the login: username@host:port, or host:port without authentication. It is stable and no secret.
func (s Server) Key() string {
	hostPort := net.JoinHostPort(s.Host, fmt.Sprint(s.Port))
	if s.Username == "" {
		return hostPort
	}
	return s.Username + "@" + hostPort
}

var hostForm = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$`)

// hostName takes a host name (RFC 1123, in its ASCII form) or an IP address without brackets.
func hostName(text string) (string, error) {
	text = strings.ToLower(text)
	if net.ParseIP(text) == nil && (len(text) > 253 || !hostForm.MatchString(text)) {
		return "", errors.New("not a host")
	}
	return text, nil
}

// loopback tells whether mail to the host stays on the machine by its very name.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// authorities reads a file of PEM certificates that are believed beside the system's.
func (r reader) authorities(v strict.Value, tls TLS) (string, *x509.CertPool) {
	path := r.path(v)
	if path == "" {
		return "", nil
	}
	if tls == None {
		v.Fail("take it out, or encrypt", "a ca_file means nothing with tls: none")
		return "", nil
	}
	pem, err := readSmall(path, mostCA)
	if err != nil {
		v.Fail("name a file of PEM certificates that can be read", "cannot read the file: %v", err)
		return "", nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil { // a machine without certificates
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		v.Fail("name a file that has -----BEGIN CERTIFICATE----- in it", "there is no certificate in %s", path)
	}
	return path, pool
}

// readSmall reads a regular file of at most so many bytes.
func readSmall(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(text)) > most {
		err = fmt.Errorf("%s is larger than %d bytes", path, most)
	}
	return text, err
}

// smtp reads how letters leave; they come from the drop address where no other is named.
func (r reader) smtp(v, drop strict.Value, dropAddress string) SMTP {
	s := SMTP{UncertainWait: 30 * time.Minute}
	v.Fields(func(f *strict.Fields) {
		s.Server = r.server(f, smtpPorts)
		from := f.Key("from")
		if s.From = cmp.Or(address(from), dropAddress); s.From == "" && !from.Given() && !drop.Given() {
			f.Fail("add from: cuppa@example.org, an address your server lets you send from", `the key "from" is missing, and there is no drop address`)
		}
		if wait := f.Key("uncertain_wait"); wait.Given() {
			s.UncertainWait = strict.Parse(wait, "a wait from 1s to 24h", "write seconds, minutes or hours: 30m", uncertainWait)
		}
	})
	return s
}

func uncertainWait(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err == nil && (d < time.Second || d > 24*time.Hour) {
		err = errors.New("out of range")
	}
	return d, err
}
