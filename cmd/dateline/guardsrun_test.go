//go:build guards

package main

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var only = flag.String("guards", "", "take out only the guards whose file, kind or test matches this")

// TestGuardsAreTested takes out each guard in turn, and sees its test fail.
func TestGuardsAreTested(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	wanted := regexp.MustCompile(*only)
	for _, g := range guards(t) {
		if !wanted.MatchString(g.kind + " " + g.file + " " + g.test) {
			continue
		}
		t.Run(g.kind+"/"+g.test, func(t *testing.T) {
			dir := t.TempDir()
			source := filepath.Join(dir, "source.go")
			if err := os.WriteFile(source, []byte(g.taken(t)), 0o600); err != nil {
				t.Fatal(err)
			}
			overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, g.file): source}})
			if err != nil {
				t.Fatal(err)
			}
			list := filepath.Join(dir, "overlay.json")
			if err := os.WriteFile(list, overlay, 0o600); err != nil {
				t.Fatal(err)
			}
			run := exec.CommandContext(t.Context(), "go", "test", "-vet=off", "-timeout=4m", "-overlay="+list, "-run=^"+g.test+"$", "./"+filepath.Dir(g.file))
			run.Dir = root
			out, err := run.CombinedOutput()
			switch {
			case err == nil:
				t.Errorf("%s passes without %s in %s", g.test, g.text, g.file)
			case !strings.Contains(string(out), "--- FAIL") && !strings.Contains(string(out), "panic: "):
				t.Errorf("without %s: %v\n%s", g.text, err, out)
			}
		})
	}
}
