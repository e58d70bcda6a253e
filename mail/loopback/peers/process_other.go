//go:build !linux

package peers

import "syscall"

// attributes is never reached: Start refuses other systems.
func attributes(*identity) *syscall.SysProcAttr { return nil }

// killGroup is never reached either.
func killGroup(int) {}
