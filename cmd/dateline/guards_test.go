package main

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// guard is a piece of a program that keeps somebody from something, and the test that
// fails when it is taken out.
type guard struct {
	kind, file, text, without, test string
}

// guards reads testdata/guards/list.txt, of a guard a line: its kind, its file, its text, what
// stands there without it, and the test beside the file that fails then.
func guards(t *testing.T) []guard {
	t.Helper()
	f, err := os.Open("testdata/guards/list.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []guard
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " ¦ ")
		if len(parts) != 5 {
			t.Fatalf("%q has %d parts, want 5", line, len(parts))
		}
		out = append(out, guard{parts[0], parts[1], parts[2], parts[3], parts[4]})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// taken returns the file of a guard as it is without it.
func (g guard) taken(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "..", g.file))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), g.text); n != 1 {
		t.Errorf("%s has the guard %d times, want 1: %s", g.file, n, g.text)
	}
	return strings.Replace(string(source), g.text, g.without, 1)
}

// TestGuardsStand holds the list of guards to the sources; that their tests fail
// without them is what the tests with the tag "guards" show.
func TestGuardsStand(t *testing.T) {
	all := guards(t)
	if len(all) < 30 {
		t.Errorf("%d guards", len(all))
	}
	policy, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range all {
		g.taken(t)
		tests, err := filepath.Glob(filepath.Join("..", "..", filepath.Dir(g.file), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !declared(t, tests, g.test) {
			t.Errorf("%s is no test beside %s", g.test, g.file)
		}
		if !strings.Contains(string(policy), "`"+g.test+"`") {
			t.Errorf("SECURITY.md does not name %s", g.test)
		}
	}
}

func declared(t *testing.T, files []string, name string) bool {
	t.Helper()
	head := regexp.MustCompile(`(?m)^func ` + name + `\(`)
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if head.Match(source) {
			return true
		}
	}
	return false
}
