package extract

import (
	"hash/maphash"
	"slices"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"dateline/retrieval"
)

// mainText says which blocks of a page stand in its main text, by an extractor
// made for that. The extractor's own text is not used: it is put together
// anew, while an article's words must be the page's to the letter.
func mainText(doc *html.Node, blocks []block) (in []bool, err error) {
	found, err := extractMain(doc)
	if err != nil {
		return nil, err
	}
	seen := newWindows()
	if found != nil {
		for _, b := range walkHTML(found).blocks {
			seen.add(b.text)
		}
	}
	in = make([]bool, len(blocks))
	for i, b := range blocks {
		in[i] = !b.rule && seen.share(b.text) >= 0.8
	}
	if !slices.Contains(in, true) {
		// A page too short for the extractor is taken whole.
		for i, b := range blocks {
			in[i] = !b.rule
		}
	}
	return in, nil
}

// maxNodes bounds the trees that are given to the extractor, which makes
// several copies of one.
const maxNodes = 200_000

// extractMain returns the tree of a page's main text, nil when it has none.
func extractMain(doc *html.Node) (main *html.Node, err error) {
	count := 0
	for range doc.Descendants() {
		if count++; count > maxNodes {
			return nil, retrieval.NewProblem("many_elements", "it has more than %d elements: give the article's text instead", maxNodes)
		}
	}
	// A page that makes the extractor panic is one page refused.
	defer func() {
		if r := recover(); r != nil {
			main, err = nil, retrieval.NewProblem("no_main_text", "its main text cannot be found (%v): give the article's text instead", r)
		}
	}()
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		EnableFallback:  true,
		ExcludeComments: true,
		// Dates are found elsewhere.
		HtmlDateOverride: &htmldate.Result{},
	})
	if err != nil {
		return nil, nil // its only error is that there is too little text
	}
	return result.ContentNode, nil
}

// windows is a set of all runs of a few characters in a text, for saying how
// much of another text stands in it.
type windows struct {
	seed maphash.Seed
	set  map[uint64]struct{}
}

// windowRunes is the length of a run: long enough to be particular to a text,
// short enough for a short block.
const windowRunes = 12

func newWindows() *windows {
	return &windows{seed: maphash.MakeSeed(), set: map[uint64]struct{}{}}
}

// each calls f with the hash of each run in text, white space and marks aside.
func (w *windows) each(text string, f func(uint64)) {
	folded := fold(text)
	starts := make([]int, 0, windowRunes)
	for i := range folded {
		if len(starts) == windowRunes {
			f(maphash.String(w.seed, folded[starts[0]:i]))
			starts = append(starts[:0], starts[1:]...)
		}
		starts = append(starts, i)
	}
	if folded != "" {
		f(maphash.String(w.seed, folded[starts[0]:]))
	}
}

func (w *windows) add(text string) {
	w.each(text, func(h uint64) { w.set[h] = struct{}{} })
}

// share is how much of text stands in what was added, from 0 to 1.
func (w *windows) share(text string) float64 {
	all, in := 0, 0
	w.each(text, func(h uint64) {
		all++
		if _, ok := w.set[h]; ok {
			in++
		}
	})
	if all == 0 || utf8.RuneCountInString(text) < windowRunes {
		return 0
	}
	return float64(in) / float64(all)
}
