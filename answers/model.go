package answers

import (
	_ "embed" // the model's weights
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"dateline/retrieval"
)

//go:embed model.json
var modelJSON []byte

// model is what is learnt: which sentences to quote, a linear model over their
// traits, and whether there is an answer, a logistic regression over signals.
// The command in cmd/train makes it from benchmark folders.
type model struct {
	traits, signals retrieval.Linear
}

// learnt is the model that is part of the program, read once.
var learnt = sync.OnceValue(func() *model {
	m, err := loadModel(modelJSON)
	if err != nil {
		panic(err) // the file is part of the program, and every test reads it
	}
	return m
})

func loadModel(raw []byte) (*model, error) {
	var named struct {
		Traits  map[string]float64 `json:"traits"`
		Signals map[string]float64 `json:"signals"`
		Bias    float64            `json:"bias"`
	}
	if err := json.Unmarshal(raw, &named); err != nil {
		return nil, fmt.Errorf("answer model: %w", err)
	}
	m := &model{}
	var err error
	if m.traits, err = retrieval.NewLinear(traitNames[:], named.Traits); err != nil {
		return nil, fmt.Errorf("answer model, traits: %w", err)
	}
	if m.signals, err = retrieval.NewLinear(signalNames[:], named.Signals); err != nil {
		return nil, fmt.Errorf("answer model, signals: %w", err)
	}
	m.signals.Bias = named.Bias
	return m, nil
}

// TraitNames returns the names of a sentence's traits, in their order.
func TraitNames() []string { return slices.Clone(traitNames[:]) }

// SignalNames returns the names of the signals for an answer, in their order.
func SignalNames() []string { return slices.Clone(signalNames[:]) }

// SignalSigns returns for each signal whether it speaks for an answer, 1, or
// against one, -1; 0 is either.
func SignalSigns() []float64 { return slices.Clone(signalSigns[:]) }
