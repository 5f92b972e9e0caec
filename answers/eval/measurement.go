package eval

import (
	"context"
	"fmt"
)

// measurement puts questions to search or to ask.
type measurement struct {
	texts     *texts
	questions []Question
	cfg       Config
}

// run puts all questions, one after the other, since a busy machine would
// measure the queue.
func (m measurement) run(ctx context.Context, s Stage, find finder) (*Result, error) {
	t := tally{byType: make(map[string][]Figures), right: make(map[string][]float64), worst: worst{most: m.cfg.Worst}}
	for i, q := range m.questions {
		f, err := find(ctx, q)
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = t.add(q, f, m.texts)
		}
		if err != nil {
			return nil, fmt.Errorf("question %q: %w", q.ID, err)
		}
		m.cfg.tell(s, i+1, len(m.questions))
	}
	return t.result(), nil
}

// tally gathers how questions went.
type tally struct {
	all    []Figures
	byType map[string][]Figures

	texts, verbatim  int
	words, wordsMost int

	// Of ask: the confidences, those of near misses once more, whether each was
	// deserved, by type 1 for each decision that was right, and 1 for each
	// answerable question that was answered from no evidence article.
	answerable, other, nearMiss []float64
	deserved                    []deserved
	right                       map[string][]float64
	strayed                     []float64

	took  []float64
	worst worst
}

func (t *tally) add(q Question, f found, texts *texts) error {
	if err := t.addTexts(f.hits, texts); err != nil {
		return err
	}
	t.took = append(t.took, f.tookMS)
	j := judge(q, f.hits)
	if f.decision != nil {
		t.addDecision(j, *f.decision)
	}
	if q.Answerable {
		figures := j.figures()
		t.all = append(t.all, figures)
		t.byType[q.Type] = append(t.byType[q.Type], figures)
	}
	t.worst.add(j, f)
	return nil
}

func (t *tally) addTexts(hits []hit, texts *texts) error {
	for _, h := range hits {
		ok, err := texts.has(h.article, h.squashed)
		if err != nil {
			return err
		}
		if ok {
			t.verbatim++
		}
		n := countWords(h.text)
		t.texts++
		t.words += n
		t.wordsMost = max(t.wordsMost, n)
	}
	return nil
}

func (t *tally) addDecision(j judgement, d Decision) {
	q := j.question
	if q.Answerable {
		t.answerable = append(t.answerable, d.Confidence)
		t.strayed = append(t.strayed, zeroOne(d.Answered && !j.fromEvidence()))
	} else {
		t.other = append(t.other, d.Confidence)
		if q.nearMiss() {
			t.nearMiss = append(t.nearMiss, d.Confidence)
		}
	}
	t.deserved = append(t.deserved, deserved{d.Confidence, q.Answerable && j.quotesEvidence()})
	t.right[q.Type] = append(t.right[q.Type], zeroOne(d.Answered == q.Answerable))
}

func (t *tally) result() *Result {
	r := &Result{
		All:    meanFigures(t.all),
		Types:  make(map[string]Figures),
		Texts:  Texts{t.texts, share(t.verbatim, t.texts), share(t.words, t.texts), t.wordsMost},
		TookMS: LatencyOf(t.took),
		Worst:  t.worst.misses(),
	}
	for name, each := range t.byType {
		r.Types[name] = meanFigures(each)
	}
	if len(t.right) > 0 {
		r.Abstention = t.abstention()
	}
	return r
}

func (t *tally) abstention() *Abstention {
	a := &Abstention{
		AUC: auc(t.answerable, t.other), NearMissAUC: auc(t.answerable, t.nearMiss),
		Types: make(map[string]float64), Bins: calibrate(t.deserved),
	}
	a.CalibrationError = calibrationError(a.Bins)
	if len(t.strayed) > 0 {
		strayed := Mean(t.strayed)
		a.WrongArticles = &strayed
	}
	var all []float64
	for name, right := range t.right {
		a.Types[name] = Mean(right)
		all = append(all, right...)
	}
	a.Questions, a.Accuracy = len(all), Mean(all)
	return a
}
