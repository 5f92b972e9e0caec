package retrieval

import (
	_ "embed" // the model's weights
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
)

//go:embed model.json
var modelJSON []byte

// model is two linear models over the features: one for questions that name
// outlets and so ask what each of them says, and one for all others. The
// command in cmd/train makes them from benchmark folders.
type model struct {
	plain, sided features
}

// learnt is the model that is part of the program, read once.
var learnt = sync.OnceValue(func() *model {
	m, err := loadModel(modelJSON)
	if err != nil {
		panic(err) // the file is part of the program, and every test reads it
	}
	return m
})

// FeatureNames are the names of a passage's features, in their order.
func FeatureNames() []string { return slices.Clone(featureNames[:]) }

func loadModel(raw []byte) (*model, error) {
	var named struct {
		Plain map[string]float64 `json:"plain"`
		Sided map[string]float64 `json:"sided"`
	}
	if err := json.Unmarshal(raw, &named); err != nil {
		return nil, fmt.Errorf("ranking model: %w", err)
	}
	m := &model{}
	if err := errors.Join(
		TakeWeights(m.plain[:], featureNames[:], named.Plain),
		TakeWeights(m.sided[:], featureNames[:], named.Sided),
	); err != nil {
		return nil, fmt.Errorf("ranking model: %w", err)
	}
	return m, nil
}

// TakeWeights fills weights with what a model has by name, in the names' order.
// A name that it lacks is an error.
func TakeWeights(weights []float64, names []string, byName map[string]float64) error {
	for i, name := range names {
		w, ok := byName[name]
		if !ok {
			return fmt.Errorf("no weight for %q: make it again with cmd/train", name)
		}
		weights[i] = w
	}
	return nil
}

// weights are the model's for a question; sided says that it names outlets.
func (m *model) weights(sided bool) features {
	if sided {
		return m.sided
	}
	return m.plain
}

// Reason is one of the things that rank a passage, and how much it counts.
type Reason struct {
	Name string `json:"name"`
	// Value lies between -1 and 1.
	Value float64 `json:"value"`
	// Weight multiplies Value; the products add up to the passage's score.
	Weight float64 `json:"weight"`
}

// Reasons puts names, values and weights together, each list in one order.
func Reasons(names []string, values, weights []float64) []Reason {
	out := make([]Reason, len(names))
	for i, name := range names {
		out[i] = Reason{name, values[i], weights[i]}
	}
	return out
}

func (k *ranker) reasons(f features) []Reason {
	weights := k.lib.set.model.weights(k.sided())
	return Reasons(featureNames[:], f[:], weights[:])
}
