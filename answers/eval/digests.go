package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"dateline/answers"
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

// HasEvents says whether the folder is one of events with digests.
func HasEvents(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, eventsFile))
	return !errors.Is(err, fs.ErrNotExist)
}

func readEvents(ctx context.Context, dir string) ([]event, error) {
	f, err := openFile(dir, eventsFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []event
	err = eachLine(ctx, f, func(line []byte, _ int64) error {
		var e event
		if err := json.Unmarshal(line, &e); err != nil {
			return notJSON(err, `{"id": "...", "event": "...", "date": "...", "articles": [{"outlet": "...", "body": "..."}], "digest": "..."}`)
		}
		if e.ID == "" || len(e.Articles) == 0 || strings.TrimSpace(e.Digest) == "" {
			return errors.New(`it needs an "id", "articles" and a "digest"`)
		}
		for i := range e.Articles {
			a := &e.Articles[i]
			a.ID, a.Published, a.Language, a.Revision = e.ID+"/"+strconv.Itoa(i), e.Date, "en", 1
			a.Blocks = text.FindBlocks(a.Body)
		}
		out = append(out, e)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", eventsFile, err)
	}
	return out, nil
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

// RunDigests makes a digest of each event's articles and compares it with the
// editor's.
func RunDigests(ctx context.Context, an *text.Analyzer, dir string) (DigestReport, error) {
	events, err := readEvents(ctx, dir)
	if err != nil {
		return DigestReport{}, fmt.Errorf("benchmark %s: %w", dir, err)
	}
	report := DigestReport{Folder: folderName(dir), Events: len(events)}
	for _, m := range digestMethods {
		var one, l, words []float64
		for _, e := range events {
			p := answers.NewPoints(an, e.Articles, e.Name)
			r := RougeOf(textOf(p, m.choose(p)), e.Digest)
			one, l, words = append(one, r.One), append(l, r.L), append(words, r.Words)
		}
		report.Methods = append(report.Methods, DigestMethod{m.name, Rouge{mean(one), mean(l), mean(words)}})
	}
	return report, nil
}

func textOf(p *answers.Points, chosen []int) string {
	var texts []string
	for _, i := range chosen {
		texts = append(texts, p.Text(i))
	}
	return strings.Join(texts, "\n")
}

// GatherDigests collects examples of which sentence to choose next for a digest:
// one that brings it nearly as near to the editor's as the best does.
func GatherDigests(ctx context.Context, an *text.Analyzer, dir string) ([]Ranking, error) {
	events, err := readEvents(ctx, dir)
	if err != nil {
		return nil, err
	}
	var out []Ranking
	for _, e := range events {
		out = append(out, lessonsOf(an, e)...)
	}
	return out, nil
}

// nearlyBest is the share of the best sentence's gain that makes another one
// right too.
const nearlyBest = 0.85

func lessonsOf(an *text.Analyzer, e event) []Ranking {
	p := answers.NewPoints(an, e.Articles, e.Name)
	reference := rougeWords(e.Digest)
	var out []Ranking
	var chosen []int
	for range digestSentences {
		before := rougeWords(textOf(p, chosen))
		old := rougeOf(before, reference)
		var r Ranking
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
