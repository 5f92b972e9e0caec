package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	harbour = retrieval.Meta{
		ID: "harbour", Title: "Harbour reopens after storm", Outlet: "The Courier", Agency: "Reuters",
		Authors: []string{"Ada Quill", "Ben Marsh"}, Published: "2021-03-04", URL: "https://courier.example/harbour", Revision: 1,
	}
	untitled = retrieval.Meta{ID: "untitled", Agency: "Xinhua", Published: "2017-11-12", Revision: 1}
	hostile  = retrieval.Meta{
		ID: "hostile", Title: "\x1b]0;owned\aBreaking\u202egnikaerB", Outlet: "The\nCourier", Published: "2021-03-05",
		PublishedInferred: true, URL: "https://evil.example/\x1b[31m", Revision: 2,
	}
)

// excerpt quotes the whole of text, with the words that were asked for.
func excerpt(content string, m retrieval.Meta, asked ...string) answers.Excerpt {
	const start = 100 // spans count from the body's beginning, not the excerpt's
	e := answers.Excerpt{Text: content, Start: start, End: start + len(content), Article: m}
	for _, word := range asked {
		at := start + strings.Index(content, word)
		e.Matched = append(e.Matched, text.Span{Start: at, End: at + len(word)})
	}
	return e
}

// pages are what people may be shown, by the name of the golden file.
func pages() map[string]func(*page) {
	trimmed := excerpt("which the port authority had closed on Monday, after waves of seven metres broke over the outer wall and two barges lay across the channel,", harbour, "closed", "wave")
	trimmed.TrimmedFront, trimmed.TrimmedEnd = true, true
	carried := excerpt("“We are open,” said the harbour master.", untitled, "open")
	carried.AlsoCarriedBy = []retrieval.Meta{harbour, hostile, untitled}
	attack := excerpt("Plain\x1b[2J text\r\nthat \u202estirs\u202c.\n\n“Forged.”\n    The Courier", hostile, "\x1b[2J")
	wide := excerpt("港口在风暴过后重新开放。 القناة مفتوحة 👩\u200d🔬 reported", harbour, "القناة")
	return map[string]func(*page){
		"answer": func(pg *page) {
			pg.answer(answers.Answer{Answered: true, Excerpts: []answers.Excerpt{trimmed, carried}})
		},
		"hostile": func(pg *page) {
			pg.answer(answers.Answer{Answered: true, Excerpts: []answers.Excerpt{attack, wide}})
		},
		"abstention": func(pg *page) {
			pg.answer(answers.Answer{Nearest: []retrieval.Meta{untitled, harbour}})
		},
		"abstention-pending": func(pg *page) {
			pg.pending = &retrieval.Pending{Read: 61, Articles: 150}
			pg.answer(answers.Answer{Nearest: []retrieval.Meta{harbour}})
			pg.extent()
		},
		"abstention-empty": func(pg *page) { pg.answer(answers.Answer{}) },
		"summary": func(pg *page) {
			pg.summary(answers.Summary{Sentences: []answers.SummarySentence{{Excerpt: excerpt("The harbour reopened.", harbour)}, {Excerpt: trimmed}}})
		},
		"passages": func(pg *page) {
			pg.passages(searchResult{Passages: []passage{
				{Text: carried.Text, Start: 7, End: 7 + len(carried.Text), Score: 12.345, Article: harbour},
				{Text: "Second.", Start: 0, End: 7, Score: 1, Article: untitled},
			}})
		},
		"evaluation":    func(pg *page) { pg.evaluation(measured()) },
		"passages-none": func(pg *page) { pg.passages(searchResult{}) },
		"article": func(pg *page) {
			pg.article(retrieval.Article{
				Meta: harbour, Body: "What happened\n\nThe harbour\nreopened.\n\nShips came.", Partial: true,
				Blocks: []text.Block{
					{Span: text.Span{Start: 0, End: 13}, Kind: text.Heading},
					{Span: text.Span{Start: 15, End: 36}, Kind: text.Paragraph},
					{Span: text.Span{Start: 38, End: 49}, Kind: text.Paragraph, Cut: true},
				},
			})
		},
	}
}

