package linear

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinear(t *testing.T) {
	m, err := New([]string{"near", "rare"}, map[string]float64{"near": 2, "rare": -1})
	if err != nil {
		t.Fatal(err)
	}
	m.Bias = 0.5
	values := []float64{0.5, 1}
	if got := m.Score(values); got != 0.5 {
		t.Errorf("score %v, want 0.5", got)
	}
	if diff := cmp.Diff([]Reason{{"near", 0.5, 2}, {"rare", 1, -1}}, m.Reasons(values)); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

// A model file and the program must speak of the same inputs.
func TestNewLinearRefuses(t *testing.T) {
	for name, weights := range map[string]map[string]float64{
		"an input without a weight": {"near": 1},
		"a weight without an input": {"near": 1, "rare": 1, "red": 1},
		"another name":              {"near": 1, "red": 1},
	} {
		if _, err := New([]string{"near", "rare"}, weights); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
