package peers

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"text/template"
)

// dovecotConf is a Dovecot 2.3 configuration that needs no privileges at all.
const dovecotConf = `base_dir = {{.Dir}}/run
state_dir = {{.Dir}}/run
log_path = {{.Dir}}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1, 127.0.0.2
default_internal_user = dovecot
default_internal_group = dovecot
default_login_user = dovecot
first_valid_uid = 1
ssl = required
ssl_cert = <{{.Dir}}/server.pem
ssl_key = <{{.Dir}}/server.key
auth_mechanisms = plain login
auth_failure_delay = 0
recipient_delimiter = +
mail_location = maildir:{{.Dir}}/mail/%n/Maildir
mail_max_userip_connections = 50
shutdown_clients = yes
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {{.Dir}}/users
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home={{.Dir}}/mail/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = {{.StartTLS}}
  }
  inet_listener imaps {
    port = {{.Implicit}}
    ssl = yes
  }
}
service lmtp {
  unix_listener {{.Dir}}/lmtp {
    mode = 0666
  }
}
service auth {
  unix_listener {{.Dir}}/auth {
    mode = 0666
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \Sent
    auto = subscribe
  }
  mailbox Drafts {
    special_use = \Drafts
    auto = subscribe
  }
  mailbox Trash {
    special_use = \Trash
    auto = subscribe
  }
  mailbox Archive {
    special_use = \Archive
    auto = subscribe
  }
}
`

// configureDovecot writes Dovecot's configuration and its users.
func (p *Peers) configureDovecot(startTLS, implicit int) {
	p.t.Helper()
	p.render("dovecot.conf", dovecotConf, map[string]any{"Dir": p.dir, "StartTLS": startTLS, "Implicit": implicit})
	var users strings.Builder
	for _, user := range p.users {
		users.WriteString(user + ":{PLAIN}" + p.Password(user) + "::::::\n")
	}
	p.write("users", []byte(users.String()))
	for _, name := range []string{"run", "mail", "."} {
		p.mkdir(name, 0o755, p.owner)
	}
}

// StartDovecot starts Dovecot, which [Start] has done already, again after
// [Peers.StopDovecot], on the same ports and with the same mail.
func (p *Peers) StartDovecot() {
	p.t.Helper()
	started, err := launch(p.path("dovecot.out"), &p.owner, "/usr/sbin/dovecot", "-F", "-c", p.path("dovecot.conf"))
	if err != nil {
		p.t.Fatalf("starting dovecot: %v", err)
	}
	p.t.Cleanup(started.kill)
	p.dovecot = started
	for _, addr := range []string{p.IMAPAddr, p.IMAPStartTLSAddr} {
		if err := awaitPort(addr, started.ended); err != nil {
			p.t.Fatalf("starting dovecot: %v\n%s%s", err, p.log("dovecot.out"), p.log("dovecot.log"))
		}
	}
}

// StopDovecot ends Dovecot and with it every connection to it.
func (p *Peers) StopDovecot() { p.dovecot.stop() }

// Kick has Dovecot end all connections of a user, with BYE.
func (p *Peers) Kick(user string) {
	p.t.Helper()
	cmd := exec.Command("/usr/bin/doveadm", "-c", p.path("dovecot.conf"), "kick", user)
	if out, err := cmd.CombinedOutput(); err != nil {
		p.t.Fatalf("doveadm kick %s: %v\n%s", user, err, out)
	}
}

// render writes a configuration file from its template.
func (p *Peers) render(name, text string, values map[string]any) {
	p.t.Helper()
	var out bytes.Buffer
	if err := template.Must(template.New(name).Parse(text)).Execute(&out, values); err != nil {
		p.t.Fatal(err)
	}
	p.write(name, out.Bytes())
}

// log returns what a server has written so far, for the message of a failed test.
func (p *Peers) log(name string) string {
	text, err := os.ReadFile(p.path(name))
	if err != nil {
		return err.Error() + "\n"
	}
	return string(text)
}
