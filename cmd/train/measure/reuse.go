package measure

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/text"
)

// ReuseReport is how well copies of a folder's articles are recognised whose
// words were changed.
type ReuseReport struct {
	Folder   string `json:"folder"`
	Articles int    `json:"articles"`
	Copies   int    `json:"copies"`
	// LoadMS is how long the articles took, CopiesMS how long the copies.
	LoadMS   float64 `json:"load_ms"`
	CopiesMS float64 `json:"copies_ms"`
	// Rates are the figures by how many words were changed.
	Rates []ReuseRate `json:"rates"`
}

// ReuseRate is how copies with so many words changed were recognised.
type ReuseRate struct {
	// Changed is the share of the words that another word was put in the place
	// of.
	Changed float64 `json:"changed"`
	Copies  int     `json:"copies"`
	// Recall is the share of the copies that were linked to their article, and
	// Copied of those told to be copies rather than to share a part.
	Recall float64 `json:"recall"`
	Copied float64 `json:"copied"`
	// Precision is the share of the articles linked to copies that are theirs,
	// or are linked to theirs themselves.
	Precision float64 `json:"precision"`
}

// ReuseLibrary is what is measured, empty before; *retrieval.Library is one.
type ReuseLibrary interface {
	load.Library
	// Lineage says which articles share text with the one of that id.
	Lineage(ctx context.Context, id string) (retrieval.Lineage, error)
}

// changeRates are the shares of words that are changed.
var changeRates = []float64{0, .1, .2, .3, .4, .5, .6}

// Reuse loads the folder's articles into lib, and then a copy, by another
// outlet, of n of them at each rate; in each copy so many words are replaced by
// words of other articles.
func Reuse(ctx context.Context, lib ReuseLibrary, folder string, n int) (ReuseReport, error) {
	articles, err := readLines[retrieval.Article](ctx, folder, articlesFile)
	if err != nil {
		return ReuseReport{}, err
	}
	if len(articles) < 2 {
		return ReuseReport{}, fmt.Errorf("%s: too few articles (%d): copies are told from other articles", articlesFile, len(articles))
	}
	report := ReuseReport{Folder: folder, Articles: len(articles)}
	start := time.Now()
	if err := addAll(ctx, lib, articles); err != nil {
		return ReuseReport{}, err
	}
	report.LoadMS = float64(time.Since(start).Milliseconds())
	made := newCopier(articles).make(n)
	report.Copies = len(made)
	start = time.Now()
	changed := make([]retrieval.Article, len(made))
	for i, c := range made {
		changed[i] = c.article
	}
	if err := addAll(ctx, lib, changed); err != nil {
		return ReuseReport{}, err
	}
	report.CopiesMS = float64(time.Since(start).Milliseconds())
	report.Rates, err = judgeCopies(ctx, lib, made)
	return report, err
}

// madeCopy is an article made from another.
type madeCopy struct {
	article retrieval.Article
	of      string
	rate    int // of changeRates
}

// copier makes copies with words changed.
type copier struct {
	rand     *rand.Rand
	articles []retrieval.Article
	words    []string
}

func newCopier(articles []retrieval.Article) *copier {
	c := &copier{rand: rand.New(rand.NewPCG(1848, 1846)), articles: articles} // when the Associated Press began
	for _, a := range articles {
		for _, w := range text.Spellings(a.Body) {
			c.words = append(c.words, a.Body[w.Start:w.End])
		}
	}
	return c
}

// make makes n copies at each rate, of different articles as far as they go.
func (c *copier) make(n int) []madeCopy {
	var out []madeCopy
	order := c.rand.Perm(len(c.articles))
	for i := range n * len(changeRates) {
		of := c.articles[order[i%len(order)]]
		rate := i % len(changeRates)
		a := of
		a.ID = fmt.Sprintf("copy-%d-of-%s", i, of.ID)
		a.Outlet, a.URL, a.Blocks = "Copying Desk", "", nil
		a.Body = c.change(of.Body, changeRates[rate])
		out = append(out, madeCopy{a, of.ID, rate})
	}
	return out
}

// change puts other words in the place of a share of them.
func (c *copier) change(body string, share float64) string {
	var b strings.Builder
	at := 0
	for _, w := range text.Spellings(body) {
		if c.rand.Float64() < share {
			b.WriteString(body[at:w.Start])
			b.WriteString(c.words[c.rand.IntN(len(c.words))])
			at = w.End
		}
	}
	b.WriteString(body[at:])
	return b.String()
}

// judgeCopies looks up what each copy was linked to.
func judgeCopies(ctx context.Context, lib ReuseLibrary, made []madeCopy) ([]ReuseRate, error) {
	type count struct{ copies, found, copied, linked, right int }
	counts := make([]count, len(changeRates))
	for _, m := range made {
		lineage, err := lib.Lineage(ctx, m.article.ID)
		if err != nil {
			return nil, err
		}
		own, err := relatives(ctx, lib, m.of)
		if err != nil {
			return nil, err
		}
		c := &counts[m.rate]
		c.copies++
		for _, k := range lineage.Kin {
			if k.Through {
				continue
			}
			c.linked++
			if k.Article.ID == m.of || own[k.Article.ID] {
				c.right++
			}
			if k.Article.ID == m.of {
				c.found++
				if k.Copy {
					c.copied++
				}
			}
		}
	}
	var out []ReuseRate
	for i, c := range counts {
		out = append(out, ReuseRate{
			Changed: changeRates[i], Copies: c.copies,
			Recall: ratio(c.found, c.copies), Copied: ratio(c.copied, c.found), Precision: ratio(c.right, c.linked),
		})
	}
	return out, nil
}

// relatives are the articles that share text with one.
func relatives(ctx context.Context, lib ReuseLibrary, id string) (map[string]bool, error) {
	lineage, err := lib.Lineage(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make(map[string]bool)
	for _, k := range lineage.Kin {
		out[k.Article.ID] = true
	}
	return out, nil
}

// Write writes a row for each rate of changed words.
func (r ReuseReport) Write(w io.Writer) error {
	rows := [][]string{{"words changed", "copies", "recall", "told to be copies", "precision"}}
	for _, t := range r.Rates {
		rows = append(rows, []string{
			fmt.Sprintf("%.0f %%", 100*t.Changed), strconv.Itoa(t.Copies), figure(t.Recall), figure(t.Copied), figure(t.Precision),
		})
	}
	return writeTable(w, fmt.Sprintf("%s\narticles: %d, loaded in %.1f s; copies: %d, loaded in %.1f s",
		r.Folder, r.Articles, r.LoadMS/1000, r.Copies, r.CopiesMS/1000), rows)
}
