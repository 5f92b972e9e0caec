// Package linear adds up named inputs by weights that were learned. What ranks
// passages, chooses sentences and gives the confidence are such models.
package linear

import "fmt"

// Model is a linear model over named inputs, which all lie between -1 and 1, so
// that their weights can be compared. The command in cmd/train learns weights.
type Model struct {
	// Bias is what a score begins with.
	Bias float64

	names   []string
	weights []float64 // in the order of the names
}

// New returns the model with these inputs and weights. It returns an error
// unless each input has a weight and each weight an input.
func New(inputs []string, weights map[string]float64) (Model, error) {
	m := Model{names: inputs, weights: make([]float64, len(inputs))}
	for i, name := range inputs {
		w, ok := weights[name]
		if !ok {
			return Model{}, fmt.Errorf("no weight for %q: make it again with cmd/train", name)
		}
		m.weights[i] = w
	}
	if len(weights) != len(inputs) { // each input has one
		return Model{}, fmt.Errorf("%d weights for %d inputs: make it again with cmd/train", len(weights), len(inputs))
	}
	return m, nil
}

// Score returns the score of the inputs' values, in the order of their names.
func (m Model) Score(values []float64) float64 {
	score := m.Bias
	for i, v := range values {
		score += m.weights[i] * v
	}
	return score
}

// Reasons returns what the score of these values is made of, the bias aside.
func (m Model) Reasons(values []float64) []Reason {
	out := make([]Reason, len(m.names))
	for i, name := range m.names {
		out[i] = Reason{name, values[i], m.weights[i]}
	}
	return out
}

// Reason is an input of a linear model, and how much it counts.
type Reason struct {
	Name string `json:"name"`
	// Value lies between -1 and 1.
	Value float64 `json:"value"`
	// Weight multiplies Value; the products add up to the score.
	Weight float64 `json:"weight"`
}
