package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/answers/eval"
)

// dateline runs the program and gives what it writes to standard output.
func dateline(t *testing.T, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if got := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, nil); got != exitDone {
		t.Fatalf("dateline %s = %d: %s", strings.Join(args, " "), got, &stderr)
	}
	return stdout.Bytes()
}

// What eval reports is what the reference implementation of the measures, which
// is not ours, makes of the batches that search and ask print.
func TestEvalIsWhatBatchesScore(t *testing.T) {
	const script = "../../../shared/tools/score.py"
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	if _, err := os.Stat(script); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("there is no %s", script)
	}
	const folder = "../../answers/eval/testdata/harbour"
	var report eval.Report
	if err := json.Unmarshal(dateline(t, "eval", "--json", folder), &report); err != nil {
		t.Fatal(err)
	}
	data := []string{"--data", t.TempDir(), "--no-starter"}
	dateline(t, append(data, "load", filepath.Join(folder, "articles.jsonl"))...)
	for command, result := range map[string]*eval.Result{"search": report.Search, "ask": report.Ask} {
		results := filepath.Join(t.TempDir(), "results.jsonl")
		out := dateline(t, append(data, command, "--batch", filepath.Join(folder, "questions.jsonl"))...)
		if err := os.WriteFile(results, out, 0o600); err != nil {
			t.Fatal(err)
		}
		scored, err := exec.CommandContext(t.Context(), python, script, folder, results).Output()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(scores(string(scored)), scoresOf(result)); diff != "" {
			t.Errorf("%s: -score.py +eval:\n%s", command, diff)
		}
	}
}

// scores are the figures that score.py printed, by name; those of a type of
// question after its name. Times are left out: no two runs take the same.
func scores(text string) map[string]string {
	out := make(map[string]string)
	rows := regexp.MustCompile(`(?m)^(\w+) +n= *(\d+) +(.*)$`)
	for _, row := range rows.FindAllStringSubmatch(text, -1) {
		out[row[1]+" n"] = row[2]
		fields := strings.Fields(row[3])
		for i := 0; i < len(fields); i += 2 {
			out[row[1]+" "+fields[i]] = fields[i+1]
		}
	}
	for _, line := range regexp.MustCompile(`(?m)^(verbatim|answer\S+ (?:AUC|accuracy)) (.*)$`).FindAllStringSubmatch(text, -1) {
		out[line[1]] = line[2]
	}
	return out
}

// scoresOf are the same figures of a result.
func scoresOf(r *eval.Result) map[string]string {
	out := map[string]string{"verbatim": fmt.Sprintf("%.6f of %d texts; words a text: mean %.0f, most %d",
		*r.Texts.Verbatim, r.Texts.Count, *r.Texts.WordsMean, r.Texts.WordsMost)}
	add := func(name string, f eval.Figures) {
		out[name+" n"] = fmt.Sprint(f.Questions)
		for _, m := range eval.Measures() {
			out[name+" "+m.Name] = fmt.Sprintf("%.4f", *m.Of(&f))
		}
	}
	add("all", r.All)
	for name, f := range r.Types {
		add(name, f)
	}
	if a := r.Abstention; a != nil {
		out["answerable-or-not AUC"] = fmt.Sprintf("%.4f", *a.AUC)
		out["answered-or-abstained accuracy"] = fmt.Sprintf("%.4f of %d", a.Accuracy, a.Questions)
	}
	return out
}
