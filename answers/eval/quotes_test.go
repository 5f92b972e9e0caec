package eval

import (
	"log/slog"
	"testing"
)

// The harbour folder has few articles that have little in common, so that every
// quote made of them can be told.
func TestRunQuotes(t *testing.T) {
	report, err := RunQuotes(t.Context(), slog.New(slog.DiscardHandler), emptyLibrary(t), QuoteConfig{Folder: harbour, Sentences: 40, Worst: 10})
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
