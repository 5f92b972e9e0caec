package measure

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/retrieval/text"
)

func TestRouge(t *testing.T) {
	for _, row := range []struct {
		text, reference string
		one, l          float64
	}{
		{"police killed the gunman", "police kill the gunman", 0.75, 0.75},
		{"the gunman kill police", "police kill the gunman", 1, 0.5},
		{"The the the", "the cat", 0.4, 0.4},
		{"U.S. police", "us police", 0.4, 0.4},
		{"", "police", 0, 0},
	} {
		r := RougeOf(row.text, row.reference)
		if math.Abs(r.One-row.one) > 1e-9 || math.Abs(r.L-row.l) > 1e-9 {
			t.Errorf("%q and %q: %.4f and %.4f, want %.4f and %.4f", row.text, row.reference, r.One, r.L, row.one, row.l)
		}
	}
}

// Digests must be nearer to the editors' than the usual baselines.
func TestDigestsBeatBaselines(t *testing.T) {
	dir := "../../../../shared/data/allsides"
	if !HasEvents(dir) {
		t.Skip("the collection is not there")
	}
	r, err := Digests(t.Context(), text.NewAnalyzer(), dir)
	if err != nil {
		t.Fatal(err)
	}
	ours := r.Methods[len(r.Methods)-1]
	for _, m := range r.Methods[:len(r.Methods)-1] {
		if ours.One <= m.One || ours.L <= m.L {
			t.Errorf("%s: %.4f and %.4f, not above %s: %.4f and %.4f", ours.Name, ours.One, ours.L, m.Name, m.One, m.L)
		}
	}
}

func TestReadEventsRefuses(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"no digest": {`{"id": "a", "articles": [{"body": "b"}]}`, `it needs an "id", "articles" and a "digest"`},
		"no JSON":   {`x`, "line 1: invalid character"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, eventsFile), []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Digests(t.Context(), text.NewAnalyzer(), dir); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: error %v, want %q", name, err, row.want)
		}
	}
}
