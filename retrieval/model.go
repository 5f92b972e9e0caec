package retrieval

import (
	_ "embed" // the model's weights
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"dateline/retrieval/linear"
)

//go:embed model.json
var modelJSON []byte

// model is two linear models over the features: one for questions that name
// outlets and so ask what each of them says, and one for all others. The
// command in cmd/train makes them from benchmark folders.
type model struct {
	plain, sided linear.Model
}

// learnt is the model that is part of the program, read once.
var learnt = sync.OnceValue(func() *model {
	m, err := loadModel(modelJSON)
	if err != nil {
		panic(err) // the file is part of the program, and every test reads it
	}
	return m
})

// FeatureNames returns the names of a passage's features, in their order.
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
	var err error
	if m.plain, err = linear.New(featureNames[:], named.Plain); err != nil {
		return nil, fmt.Errorf("ranking model, plain: %w", err)
	}
	if m.sided, err = linear.New(featureNames[:], named.Sided); err != nil {
		return nil, fmt.Errorf("ranking model, sided: %w", err)
	}
	return m, nil
}

// of returns the model for a question; sided says that it names outlets.
func (m *model) of(sided bool) linear.Model {
	if sided {
		return m.sided
	}
	return m.plain
}

func (k *ranker) reasons(c scored) []linear.Reason {
	reasons := k.model.of(k.sided()).Reasons(c.features[:])
	if c.alike != 0 {
		reasons = append(reasons, linear.Reason{Name: "likeness in meaning to the question", Value: c.alike, Weight: alikeWorth})
	}
	if worth, _ := k.recency(); c.recent != 0 {
		reasons = append(reasons, linear.Reason{Name: "how new the article is, beside others found", Value: c.recent / worth, Weight: worth})
	}
	return reasons
}
