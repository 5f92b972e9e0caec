package answers

import (
	"testing"

	"dateline/retrieval"
)

func TestLabels(t *testing.T) {
	tests := []struct {
		name                   string
		meta                   retrieval.Meta
		headline, outlet, date string
	}{
		{
			name:     "all known",
			meta:     retrieval.Meta{Title: "Talks end", Outlet: "The Courier", Published: "2017-11-12"},
			headline: "Talks end", outlet: "The Courier", date: "12 November 2017",
		},
		{
			name:     "no headline, no outlet, an agency",
			meta:     retrieval.Meta{Agency: "Xinhua", Published: "2017-11-12"},
			headline: "untitled report, Xinhua, 12 November 2017", outlet: "outlet not stated", date: "12 November 2017",
		},
		{
			name:     "no headline, outlet before agency",
			meta:     retrieval.Meta{Outlet: "The Courier", Agency: "Xinhua"},
			headline: "untitled report, The Courier", outlet: "The Courier", date: "date not stated",
		},
		{
			name:     "nothing known",
			headline: "untitled report", outlet: "outlet not stated", date: "date not stated",
		},
		{
			name:     "an inferred day",
			meta:     retrieval.Meta{Title: "Talks end", Published: "2017-11-01", PublishedInferred: true},
			headline: "Talks end", outlet: "outlet not stated", date: "1 November 2017 (inferred)",
		},
		{
			name:     "a moment counts in its own time zone",
			meta:     retrieval.Meta{Title: "Talks end", Published: "2017-11-12T23:30:00-08:00"},
			headline: "Talks end", outlet: "outlet not stated", date: "12 November 2017",
		},
		{
			name:     "metadata that would steer a terminal",
			meta:     retrieval.Meta{Title: "Red\x1b[31m\nalert", Outlet: "\u202eegnaro\u202c", Published: "garbage"},
			headline: "Red\ufffd[31m alert", outlet: "egnaro", date: "date not stated",
		},
		{
			name:     "a title of white space is none",
			meta:     retrieval.Meta{Title: " \t\u00a0"},
			headline: "untitled report", outlet: "outlet not stated", date: "date not stated",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Headline(tt.meta); got != tt.headline {
				t.Errorf("Headline = %q, want %q", got, tt.headline)
			}
			if got := OutletName(tt.meta); got != tt.outlet {
				t.Errorf("OutletName = %q, want %q", got, tt.outlet)
			}
			if got := LongDate(tt.meta); got != tt.date {
				t.Errorf("LongDate = %q, want %q", got, tt.date)
			}
		})
	}
}

func TestInline(t *testing.T) {
	tests := map[string]string{
		"":                        "",
		"plain":                   "plain",
		"two\r\nlines\tand a tab": "two lines and a tab",
		"bell\a and \u009b2J":     "bell\ufffd and \ufffd2J",
		"a\u2066b\u2069c\u202ed":  "abcd",
		"سلام\u200f دنیا":         "سلام\u200f دنیا",
		"👩\u200d🔬 at work":        "👩\u200d🔬 at work",
	}
	for in, want := range tests {
		if got := Inline(in); got != want {
			t.Errorf("Inline(%q) = %q, want %q", in, got, want)
		}
	}
}
