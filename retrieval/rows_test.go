package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dateline/retrieval/text"
)

func TestWeighRows(t *testing.T) {
	for _, tt := range []struct {
		name, language, question, known string
		want                            []float64
	}{
		{"words are left alone", "", "Ostrey airport", "ostrey", []float64{1, 1}},
		{"a known name of four", "", "奥斯特雷", "奥斯 斯特 特雷", []float64{2. / 3, 2. / 3, 2. / 3}},
		{"over a boundary", "", "市会计划", "市会 计划", []float64{1, leastRowShare, 1}},
		{"a word that is missing", "", "市会的机场", "市会", []float64{1, wholeShare}},
		{"one beside a known one", "", "市会机场", "市会", []float64{1, 0.5, 0.5}},
		{"a name of three syllables", "vi", "ông Phú Trọng Vinh", "phu_trong trong_vinh vinh", []float64{2. / 3, 2. / 3, 2. / 3}},
		{"syllables that are missing", "vi", "sân bay và cầu", "cau", []float64{wholeSyllables, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			known := text.WordSet(tt.known)
			k := &ranker{asked: &understanding{tokens: text.NewAnalyzer().Tokens(tt.question, tt.language)}, language: tt.language}
			var place []int
			for _, tok := range k.asked.tokens {
				if tok.Stop {
					place = append(place, -1)
					continue
				}
				place = append(place, len(k.terms))
				k.terms = append(k.terms, QueryTerm{Token: tok, Weight: 1, Known: known[string(tok.Term)]})
			}
			k.weighRows(place)
			var got []float64
			for _, q := range k.terms {
				got = append(got, q.Weight)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
