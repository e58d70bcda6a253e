package message

import "slices"

// faults notes what was wrong with one message: each fault once, MaxFaults in all, in the order in which they were met.
type faults struct {
	list []string
}

func (f *faults) add(fault string) {
	if len(f.list) < MaxFaults && !slices.Contains(f.list, fault) {
		f.list = append(f.list, fault)
	}
}
