package answers

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

// judgement is what is learnt: which sentences to quote, a linear model over
// their traits, and whether there is an answer, a logistic regression over
// signals. The command in cmd/train makes it from benchmark folders.
type judgement struct {
	traits, signals linear.Model
}

// model is how questions are judged by their words alone, and how where the
// reader has read the candidates too.
type model struct {
	words, read judgement
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
	var named struct{ Words, Read namedJudgement }
	if err := json.Unmarshal(raw, &named); err != nil {
		return nil, fmt.Errorf("answer model: %w", err)
	}
	words, err := named.Words.judgement()
	if err != nil {
		return nil, fmt.Errorf("answer model, by words: %w", err)
	}
	read, err := named.Read.judgement()
	if err != nil {
		return nil, fmt.Errorf("answer model, with the reader: %w", err)
	}
	return &model{words, read}, nil
}

// namedJudgement is a judgement as its file has it.
type namedJudgement struct {
	Traits  map[string]float64 `json:"traits"`
	Signals map[string]float64 `json:"signals"`
	Bias    float64            `json:"bias"`
	// Slope and Shift turn the log-odds that were learnt into those that are told,
	// as Platt scaling does, so that one threshold serves both judgements.
	Slope float64 `json:"slope"`
	Shift float64 `json:"shift"`
}

func (n namedJudgement) judgement() (j judgement, err error) {
	if j.traits, err = linear.New(traitNames[:], n.Traits); err != nil {
		return j, fmt.Errorf("traits: %w", err)
	}
	for name := range n.Signals {
		n.Signals[name] *= n.Slope
	}
	if j.signals, err = linear.New(signalNames[:], n.Signals); err != nil {
		return j, fmt.Errorf("signals: %w", err)
	}
	j.signals.Bias = n.Bias*n.Slope + n.Shift
	return j, nil
}

// TraitNames returns the names of a sentence's traits, in their order.
func TraitNames() []string { return slices.Clone(traitNames[:]) }

// SignalNames returns the names of the signals for an answer, in their order.
func SignalNames() []string { return slices.Clone(signalNames[:]) }

// SignalSigns returns for each signal whether it speaks for an answer, 1, or
// against one, -1; 0 is either.
func SignalSigns() []float64 { return slices.Clone(signalSigns[:]) }
