package main

import (
	"math"
	"os"
	"runtime/debug"
	"testing"
)

func TestMemoryIsLimitedByTheMachine(t *testing.T) {
	was := debug.SetMemoryLimit(math.MaxInt64)
	t.Cleanup(func() { debug.SetMemoryLimit(was) })
	t.Setenv("GOMEMLIMIT", "") // so that it is put back
	if err := os.Unsetenv("GOMEMLIMIT"); err != nil {
		t.Fatal(err)
	}
	limitMemory()
	if got := debug.SetMemoryLimit(-1); got == math.MaxInt64 || got < 64<<20 {
		t.Errorf("the limit is %d bytes", got)
	}
}

func TestMemoryLimitOfTheEnvironmentStands(t *testing.T) {
	was := debug.SetMemoryLimit(123 << 20) // as the runtime has it from the variable
	t.Cleanup(func() { debug.SetMemoryLimit(was) })
	t.Setenv("GOMEMLIMIT", "123MiB")
	limitMemory()
	if got := debug.SetMemoryLimit(-1); got != 123<<20 {
		t.Errorf("the limit is %d bytes", got)
	}
}
