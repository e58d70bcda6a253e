// Package peers runs real mail servers for tests: Dovecot (IMAP, LMTP and the
// password check) and Postfix (submission over TLS, delivery to Dovecot by LMTP).
//
// Every call of [Start] gives an instance of its own: a short temporary directory, a
// certificate authority made for it, ports of 127.0.0.1 and 127.0.0.2, processes that
// end with the test, and with the test binary even where that is killed.
//
// Mail to a user's address, with or without a plus-tag, is delivered to that user's
// INBOX with Delivered-To and X-Original-To naming the envelope recipient, one copy a
// recipient. Mail to an unknown user of the domain is refused with 550 at RCPT, mail to
// [Deferred] with 451. Mail to another domain goes to the same Dovecot, which knows users
// by their local part: from an unknown one a delivery report comes back.
//
// Where the servers are not installed the test is skipped, or fails if the environment
// says CUPPA_REAL=required.
package peers

import (
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Domain is the domain of every user's address.
const Domain = "example.test"

// Deferred is an address that Postfix answers with 451 at RCPT.
const Deferred = "deferred@" + Domain

// patience bounds every wait for a server, a delivery or an exchange.
const patience = 10 * time.Second

// Peers is one running pair of servers. Its methods end the test on failure, as the
// servers are not what is being tested; [Peers.Send] alone returns its error. They must
// be called from the test's own goroutine.
type Peers struct {
	// IMAPAddr and IMAPStartTLSAddr are host:port for implicit TLS and for STARTTLS.
	IMAPAddr, IMAPStartTLSAddr string
	// InsecureIMAPAddr is the STARTTLS port under an address that Dovecot takes for a
	// remote one: there it says LOGINDISABLED until TLS stands.
	InsecureIMAPAddr string
	// SubmissionAddr and SubmissionStartTLSAddr are host:port for implicit TLS and for STARTTLS.
	SubmissionAddr, SubmissionStartTLSAddr string
	// CAFile is a PEM file and Pool the same authority; the servers' certificate names
	// localhost, 127.0.0.1 and 127.0.0.2.
	CAFile string
	Pool   *x509.CertPool

	t         testing.TB
	dir       string
	users     []string
	authority *authority
	owner     identity
	dovecot   *process
}

// identity is a user of the system under whom a server runs.
type identity struct{ uid, gid uint32 }

// Start runs both servers with the given users (local parts) and returns when they
// accept connections, within a second as a rule. Cleanup of the test ends them.
func Start(t testing.TB, users ...string) *Peers {
	t.Helper()
	if reason := unavailable(); reason != "" {
		refuse(t, reason)
	}
	p := &Peers{t: t, dir: shortDir(t), users: users}
	p.owner = lookup(t, "dovecot")
	ports := freePorts(t, 4)
	p.IMAPStartTLSAddr, p.IMAPAddr = at("127.0.0.1", ports[0]), at("127.0.0.1", ports[1])
	p.InsecureIMAPAddr = at("127.0.0.2", ports[0])
	p.SubmissionStartTLSAddr, p.SubmissionAddr = at("127.0.0.1", ports[2]), at("127.0.0.1", ports[3])

	p.authority = newAuthority(t)
	p.Pool, p.CAFile = p.authority.pool, p.path("ca.pem")
	p.write("ca.pem", p.authority.caPEM)
	p.write("server.pem", p.authority.certPEM)
	p.write("server.key", p.authority.keyPEM)
	p.configureDovecot(ports[0], ports[1])
	p.configurePostfix(ports[2], ports[3])
	p.StartDovecot()
	p.startPostfix()
	return p
}

// Address returns the mail address of a user, which may carry a plus-tag: "remind+5d".
func (p *Peers) Address(user string) string { return user + "@" + Domain }

// Password returns the password of a user, for IMAP and for submission.
func (p *Peers) Password(user string) string { return "secret-" + user }

// refuse skips the test, or fails it where the environment demands real servers.
func refuse(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv("CUPPA_REAL") == "required" {
		t.Fatalf("CUPPA_REAL=required, but %s", reason)
		return
	}
	t.Skipf("no real servers: %s", reason)
}

// unavailable says why the servers cannot run here, or nothing where they can.
func unavailable() string {
	if runtime.GOOS != "linux" {
		return "they run on Linux only"
	}
	for _, needed := range []struct{ file, pkg string }{
		{"/usr/sbin/dovecot", "dovecot-core"},
		{"/usr/lib/dovecot/imap", "dovecot-imapd"},
		{"/usr/lib/dovecot/lmtp", "dovecot-lmtpd"},
		{"/usr/sbin/postfix", "postfix"},
	} {
		if _, err := os.Stat(needed.file); err != nil {
			return fmt.Sprintf("the package %s is not installed", needed.pkg)
		}
	}
	if os.Geteuid() != 0 {
		return "Postfix must be started by root"
	}
	version, err := exec.Command("/usr/sbin/dovecot", "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "2.3.") {
		return fmt.Sprintf("Dovecot 2.3 is needed, this is %q", strings.TrimSpace(string(version)))
	}
	return ""
}

// shortDir makes a directory whose name leaves room for the path of a unix socket (108
// bytes), which testing's own names do not, and that the servers' users may enter.
func shortDir(t testing.TB) string {
	t.Helper()
	parent := os.TempDir()
	if len(parent) > 40 {
		parent = "/tmp"
	}
	dir, err := os.MkdirTemp(parent, "peers")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// lookup finds a user of the system by name.
func lookup(t testing.TB, name string) identity {
	t.Helper()
	found, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	uid, errUID := strconv.ParseUint(found.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(found.Gid, 10, 32)
	if errUID != nil || errGID != nil {
		t.Fatalf("user %s has no numeric IDs: %+v", name, found)
	}
	return identity{uid: uint32(uid), gid: uint32(gid)}
}

// path names a file in the instance's directory.
func (p *Peers) path(elements ...string) string {
	return filepath.Join(append([]string{p.dir}, elements...)...)
}

// write puts a file that the servers may read into the instance's directory.
func (p *Peers) write(name string, content []byte) {
	p.t.Helper()
	if err := os.WriteFile(p.path(name), content, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// mkdir makes a directory in the instance's directory for one user of the system.
func (p *Peers) mkdir(name string, mode os.FileMode, owner identity) {
	p.t.Helper()
	if err := os.MkdirAll(p.path(name), mode); err != nil {
		p.t.Fatal(err)
	}
	if err := os.Chown(p.path(name), int(owner.uid), int(owner.gid)); err != nil {
		p.t.Fatal(err)
	}
}
