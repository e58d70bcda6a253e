package peers

import "syscall"

// attributes puts a process into a session and so a process group of its own (Postfix's
// master wants to lead both), under the given user.
func attributes(as *identity) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true}
	if as != nil {
		attr.Credential = &syscall.Credential{Uid: as.uid, Gid: as.gid}
	}
	return attr
}

// killGroup ends what is left of a server's process group.
func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }
