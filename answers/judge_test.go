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
	shown    int // bytes of each, as its passage; 0 means all
	named    []retrieval.NamedOutlet
}

func (f finds) Pending(context.Context) (*retrieval.Pending, error) { return nil, nil }

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
	res.Named = f.named
	for i := range f.articles {
		a := &f.articles[i]
		end := len(a.Body)
		if f.shown > 0 {
			end = f.shown
		}
		res.Hits = append(res.Hits, retrieval.Hit{
			Span: text.Span{End: end}, Text: a.Body[:end], Article: a, Reasons: make([]linear.Reason, len(retrieval.FeatureNames())),
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

func TestReadsRestOfTheBestArticle(t *testing.T) {
	body := "The ferry sank off Vellmar in the ferry port.\n\nIn the hold stood ninety sheep.\n\nThe weather had been fair."
	article := retrieval.Article{Meta: retrieval.Meta{ID: "a", Title: "Ferry sinks", Language: "en"}, Body: body, Blocks: text.FindBlocks(body)}
	library := finds{articles: []retrieval.Article{article}, language: "en", shown: strings.Index(body, "\n")}
	for _, tt := range []struct {
		name     string
		most     int
		want     Reading
		sentence string
	}{
		{"all", 0, Reading{Read: 3}, "In the hold stood ninety sheep."},
		{"as many as there are", 3, Reading{Read: 3}, "In the hold stood ninety sheep."},
		{"fewer", 1, Reading{Read: 1, Unread: 2}, "The ferry sank off Vellmar in the ferry port."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var read []reader.Candidate
			a := New(slog.New(slog.DiscardHandler), library, Config{Threshold: 1.1, Reader: prefers{"sheep", &read}})
			q := Question{Text: "What did the ferry of Vellmar carry?", MostRead: tt.most, Explain: true}
			got, err := a.Ask(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if got.Reading != tt.want || got.Explanation.Reading != tt.want || len(read) != tt.want.Read {
				t.Errorf("read %d; told %+v, explained %+v; want %+v", len(read), got.Reading, got.Explanation.Reading, tt.want)
			}
			in, err := a.Inspect(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if in.Sentences[0].Text != tt.sentence {
				t.Errorf("the first is %q", in.Sentences[0].Text)
			}
		})
	}
}

// An article may hold nothing that is ever quoted, though it meets all that is asked.
func TestNothingToQuote(t *testing.T) {
	body := "WATCH: What the ferry of Vellmar carried"
	article := retrieval.Article{Meta: retrieval.Meta{ID: "a", Outlet: "Gazette", Language: "en"}, Body: body, Blocks: text.FindBlocks(body)}
	library := finds{articles: []retrieval.Article{article}, language: "en", named: []retrieval.NamedOutlet{{Name: "Gazette", Keys: []string{article.OutletKey()}}}}
	got, err := New(slog.New(slog.DiscardHandler), library, Config{}).Ask(t.Context(), Question{Text: "What did the ferry of Vellmar carry, says the Gazette?"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Answered || len(got.Excerpts) > 0 {
		t.Errorf("answered with %+v", got.Excerpts)
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
