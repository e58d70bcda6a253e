package peers

import (
	"os/exec"
	"path/filepath"
	"strings"
)

// mainCF is Postfix's configuration. One recipient a delivery and flags=O (in masterCF)
// make every copy name its own envelope recipient.
const mainCF = `compatibility_level = 3.6
queue_directory = {{.Dir}}/postfix/spool
data_directory = {{.Dir}}/postfix/data
maillog_file = {{.Dir}}/postfix.log
maillog_file_prefixes = {{.Dir}}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{{.Domain}}
mynetworks =
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
recipient_delimiter = +
virtual_mailbox_domains = {{.Domain}}
virtual_mailbox_maps = inline:{ {{- range .Users}} { {{.}}@{{$.Domain}} = x }{{end}} { {{.Deferred}} = x } }
virtual_transport = lmtp:unix:{{.Dir}}/lmtp
lmtp_destination_recipient_limit = 1
default_transport = lmtp:unix:{{.Dir}}/lmtp
smtpd_sasl_type = dovecot
smtpd_sasl_path = {{.Dir}}/auth
smtpd_tls_cert_file = {{.Dir}}/server.pem
smtpd_tls_key_file = {{.Dir}}/server.key
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{ { {{.Deferred}} = 451 4.7.1 try again later } }, reject_unlisted_recipient, permit
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
`

// masterCF lists Postfix's services; nothing runs in a chroot.
const masterCF = `127.0.0.1:{{.StartTLS}} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:{{.Implicit}} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp flags=O
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// configurePostfix writes Postfix's configuration and makes its queue.
func (p *Peers) configurePostfix(startTLS, implicit int) {
	p.t.Helper()
	root, owner := identity{}, lookup(p.t, "postfix")
	for _, name := range []string{"postfix", "postfix/etc", "postfix/spool", "postfix/spool/pid"} {
		p.mkdir(name, 0o755, root)
	}
	queues := "active bounce corrupt defer deferred flush hold incoming private public saved trace"
	for _, name := range strings.Fields(queues) {
		p.mkdir("postfix/spool/"+name, 0o700, owner)
	}
	p.mkdir("postfix/data", 0o755, owner)
	values := map[string]any{
		"Dir": p.dir, "Domain": Domain, "Users": p.users, "Deferred": Deferred, "StartTLS": startTLS, "Implicit": implicit,
	}
	p.render("postfix/etc/main.cf", mainCF, values)
	p.render("postfix/etc/master.cf", masterCF, values)
}

// startPostfix runs Postfix's master until the end of the test.
func (p *Peers) startPostfix() {
	p.t.Helper()
	etc := p.path("postfix", "etc")
	programs, err := exec.Command("/usr/sbin/postconf", "-c", etc, "-h", "daemon_directory").Output()
	if err != nil {
		p.t.Fatalf("asking postconf for daemon_directory: %v", err)
	}
	master := filepath.Join(strings.TrimSpace(string(programs)), "master")
	started, err := launch(p.path("postfix.out"), nil, master, "-c", etc, "-s")
	if err != nil {
		p.t.Fatalf("starting postfix: %v", err)
	}
	p.t.Cleanup(started.kill)
	for _, addr := range []string{p.SubmissionAddr, p.SubmissionStartTLSAddr} {
		if err := awaitPort(addr, started.ended); err != nil {
			p.t.Fatalf("starting postfix: %v\n%s%s", err, p.log("postfix.out"), p.log("postfix.log"))
		}
	}
}
