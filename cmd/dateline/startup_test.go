package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// maxStartBytes bounds what the packages of the program allocate before main
// begins. Every command pays for it, whether it uses the package or not; a
// heavy table has to be made when it is first needed. Bytes stand for the time,
// which no test can hold still.
const maxStartBytes = 12 << 20

// initLine is a line that the runtime writes for GODEBUG=inittrace=1.
var initLine = regexp.MustCompile(`(?m)^init (\S+) @.* clock, (\d+) bytes, \d+ allocs$`)

func TestStartIsLight(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "dateline", "version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, &stderr)
	}
	carried := ownPackages(t)["cmd/dateline"].Deps // this binary carries packages for tests as well
	total, largest, most := 0, "", 0
	for _, m := range initLine.FindAllStringSubmatch(stderr.String(), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(carried, m[1]) {
			continue
		}
		if total += n; n > most {
			largest, most = m[1], n
		}
	}
	if total == 0 {
		t.Fatal("the runtime told of no package's start")
	}
	if total > maxStartBytes {
		t.Errorf("packages allocate %d bytes at start, more than %d; most of it %s, %d", total, maxStartBytes, largest, most)
	}
}
