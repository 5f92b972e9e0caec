package main

import "github.com/KimMachineGun/automemlimit/memlimit"

// memoryShare is the part of the machine's memory, or of the control group's where
// that has less, within which the collector keeps the program by working harder.
// The rest is for what is not the collector's: files that the index maps.
const memoryShare = 0.8

// limitMemory sets GOMEMLIMIT by the machine, unless the environment does. Where no
// limit can be read there is none, as without it.
func limitMemory() {
	_, _ = memlimit.Set(
		memlimit.WithRatio(memoryShare),
		memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)),
	)
}
