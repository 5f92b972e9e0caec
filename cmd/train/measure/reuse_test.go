package measure

import "testing"

// Copies of the harbour folder's articles are short, but up to a quarter of
// their words changed they are known, and nothing else is taken for one.
func TestReuse(t *testing.T) {
	report, err := Reuse(t.Context(), emptyLibrary(t), harbour, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Rates {
		t.Logf("%+v", r)
		if r.Changed <= .2 && r.Recall < .9 || r.Precision < 1 && r.Recall > 0 {
			t.Errorf("at %.0f %% changed: recall %.3f, precision %.3f", 100*r.Changed, r.Recall, r.Precision)
		}
	}
}
