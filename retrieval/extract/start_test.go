package extract

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every command of the program pays for what its packages do when it starts.
// What they allocate then does not depend on the machine, as time does.
func TestStartIsCheap(t *testing.T) {
	const most = 12 << 20
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	trace := regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes,`)
	total := 0
	for _, m := range trace.FindAllStringSubmatch(string(out), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		total += n
		if strings.HasPrefix(m[1], "dateline/retrieval/extract") && n > 256<<10 {
			t.Errorf("%s allocates %d bytes when it starts", m[1], n)
		}
	}
	if total == 0 || total > most {
		t.Errorf("all packages allocate %d bytes when they start, want at most %d:\n%s", total, most, out)
	}
}
