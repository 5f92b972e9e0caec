package manner

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var botNames = []string{"Dateline"}

// dataFolder has the benchmark folders that are not part of the repository.
const dataFolder = "../../../shared/data"

// benchmark are the questions of a benchmark folder.
func benchmark(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join(dataFolder, name, "questions.jsonl"))
	if err != nil {
		t.Skipf("the benchmark is not here: %v", err)
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q struct{ Question string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.TrimSpace(q.Question))
	}
	return out
}

// TestPlainQuestionsStay finds well-formed questions as they were, alone and with
// manners around them.
func TestPlainQuestionsStay(t *testing.T) {
	for _, test := range []struct {
		name string
		most int // that may be altered: two end in "??"
	}{
		{"squad2", 2}, {"multihop-rag", 0}, {"xquad-es", 0}, {"xquad-de", 0}, {"piaf-fr", 0}, {"faquad-pt", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := benchmark(t, test.name)
			altered, around, other := 0, 0, 0
			for _, q := range all {
				plain := Read(q, botNames)
				if plain.Question != q {
					altered++
					t.Logf("%q\n -> %q (%v)", q, plain.Question, plain.Kind)
				}
				if plain.Kind != Question {
					other++
					t.Logf("%q: %v", q, plain.Kind)
				}
				if got := Read("Hi Dateline, "+q+" thx lol", botNames); got.Question != plain.Question {
					around++
					t.Logf("with manners: %q\n -> %q", q, got.Question)
				}
			}
			t.Logf("%d questions, %d altered, %d other than questions, %d with manners differ", len(all), altered, other, around)
			if altered > test.most || around > test.most {
				t.Errorf("%d altered, %d with manners", altered, around)
			}
		})
	}
}
