package measure

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// eventsFile is the file of a folder of events with an editor's digest, JSON
// lines.
const eventsFile = "events.jsonl"

// digestSentences is how many sentences a digest that is measured has.
const digestSentences = 2

// event is what several outlets' articles tell, and an editor's digest of it.
type event struct {
	ID       string              `json:"id"`
	Name     string              `json:"event"`
	Date     string              `json:"date"`
	Articles []retrieval.Article `json:"articles"`
	Digest   string              `json:"digest"`
}

// HasEvents reports whether the folder is one of events with digests.
func HasEvents(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, eventsFile))
	return !errors.Is(err, fs.ErrNotExist)
}

func readEvents(ctx context.Context, folder string) ([]event, error) {
	events, err := readLines[event](ctx, folder, eventsFile)
	if err != nil {
		return nil, err
	}
	for n, e := range events {
		if e.ID == "" || len(e.Articles) == 0 || strings.TrimSpace(e.Digest) == "" {
			return nil, fmt.Errorf(`%s: line %d: it needs an "id", "articles" and a "digest"`, eventsFile, n+1)
		}
		for i := range e.Articles {
			a := &e.Articles[i]
			a.ID, a.Published, a.Language, a.Revision = e.ID+"/"+strconv.Itoa(i), e.Date, "en", 1
			a.Blocks = text.FindBlocks(a.Body)
		}
	}
	return events, nil
}

// DigestReport is how digests of events compare with an editor's: the means of
// the events.
type DigestReport struct {
	Folder string `json:"folder"`
	Events int    `json:"events"`
	// Methods are ways to make a digest.
	Methods []DigestMethod `json:"methods"`
}

// DigestMethod is one way to make a digest.
type DigestMethod struct {
	Name string `json:"name"`
	Rouge
}

// digestMethods are what is compared.
var digestMethods = []struct {
	name   string
	choose func(*answers.Points) []int
}{
	{"first sentence of each article", leads},
	{"LexRank, 2 sentences", func(p *answers.Points) []int { return p.Central(digestSentences) }},
	{"Dateline, 2 sentences", func(p *answers.Points) []int { return p.Choose(digestSentences) }},
}

// leads are the first sentences of the articles.
func leads(p *answers.Points) []int {
	var out []int
	for i := range p.Len() {
		if p.First(i) {
			out = append(out, i)
		}
	}
	return out
}

// Digests makes a digest of each event's articles and compares it with the
// editor's.
func Digests(ctx context.Context, an *text.Analyzer, folder string) (DigestReport, error) {
	events, err := readEvents(ctx, folder)
	if err != nil {
		return DigestReport{}, err
	}
	report := DigestReport{Folder: folder, Events: len(events)}
	for _, m := range digestMethods {
		var one, l, words []float64
		for _, e := range events {
			p := answers.NewPoints(an, e.Articles, e.Name)
			r := RougeOf(textOf(p, m.choose(p)), e.Digest)
			one, l, words = append(one, r.One), append(l, r.L), append(words, r.Words)
		}
		report.Methods = append(report.Methods, DigestMethod{m.name, Rouge{eval.Mean(one), eval.Mean(l), eval.Mean(words)}})
	}
	return report, nil
}

// Write writes a row for each way to make a digest.
func (r DigestReport) Write(w io.Writer) error {
	rows := [][]string{{"digest", "ROUGE-1", "ROUGE-L", "words"}}
	for _, m := range r.Methods {
		rows = append(rows, []string{m.Name, figure(m.One), figure(m.L), strconv.FormatFloat(m.Words, 'f', 0, 64)})
	}
	return writeTable(w, fmt.Sprintf("%s\nevents: %d, each with an editor's digest", r.Folder, r.Events), rows)
}

func textOf(p *answers.Points, chosen []int) string {
	var texts []string
	for _, i := range chosen {
		texts = append(texts, p.Text(i))
	}
	return strings.Join(texts, "\n")
}

// DigestExamples collects examples of which sentence to choose next for a digest:
// one that brings it nearly as near to the editor's as the best does.
func DigestExamples(ctx context.Context, an *text.Analyzer, dir string) ([]eval.Ranking, error) {
	events, err := readEvents(ctx, dir)
	if err != nil {
		return nil, err
	}
	var out []eval.Ranking
	for _, e := range events {
		out = append(out, lessonsOf(an, e)...)
	}
	return out, nil
}

// nearlyBest is the share of the best sentence's gain that makes another one
// right too.
const nearlyBest = 0.85

func lessonsOf(an *text.Analyzer, e event) []eval.Ranking {
	p := answers.NewPoints(an, e.Articles, e.Name)
	reference := rougeWords(e.Digest)
	var out []eval.Ranking
	var chosen []int
	for range digestSentences {
		before := rougeWords(textOf(p, chosen))
		old := rougeOf(before, reference)
		var r eval.Ranking
		best, gains := 0, make([]float64, p.Len())
		for i := range p.Len() {
			after := rougeOf(append(before[:len(before):len(before)], rougeWords(p.Text(i))...), reference)
			gains[i] = after.One + after.L - old.One - old.L
			if gains[i] > gains[best] {
				best = i
			}
			r.Options = append(r.Options, p.Marks(i, chosen))
		}
		for i, g := range gains {
			if g >= nearlyBest*gains[best] {
				r.Right = append(r.Right, []int{i})
			}
		}
		out = append(out, r)
		chosen = append(chosen, best)
	}
	return out
}
