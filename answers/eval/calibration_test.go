package eval

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCalibrate(t *testing.T) {
	var twentyTwo []deserved
	for i := range 22 {
		twentyTwo = append(twentyTwo, deserved{float64(21-i) / 32, i%2 == 0})
	}
	for _, tt := range []struct {
		name      string
		questions []deserved
		bins      int
		first     Bin
		off       float64
	}{
		{"none", nil, 0, Bin{}, 0},
		{"one, rightly sure", []deserved{{1, true}}, 1, Bin{1, 1, 1}, 0},
		{"two, as sure as they are right", []deserved{{.75, true}, {.25, false}}, 2, Bin{1, .25, 0}, .25},
		{"what is left over makes an eleventh", twentyTwo, 11, Bin{2, .015625, .5}, 2.359375 / 11},
	} {
		bins := calibrate(tt.questions)
		if len(bins) != tt.bins {
			t.Errorf("%s: %d bins, want %d", tt.name, len(bins), tt.bins)
		}
		if len(bins) > 0 {
			if diff := cmp.Diff(tt.first, bins[0]); diff != "" {
				t.Errorf("%s: first bin (-want +got):\n%s", tt.name, diff)
			}
		}
		if got := calibrationError(bins); math.Abs(got-tt.off) > 1e-12 {
			t.Errorf("%s: calibration error %v, want %v", tt.name, got, tt.off)
		}
	}
}

// Ask is measured on four questions whose answers are given here.
func TestAbstention(t *testing.T) {
	folder := write(t, map[string]string{articlesFile: goodArticle, questionsFile: goodQuestion +
		`{"id": "strayed", "question": "?", "type": "what", "answerable": true, "evidence": [{"article": "a", "quote": "The port"}]}` + "\n" +
		`{"id": "far", "question": "?", "type": "none", "answerable": false}` + "\n" +
		`{"id": "near", "question": "?", "type": "un-fact", "answerable": false}` + "\n" +
		`{"id": "nearer", "question": "?", "type": "near-miss", "answerable": false}` + "\n"})
	got := measureWith(t, folder, Asking, func(q Question) found {
		answered := func(confidence float64, article string) found {
			return found{decision: &Decision{true, confidence}, hits: []hit{newHit(article, "", "The port was closed.")}}
		}
		switch q.ID {
		case "q":
			return answered(.75, "a")
		case "strayed":
			return found{decision: &Decision{true, .5}, hits: []hit{newHit("b", "", "The port was closed.")}}
		case "near":
			return answered(.625, "a")
		}
		return found{decision: &Decision{false, .125}}
	}).Abstention
	half := .5
	auc, near := 5./6, .75
	want := &Abstention{
		Questions: 5, AUC: &auc, Accuracy: .8, Types: map[string]float64{"what": 1, "none": 1, "un-fact": 0, "near-miss": 1},
		NearMissAUC: &near, WrongArticles: &half, CalibrationError: .325,
		Bins: []Bin{{1, .125, 0}, {1, .125, 0}, {1, .5, 0}, {1, .625, 0}, {1, .75, 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("abstention (-want +got):\n%s", diff)
	}
}
