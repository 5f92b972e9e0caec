package measure

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/answers"
	"dateline/answers/align"
	"dateline/answers/eval"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/text"
)

// QuoteReport is how well quotes are judged that were made from a folder's
// sentences.
type QuoteReport struct {
	Folder string `json:"folder"`
	// Articles is how many were loaded, and HeldOut how many were not, whose
	// sentences must be absent.
	Articles int `json:"articles"`
	HeldOut  int `json:"held_out"`
	// Treatments is what was done to sentences, and how that was judged.
	Treatments []Treated `json:"treatments"`
	// Verbatim is the share of excerpts that are the bytes of their article.
	Verbatim float64      `json:"verbatim"`
	TookMS   eval.Latency `json:"took_ms"`
	// Worst are quotes that were judged wrongly.
	Worst []Misjudged `json:"worst"`
}

// Treated is one way of making quotes.
type Treated struct {
	Name   string        `json:"name"`
	Want   align.Verdict `json:"want"`
	Quotes int           `json:"quotes"`
	// Right is the share that was judged so, and, but for stitched ones, placed
	// in an article that has the sentence.
	Right    float64               `json:"right"`
	Verdicts map[align.Verdict]int `json:"verdicts"`
}

// Misjudged is a quote that got another verdict.
type Misjudged struct {
	Treatment string        `json:"treatment"`
	Quote     string        `json:"quote"`
	Sentence  string        `json:"sentence"`
	Got       align.Verdict `json:"got"`
}

// Library is what quotes and comparisons are measured on, empty before;
// *retrieval.Library is one.
type Library interface {
	answers.Library
	load.Library
}

// holdOut is how many articles there are to one that is not loaded.
const holdOut = 10

// Quotes loads the folder's articles into lib but for each tenth, draws n
// sentences, and checks them unchanged, changed in several ways, and from the
// articles that were not loaded. It keeps the first quotes that were judged
// wrongly, worst of them at most.
func Quotes(ctx context.Context, log *slog.Logger, lib Library, folder string, n, worst int) (QuoteReport, error) {
	articles, err := readLines[retrieval.Article](ctx, folder, articlesFile)
	if err != nil {
		return QuoteReport{}, err
	}
	var loaded, held []retrieval.Article
	for i, a := range articles {
		if i%holdOut == holdOut-1 {
			held = append(held, a)
		} else {
			loaded = append(loaded, a)
		}
	}
	if len(held) == 0 {
		return QuoteReport{}, fmt.Errorf("%s: too few articles (%d): quotes are measured on %d or more", articlesFile, len(articles), holdOut)
	}
	if err := addAll(ctx, lib, loaded); err != nil {
		return QuoteReport{}, err
	}
	d := newDraw(loaded, held)
	if len(d.present) < 2 || len(d.absent) == 0 {
		return QuoteReport{}, fmt.Errorf("%s: it has too few sentences to draw from", articlesFile)
	}
	m := quoteMeasurement{
		checker: answers.New(log, lib, answers.Config{}), lib: lib, worst: worst,
		report: QuoteReport{Folder: folder, Articles: len(loaded), HeldOut: len(held), Worst: []Misjudged{}},
	}
	for _, t := range d.treatments(n) {
		if err := m.run(ctx, t); err != nil {
			return QuoteReport{}, err
		}
	}
	return m.finish(), nil
}

// quoteMeasurement checks quotes.
type quoteMeasurement struct {
	checker *answers.Answerer
	lib     Library
	worst   int
	report  QuoteReport

	took              []float64
	excerpts, letters int
}

func (m *quoteMeasurement) run(ctx context.Context, t treatment) error {
	out := Treated{Name: t.name, Want: t.want, Quotes: len(t.quotes), Verdicts: make(map[align.Verdict]int)}
	right := 0
	for _, q := range t.quotes {
		start := time.Now()
		check, err := m.checker.Quote(ctx, "", q.text, answers.Claim{})
		if err != nil {
			return fmt.Errorf("quote %q: %w", q.text, err)
		}
		m.took = append(m.took, float64(time.Since(start).Microseconds())/1000)
		out.Verdicts[check.Verdict]++
		if err := m.compare(ctx, check); err != nil {
			return err
		}
		if check.Verdict == t.want && (t.want == align.Absent || t.want == align.Stitched || q.among(check.Matches)) {
			right++
		} else if len(m.report.Worst) < m.worst {
			m.report.Worst = append(m.report.Worst, Misjudged{t.name, q.text, q.sentence, check.Verdict})
		}
	}
	out.Right = ratio(right, len(t.quotes))
	m.report.Treatments = append(m.report.Treatments, out)
	return nil
}

// compare counts the excerpts, and those that are the bytes of their article.
func (m *quoteMeasurement) compare(ctx context.Context, check answers.Check) error {
	for _, match := range check.Matches {
		e := match.Excerpt
		a, err := m.lib.Article(ctx, e.Article.ID, e.Article.Revision)
		if err != nil {
			return err
		}
		m.excerpts++
		if text, ok := (text.Span{Start: e.Start, End: e.End}).Of(a.Body); ok && text == e.Text {
			m.letters++
		}
	}
	return nil
}

func (m *quoteMeasurement) finish() QuoteReport {
	m.report.TookMS = eval.LatencyOf(m.took)
	m.report.Verbatim = ratio(m.letters, m.excerpts)
	return m.report
}