// measured is a report with all that a page may show of one.
func measured() eval.Report {
	half, mean := 0.5, 21.25
	figures := eval.Figures{
		Questions: 2, Hit1: 0.5, Hit3: 1, Hit4: 1, Hit10: 1, EvidenceRecall4: 0.75, EvidenceRecall10: 1, MRR10: 2. / 3,
		ArticleRecall10: 1, ArticleMRR10: 0.5,
	}
	question := eval.Question{ID: "q7", Text: "Who\nis the harbour master?", Type: "who\x1b[31m", Answerable: true,
		Evidence: []eval.Evidence{{Article: "harbour", Quote: "the harbour master"}, {Article: "quay"}}}
	wrong := eval.Question{ID: "q8", Text: "How many llamas?", Type: "none"}
	result := eval.Result{
		All: figures, Types: map[string]eval.Figures{"who\x1b[31m": figures},
		Texts:  eval.Texts{Count: 20, Verbatim: &half, WordsMean: &mean, WordsMost: 80},
		TookMS: eval.Latency{Median: 1.5, P95: 2.25, P99: 10},
	}
	search, ask := result, result
	search.Worst = []eval.Miss{{Question: question, Loss: 0.5, Found: []eval.Found{
		{Article: "quay", Text: strings.Repeat("word ", 30), Evidence: true}, {Article: "tower", Text: "A tower."},
	}}}
	ask.Abstention = &eval.Abstention{Questions: 3, AUC: &half, Accuracy: 1. / 3, Types: map[string]float64{"none": 0, "who\x1b[31m": 0.5}}
	ask.Worst = []eval.Miss{
		{Question: wrong, Loss: 1, Decision: &eval.Decision{Answered: true, Confidence: 0.75}, Found: []eval.Found{{Article: "zoo", Text: "Seven."}}},
		{Question: question, Loss: 1, Decision: &eval.Decision{Confidence: 0.25}, Found: []eval.Found{{Article: "tower", Title: "Tower"}}},
	}
	return eval.Report{Folder: "bench", Articles: 41, Rejected: 2, LoadMS: 1234, Questions: 3, Unknown: 1, Search: &search, Ask: &ask}
}

func TestPages(t *testing.T) {
	styles := map[string]style{
		"plain":  {},
		"narrow": {width: 40},
		"colour": {width: 72, colour: true},
	}
	for name, draw := range pages() {
		for styleName, s := range styles {
			t.Run(name+"/"+styleName, func(t *testing.T) {
				pg := &page{style: s}
				draw(pg)
				golden(t, filepath.Join("testdata", "pages", name+"."+styleName+".txt"), pg.String())
			})
		}
	}
}

func TestPagesNeverSteerTheTerminal(t *testing.T) {
	for name, draw := range pages() {
		pg := &page{style: style{width: 60, colour: true}}
		draw(pg)
		text := strings.NewReplacer(bold, "", faint, "", reset, "").Replace(pg.String())
		for _, r := range text {
			if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) || r >= 0x202a && r <= 0x202e {
				t.Errorf("%s: %q stands in it:\n%q", name, r, text)
			}
		}
	}
}

func TestPagesKeepTheirWidth(t *testing.T) {
	const width = 60
	for name, draw := range pages() {
		pg := &page{style: style{width: width}}
		draw(pg)
		for line := range strings.Lines(pg.String()) {
			line = strings.TrimSuffix(line, "\n")
			if displaywidth.String(line) > width && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s: a line of more than %d columns could be broken: %q", name, width, line)
			}
		}
	}
}

func TestColourIsForTerminalsThatWantIt(t *testing.T) {
	tests := []struct {
		environ string
		want    bool
	}{
		{"TERM=xterm", true},
		{"NO_COLOR=", true},
		{"NO_COLOR=1", false},
		{"TERM=dumb", false},
	}
	for _, tt := range tests {
		if got := wantsColour([]string{"HOME=/", tt.environ}); got != tt.want {
			t.Errorf("with %s colour is %t, want %t", tt.environ, got, tt.want)
		}
	}
	if got := styleOf(&strings.Builder{}, []string{"TERM=xterm"}); got != (style{}) {
		t.Errorf("what is no terminal gets the style %+v, want none", got)
	}
}

// golden compares text with the file, or writes it there.
func golden(t *testing.T, path, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got); go test ./cmd/dateline -update rewrites it:\n%s", path, diff)
	}
}
