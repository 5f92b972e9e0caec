package measure

import (
	"log/slog"
	"testing"
)

// The harbour folder has few articles that have little in common, so that every
// quote made of them can be told.
func TestQuotes(t *testing.T) {
	report, err := Quotes(t.Context(), slog.New(slog.DiscardHandler), emptyLibrary(t), harbour, 40, 10)
	if err != nil {
		t.Fatal(err)
	}
	if report.Articles == 0 || report.HeldOut == 0 || report.Verbatim != 1 {
		t.Errorf("report %+v", report)
	}
	for _, tr := range report.Treatments {
		if tr.Quotes != 40 || tr.Right < 0.95 {
			t.Errorf("%s: %.3f of %d right: %v", tr.Name, tr.Right, tr.Quotes, tr.Verdicts)
		}
	}
	for _, m := range report.Worst {
		t.Logf("%s, judged %s: %s", m.Treatment, m.Got, m.Quote)
	}
}
