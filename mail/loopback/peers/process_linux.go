package peers

import "syscall"

// attributes puts a server into a session and so a process group of its own (Postfix's
// master wants to lead both), under the given user, and has the kernel end it when the
// test binary dies, however that happens.
func attributes(as *identity) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL}
	if as != nil {
		attr.Credential = &syscall.Credential{Uid: as.uid, Gid: as.gid}
	}
	return attr
}

// killGroup ends what is left of a server's process group.
func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }
