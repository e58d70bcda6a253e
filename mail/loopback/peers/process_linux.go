package peers

import "syscall"

// attributes puts a server into a process group of its own, under the given user, and
// has the kernel end it when the test binary dies, however that happens.
func attributes(as *identity) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if as != nil {
		attr.Credential = &syscall.Credential{Uid: as.uid, Gid: as.gid}
	}
	return attr
}

// killGroup ends what is left of a server's process group.
func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }
