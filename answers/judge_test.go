package answers

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"dateline/answers/reader"
	"dateline/retrieval"
	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// finds is a library that finds its articles whole, whatever is asked.
type finds struct {
	Library
	articles []retrieval.Article
	sided    bool
	language string
}

func (f finds) Analyzer() *text.Analyzer { return text.NewAnalyzer() }

func (f finds) Search(_ context.Context, q retrieval.Query) (retrieval.Result, error) {
	res := retrieval.Result{Text: q.Text, Tokens: f.Analyzer().Tokens(q.Text, f.language), Language: f.language}
	for _, t := range res.Tokens {
		if !t.Stop {
			res.Terms = append(res.Terms, retrieval.QueryTerm{Token: t, Weight: 1, Known: true})
		}
	}
	if f.sided {
		res.Outlets = []string{"gazette"}
	}
	for i := range f.articles {
		a := &f.articles[i]
		res.Hits = append(res.Hits, retrieval.Hit{
			Span: text.Span{End: len(a.Body)}, Text: a.Body, Article: a, Reasons: make([]linear.Reason, len(retrieval.FeatureNames())),
		})
	}
	return res, nil
}

// prefers is a reader that takes a sentence with its word for an answer.
type prefers struct {
	word string
	read *[]reader.Candidate
}

func (p prefers) Read(_ context.Context, _ string, candidates []reader.Candidate) ([]float64, error) {
	*p.read = candidates
	odds := make([]float64, len(candidates))
	for i, c := range candidates {
		odds[i] = -6
		if strings.Contains(c.Sentence, p.word) {
			odds[i] = 6
		}
	}
	return odds, nil
}

func TestReaderDecides(t *testing.T) {
	body := "The ferry sank off Vellmar in the ferry port. Nobody knows where it lies.\n\nIt carried ninety sheep."
	article := retrieval.Article{Meta: retrieval.Meta{ID: "a", Title: "Ferry sinks", Language: "en"}, Body: body, Blocks: text.FindBlocks(body)}
	for _, tt := range []struct {
		name     string
		language string
		sided    bool
		reads    bool
	}{
		{"a plain question", "en", false, true},
		{"a question of outlets", "en", true, false},
		{"a language it was not measured on", "de", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var read []reader.Candidate
			a := New(slog.New(slog.DiscardHandler), finds{articles: []retrieval.Article{article}, sided: tt.sided, language: tt.language},
				Config{Reader: prefers{"sheep", &read}})
			in, err := a.Inspect(t.Context(), Question{Text: "What did the ferry of Vellmar carry?"})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(read) > 0; got != tt.reads {
				t.Fatalf("read %d candidates", len(read))
			}
			if first := in.Sentences[0].Text; strings.Contains(first, "sheep") != tt.reads {
				t.Errorf("the first is %q", first)
			}
			if tt.reads && (read[1].Before == "" && read[0].After == "") {
				t.Errorf("no neighbours were read: %+v", read)
			}
		})
	}
}

func TestMissing(t *testing.T) {
	body := "The ferry sank off Vellmar. Nobody knows where it lies."
	article := retrieval.Article{Meta: retrieval.Meta{ID: "a", Language: "en"}, Body: body, Blocks: text.FindBlocks(body)}
	a := New(slog.New(slog.DiscardHandler), finds{articles: []retrieval.Article{article}, language: "en"}, Config{Threshold: 1.1})
	got, err := a.Ask(t.Context(), Question{Text: "Did the Pope see the ferry sink off Vellmar?"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Missing) == 0 || got.Missing[0] != "Pope" {
		t.Errorf("missing %q", got.Missing)
	}
}
