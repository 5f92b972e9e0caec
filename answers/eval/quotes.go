package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"dateline/answers"
	"dateline/answers/align"
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
	Verbatim float64 `json:"verbatim"`
	TookMS   Latency `json:"took_ms"`
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

// QuoteConfig says what to measure.
type QuoteConfig struct {
	Folder string
	// Sentences is how many are drawn, each treated in every way.
	Sentences int
	// Worst is how many quotes that were judged wrongly are kept.
	Worst    int
	Progress func(s Stage, done, total int)
}

// Checking is the stage of checking quotes.
const Checking Stage = "checking quotes"

// holdOut is how many articles there are to one that is not loaded.
const holdOut = 10

// RunQuotes loads the folder's articles into lib but for each tenth, draws
// sentences, always the same ones, and checks them unchanged, changed in
// several ways, and from the articles that were not loaded.
func RunQuotes(ctx context.Context, log *slog.Logger, lib Library, cfg QuoteConfig) (QuoteReport, error) {
	report, err := runQuotes(ctx, log, lib, cfg)
	if err != nil {
		return QuoteReport{}, fmt.Errorf("benchmark %s: %w", cfg.Folder, err)
	}
	return report, nil
}

func runQuotes(ctx context.Context, log *slog.Logger, lib Library, cfg QuoteConfig) (QuoteReport, error) {
	articles, err := readArticles(ctx, cfg.Folder)
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
		return QuoteReport{}, fmt.Errorf("%s: it has %d articles: quotes are measured on %d or more", articlesFile, len(articles), holdOut)
	}
	if err := addAll(ctx, lib, loaded); err != nil {
		return QuoteReport{}, err
	}
	d := newDraw(loaded, held)
	if len(d.present) < 2 || len(d.absent) == 0 {
		return QuoteReport{}, fmt.Errorf("%s: it has too few sentences to draw from", articlesFile)
	}
	m := quoteMeasurement{
		checker: answers.New(log, lib, answers.Config{}), cfg: cfg, lib: lib,
		report: QuoteReport{Folder: folderName(cfg.Folder), Articles: len(loaded), HeldOut: len(held), Worst: []Misjudged{}},
	}
	for _, t := range d.treatments(cfg.Sentences) {
		if err := m.run(ctx, t); err != nil {
			return QuoteReport{}, err
		}
	}
	return m.finish(), nil
}

// readArticles reads a folder's articles.
func readArticles(ctx context.Context, dir string) ([]retrieval.Article, error) {
	f, err := openFile(dir, articlesFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []retrieval.Article
	err = eachLine(ctx, f, func(line []byte, _ int64) error {
		var a retrieval.Article
		if err := json.Unmarshal(line, &a); err != nil {
			return notJSON(err, `{"id": "...", "title": "...", "body": "..."}`)
		}
		out = append(out, a)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", articlesFile, err)
	}
	return out, nil
}

// addAll loads articles as JSON lines, the way that any others come.
func addAll(ctx context.Context, lib load.Library, articles []retrieval.Article) error {
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	for _, a := range articles {
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return load.New(load.Config{}).Load(ctx, lib, load.Request{
		Sources: []string{"-"}, Stdin: &lines, Load: retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "dateline eval"),
	}, func(it load.Item) error {
		if it.Status == retrieval.Rejected {
			return fmt.Errorf("article %q: %s", it.ID, it.Reason)
		}
		return nil
	})
}

// quoteMeasurement checks quotes.
type quoteMeasurement struct {
	checker *answers.Answerer
	lib     Library
	cfg     QuoteConfig
	report  QuoteReport

	took              []float64
	excerpts, letters int
}

func (m *quoteMeasurement) run(ctx context.Context, t treatment) error {
	out := Treated{Name: t.name, Want: t.want, Quotes: len(t.quotes), Verdicts: make(map[align.Verdict]int)}
	right := 0
	for i, q := range t.quotes {
		start := time.Now()
		check, err := m.checker.Quote(ctx, "", q.text, answers.Claim{})
		if err != nil {
			return fmt.Errorf("quote %q: %w", q.text, err)
		}
		m.took = append(m.took, milliseconds(time.Since(start)))
		out.Verdicts[check.Verdict]++
		if err := m.compare(ctx, check); err != nil {
			return err
		}
		if check.Verdict == t.want && (t.want == align.Absent || t.want == align.Stitched || q.among(check.Matches)) {
			right++
		} else if len(m.report.Worst) < m.cfg.Worst {
			m.report.Worst = append(m.report.Worst, Misjudged{t.name, q.text, q.sentence, check.Verdict})
		}
		if m.cfg.Progress != nil {
			m.cfg.Progress(Checking+": "+Stage(t.name), i+1, len(t.quotes))
		}
	}
	out.Right = float64(right) / float64(max(len(t.quotes), 1))
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
	m.report.TookMS = latencyOf(m.took)
	m.report.Verbatim = float64(m.letters) / float64(max(m.excerpts, 1))
	return m.report
}

// madeQuote is a quote made from a sentence.
type madeQuote struct{ text, sentence string }

// among says whether the sentence stands in one of the articles matched.
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