// Write writes a row for each way of making quotes.
func (r QuoteReport) Write(w io.Writer) error {
	verdicts := []align.Verdict{align.Exact, align.Altered, align.Stitched, align.Absent}
	head := []string{"quotes", "made", "right"}
	for _, v := range verdicts {
		head = append(head, string(v))
	}
	rows := [][]string{head}
	for _, t := range r.Treatments {
		row := []string{t.Name, strconv.Itoa(t.Quotes), figure(t.Right)}
		for _, v := range verdicts {
			row = append(row, strconv.Itoa(t.Verdicts[v]))
		}
		rows = append(rows, row)
	}
	below := []string{fmt.Sprintf("excerpts that are the bytes of their article: %.6f", r.Verbatim), took(r.TookMS)}
	for _, m := range r.Worst {
		below = append(below, "", fmt.Sprintf("%s, judged %s:", m.Treatment, m.Got), answers.Inline(m.Quote), "  of: "+answers.Inline(m.Sentence))
	}
	return writeTable(w, fmt.Sprintf("%s\narticles: %d loaded, %d held out", r.Folder, r.Articles, r.HeldOut), rows, below...)
}

// madeQuote is a quote made from a sentence.
type madeQuote struct{ text, sentence string }

// among reports whether the sentence stands in one of the articles matched.
func (q madeQuote) among(matches []answers.Match) bool {
	want := normalText(q.sentence)
	return slices.ContainsFunc(matches, func(m answers.Match) bool {
		got := normalText(m.Excerpt.Text)
		return strings.Contains(got, want) || strings.Contains(want, got)
	})
}

// treatment is a way of making quotes, and what was made.
type treatment struct {
	name   string
	want   align.Verdict
	quotes []madeQuote
}

// draw draws sentences, the same for the same articles.
type draw struct {
	rand            *rand.Rand
	present, absent []string
	words           []string
	loaded          string // the words of all that is loaded
}

// The lengths of sentences that are drawn, in words.
const (
	fewestDrawn = 6
	mostDrawn   = 60
)

func newDraw(loaded, held []retrieval.Article) *draw {
	d := &draw{rand: rand.New(rand.NewPCG(1963, 2023))}
	var all strings.Builder
	for _, a := range loaded {
		d.present = append(d.present, drawable(a.Body)...)
		all.WriteString(normalText(a.Body) + "\n")
	}
	d.loaded = all.String()
	for _, a := range held {
		d.absent = append(d.absent, drawable(a.Body)...)
	}
	for _, s := range d.present {
		d.words = append(d.words, strings.Fields(s)...)
	}
	return d
}

// drawable are the sentences of a body that may be drawn.
func drawable(body string) []string {
	var out []string
	for _, b := range text.FindBlocks(body) {
		if b.Kind != text.Paragraph {
			continue
		}
		for _, s := range text.Sentences(body, b.Span) {
			if n := len(text.Spellings(body[s.Start:s.End])); n >= fewestDrawn && n <= mostDrawn {
				out = append(out, body[s.Start:s.End])
			}
		}
	}
	return out
}

// normalText is the words of text as quotes are compared, in small letters.
func normalText(content string) string {
	words := text.Spellings(content)
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(text.NormalWord(content[w.Start:w.End]))
	}
	return " " + strings.Join(out, " ") + " "
}

// treatments treats n sentences in every way.
func (d *draw) treatments(n int) []treatment {
	made := []treatment{
		{name: "unchanged", want: align.Exact},
		{name: "typography", want: align.Exact},
		{name: "word changed", want: align.Altered},
		{name: "word dropped", want: align.Altered},
		{name: "joined", want: align.Stitched},
		{name: "held out", want: align.Absent},
	}
	for range n {
		s, other := d.pick(d.present), d.pick(d.present)
		for i, text := range []string{s, d.typography(s), d.change(s), d.drop(s), s + " " + other, d.missing()} {
			made[i].quotes = append(made[i].quotes, madeQuote{text, s})
		}
	}
	return made
}

// missing draws a sentence that was held out and stands nowhere else.
func (d *draw) missing() string {
	for range 100 {
		if s := d.pick(d.absent); !strings.Contains(d.loaded, normalText(s)) {
			return s
		}
	}
	return d.pick(d.absent) // a folder of copies: it shows in the figures
}

func (d *draw) pick(from []string) string { return from[d.rand.IntN(len(from))] }

// typography sets a sentence otherwise, without touching a word.
func (d *draw) typography(s string) string {
	swaps := [][]string{
		{"“", `"`, "”", `"`, "’", "'", "‘", "'"},
		{"'", "’", `"`, "”"},
		{"—", " - ", "–", "-", " - ", " — "},
		{"...", "…"},
		{" ", "\u00a0"},
		{" ", "  "},
		{", ", ",\n"},
	}
	for _, swap := range swaps {
		if d.rand.IntN(2) == 0 {
			s = strings.NewReplacer(swap...).Replace(s)
		}
	}
	switch d.rand.IntN(3) {
	case 0:
		return "“" + s + "”"
	case 1:
		return strings.TrimRight(s, ".") + "…"
	}
	return s
}

// change puts another word in the place of one, and drop leaves one out; not
// the first or the last, without which a quote may be exact.
func (d *draw) change(s string) string {
	words := text.Spellings(s)
	for {
		w := words[1+d.rand.IntN(len(words)-2)]
		word := d.pick(d.words)
		other := text.Spellings(word)
		if len(other) == 1 && other[0].Folded != w.Folded {
			return s[:w.Start] + word[other[0].Start:other[0].End] + s[w.End:]
		}
	}
}

func (d *draw) drop(s string) string {
	words := text.Spellings(s)
	for {
		i := 1 + d.rand.IntN(len(words)-2)
		if words[i].Folded != words[i-1].Folded && words[i].Folded != words[i+1].Folded {
			return s[:words[i].Start] + s[words[i].End:]
		}
	}
}
