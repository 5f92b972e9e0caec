package answers

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/text"
)

func TestNumberedThings(t *testing.T) {
	an := text.NewAnalyzer()
	for content, want := range map[string][]numbered{
		"How many books does School No. 6 have?": {{"school", "6"}},
		"Was flight 213 late?":                   {{"flight", "213"}},
		"Route #66 is closed":                    {{"rout", "66"}},
		"About 600 of them came":                 nil,
		"Approximately 600 employees left":       nil,
		"It cost $1 billion and 49ers paid":      nil,
		"Was kostet Pier Nr. 12?":                {{"pier", "12"}},
	} {
		if diff := cmp.Diff(want, numberedThings(content, an.Tokens(content, "en")), cmp.AllowUnexported(numbered{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", content, diff)
		}
	}
}
