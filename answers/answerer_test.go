package answers

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
	"dateline/retrieval/text"
)

// library returns a library that holds the articles.
func library(t testing.TB, articles ...retrieval.Article) *retrieval.Library {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	libs := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir})
	t.Cleanup(func() {
		if err := errors.Join(libs.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	lib, err := libs.Make(t.Context(), "local")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Add(t.Context(), retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "test"), articles...); err != nil {
		t.Fatal(err)
	}
	return lib
}

func article(id, outlet, body string) retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: id, Outlet: outlet, Language: "en"}, Body: body}
}

const bridge = `The harbour bridge was closed on Monday after an inspector found cracks. The council expects repairs to take nine weeks.

“We had no choice,” the harbour master said. “The cracks were as long as my arm.”

The ferry will run every ten minutes until the bridge opens again.`

func ask(t *testing.T, lib Library, question string) (Answer, string) {
	t.Helper()
	var log bytes.Buffer
	a := New(slog.New(slog.NewTextHandler(&log, nil)), lib, Config{Threshold: 0, Excerpts: 3})
	answer, err := a.Ask(t.Context(), Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	return answer, log.String()
}

// Every excerpt must be the article's bytes at the place it names.
func TestExcerptsAreVerbatim(t *testing.T) {
	lib := library(t, article("bridge", "Courier", bridge))
	answer, _ := ask(t, lib, "How long will the repairs of the bridge take?")
	if telling(answer, "nine weeks") != 1 {
		t.Fatalf("excerpts %+v", answer.Excerpts)
	}
	for _, e := range answer.Excerpts {
		stored, err := lib.Article(t.Context(), e.Article.ID, e.Article.Revision)
		if err != nil {
			t.Fatal(err)
		}
		if stored.Body[e.Start:e.End] != e.Text {
			t.Errorf("%q is not at %d to %d", e.Text, e.Start, e.End)
		}
		if n := text.CountWords(e.Text); n > MaxExcerptWords {
			t.Errorf("%d words: %q", n, e.Text)
		}
	}
}

// forger is a library whose stored articles are not what its searches find.
type forger struct{ *retrieval.Library }

func (f forger) Body(ctx context.Context, id string, revision int) (string, error) {
	body, err := f.Library.Body(ctx, id, revision)
	return strings.ReplaceAll(body, "bridge", "tunnel"), err
}

// A quotation that does not stand in the stored article must never leave.
func TestForgedExcerptsAreDropped(t *testing.T) {
	answer, log := ask(t, forger{library(t, article("bridge", "Courier", bridge))}, "Why was the harbour bridge closed?")
	for _, e := range answer.Excerpts {
		if strings.Contains(e.Text, "bridge") {
			t.Errorf("quoted %q, which the article does not hold", e.Text)
		}
	}
	if !strings.Contains(log, "an excerpt was dropped") {
		t.Errorf("nothing in the log: %s", log)
	}
}

func TestAbstainsUnderTheThreshold(t *testing.T) {
	a := New(slog.New(slog.DiscardHandler), library(t, article("bridge", "Courier", bridge)), Config{Threshold: DefaultThreshold, Excerpts: 3})
	answer, err := a.Ask(t.Context(), Question{Text: "Which volcano erupted near the capital of Iceland?"})
	if err != nil {
		t.Fatal(err)
	}
	if answer.Answered || len(answer.Excerpts) > 0 || answer.Confidence >= DefaultThreshold {
		t.Errorf("answered %+v", answer)
	}
	if _, err := a.Ask(t.Context(), Question{Text: " "}); !errors.Is(err, retrieval.ErrInvalid) {
		t.Errorf("an empty question: %v", err)
	}
}

// The same words in two articles are one excerpt, carried by both.
func TestWireCopyIsOneExcerpt(t *testing.T) {
	lib := library(t, article("first", "Courier", bridge), article("second", "Herald", strings.ReplaceAll(bridge, "“", `"`)))
	answer, _ := ask(t, lib, "How long will the repairs of the bridge take?")
	if n := telling(answer, "nine weeks"); n != 1 {
		t.Errorf("%d excerpts say the same", n)
	}
	for _, e := range answer.Excerpts {
		if len(e.AlsoCarriedBy) != 1 || e.AlsoCarriedBy[0].ID == e.Article.ID {
			t.Errorf("%q is carried by %+v", e.Text, e.AlsoCarriedBy)
		}
	}
}

// telling counts the excerpts that hold the words.
func telling(a Answer, words string) int {
	n := 0
	for _, e := range a.Excerpts {
		if strings.Contains(e.Text, words) {
			n++
		}
	}
	return n
}

func TestWiden(t *testing.T) {
	for _, tt := range []struct {
		name, body, at, want string
	}{
		{"a pronoun", "The mayor resigned. He gave no reason.\n\nRain fell.", "He gave", "The mayor resigned. He gave no reason."},
		{"a quotation keeps its speaker", "“It is over. We lost,” the captain said.", "“It is over.", "“It is over. We lost,” the captain said."},
		{"a speaker before the quotation", "The captain told reporters:\n\n“It is over.”", "“It is over.”", "The captain told reporters:\n\n“It is over.”"},
		{"a lead-in goes on", "The captain told reporters:\n\n“It is over.”", "The captain", "The captain told reporters:\n\n“It is over.”"},
		{"a list after a colon", "It focuses on the following:\n\n- the harbour;\n\n- the bridge.\n\nRain fell.", "It focuses", "It focuses on the following:\n\n- the harbour;\n\n- the bridge."},
		{"an item of a list", "It focuses on the following:\n\n- the harbour;\n\n- the bridge.", "- the bridge", "It focuses on the following:\n\n- the harbour;\n\n- the bridge."},
		{"a paragraph broken in mid-sentence", "The bridge was closed, said those who had come to see it that morning, by the council\n\nof the town on Monday. Rain fell.", "The bridge", "The bridge was closed, said those who had come to see it that morning, by the council\n\nof the town on Monday."},
		{"the rest of one", "The bridge was closed, said those who had come to see it that morning, by the council\n\nof the town on Monday. Rain fell.", "of the town", "The bridge was closed, said those who had come to see it that morning, by the council\n\nof the town on Monday."},
		{"no aside", "The captain told reporters:\n\nSign up for our newsletter.\n\nRain fell.", "The captain", "The captain told reporters:"},
		{"nothing needed", "The mayor resigned.\n\nRain fell.", "Rain", "Rain fell."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := article("a", "", tt.body)
			a.Blocks = text.FindBlocks(a.Body)
			r := read(text.NewAnalyzer(), &a, text.Span{End: len(a.Body)})
			for i, s := range r.sentences {
				if strings.HasPrefix(a.Body[s.Start:], tt.at) {
					if got := r.text(r.span(r.widen(i))); got != tt.want {
						t.Errorf("widened to %q, want %q", got, tt.want)
					}
					return
				}
			}
			t.Fatalf("no sentence begins with %q", tt.at)
		})
	}
}

// TestAskWithManners takes manners off what is looked for, and gives the question
// back as it was put; manners alone look for nothing.
func TestAskWithManners(t *testing.T) {
	lib := library(t, article("bridge", "Gazette", bridge))
	plain, _ := ask(t, lib, "why was the bridge closed?")
	const put = "Hi Dateline, why was the bridge closed?"
	polite, _ := ask(t, lib, put)
	if polite.Question != put || polite.Confidence != plain.Confidence || polite.Excerpts[0].Text != plain.Excerpts[0].Text {
		t.Errorf("%q at %.3f, plain at %.3f", polite.Question, polite.Confidence, plain.Confidence)
	}
	if a, _ := ask(t, lib, "thanks!"); a.Answered || a.Reply == "" || a.Confidence != 0 || len(a.Nearest) > 0 {
		t.Errorf("thanks got %+v", a)
	}
}
