package answers

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"dateline/answers/manner"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Config tunes how questions are answered.
type Config struct {
	// Threshold is the confidence, 0 to 1, under which it abstains.
	Threshold float64
	// Names are what the bot is called, besides Dateline: words of a question
	// that are none of it.
	Names []string
	// Excerpts is how many excerpts an answer has at most.
	Excerpts int
	// Reader judges the best candidates; nil leaves that to their words.
	Reader Reader
	// Receipts keep what each answer quoted; nil keeps nothing.
	Receipts Receipts
	// Observe is told of everything that was asked; nil tells nobody.
	Observe func(Asked)
}

// DefaultThreshold is the confidence under which Dateline abstains by default.
// With the reader it is where squad2 keeps its answers and natural refuses six of
// ten of what cannot be answered; by words alone, as they are scaled to it (see
// model.json), where every language of xquad keeps its answers and refuses six of
// ten questions whose article is missing.
const DefaultThreshold = 0.18

// DefaultExcerpts is how many excerpts an answer has by default.
const DefaultExcerpts = 3

// Library is what answers are made from; *retrieval.Library is one.
type Library interface {
	Finder
	Texts
	Sharing
}

// Finder finds what may answer.
type Finder interface {
	// Search finds the passages that bear on a query, best first.
	Search(context.Context, retrieval.Query) (retrieval.Result, error)
	// Places returns the parts of articles where a text, or a part of it, may
	// stand; more of them when it looks wide.
	Places(ctx context.Context, text string, f retrieval.Filter, wide bool) ([]retrieval.Place, error)
	// List returns the articles that pass the filter, newest first.
	List(context.Context, retrieval.Filter) ([]retrieval.Meta, error)
	// Pending returns how much of the library can be searched so far, or nil when all
	// of it can; a search after that finds in no less.
	Pending(context.Context) (*retrieval.Pending, error)
	// News returns the articles whose texts came after a change.
	News(ctx context.Context, after int64) (retrieval.News, error)
}

// Texts are the articles' texts, which are quoted.
type Texts interface {
	// Name is the library's, for the log.
	Name() string
	// Analyzer cuts texts into terms as the library does.
	Analyzer() *text.Analyzer
	// Article returns an article in a revision, 0 for the newest, as it is
	// stored, or retrieval.ErrNoArticle.
	Article(ctx context.Context, id string, revision int) (retrieval.Article, error)
	// Body returns the text of that revision as it is stored now, or
	// retrieval.ErrNoArticle.
	Body(ctx context.Context, id string, revision int) (string, error)
}

// Sharing knows which articles have text in common.
type Sharing interface {
	// Carriers returns the other articles within the filter that carry what
	// stands at span of an article.
	Carriers(ctx context.Context, id string, span text.Span, f retrieval.Filter) ([]retrieval.Meta, error)
	// Copies returns the pairs among those articles of which one is a copy of
	// the other.
	Copies(ctx context.Context, ids []string) ([][2]string, error)
	// Lineage says which articles share text with one.
	Lineage(ctx context.Context, id string) (retrieval.Lineage, error)
}

// Answerer answers questions from one library.
type Answerer struct {
	log *slog.Logger
	lib Library
	cfg Config

	model *model
}

// New returns an Answerer; it is cheap to make.
func New(log *slog.Logger, lib Library, cfg Config) *Answerer {
	return &Answerer{log: log, lib: lib, cfg: cfg, model: learnt()}
}

const (
	// readPassages is how many of the best passages are read for excerpts.
	readPassages = 10
	// mistakenShare is what is left of the confidence where the library tells of
	// another thing of that kind, School No. 3 for School No. 6, or quotes somebody
	// else.
	mistakenShare = 0.1
	// maxNearest is how many articles an abstention names.
	maxNearest = 3
)

// productName is what everybody may call the bot.
const productName = "Dateline"

// Said parts a message into manner and matter. The names are what the bot is
// called besides Dateline.
func Said(text string, names []string) manner.Message {
	return manner.Read(text, append([]string{productName}, names...))
}

// Ask answers q, or abstains, or replies to what is no question. It returns an error wrapping
// retrieval.ErrInvalid when nothing is asked.
func (a *Answerer) Ask(ctx context.Context, q Question) (Answer, error) {
	start, parts := time.Now(), newStages()
	answer, err := a.ask(ctx, q, parts)
	if err == nil && answer.Kind == manner.Question {
		answer.Receipt = a.receipt(ctx, answer)
		parts.end("receipt")
	}
	if a.cfg.Observe != nil && (err != nil || answer.Kind == manner.Question) {
		a.cfg.Observe(Asked{"ask", answer.Answered, err, time.Since(start), parts.all, answer.Reading})
	}
	return answer, err
}

// matter reads what was said, and leaves of q what is asked.
func (a *Answerer) matter(q *Question) manner.Message {
	said := Said(q.Text, a.cfg.Names)
	if said.Kind == manner.Question {
		q.Text, q.Newest = said.Question, q.Newest || said.Recent
	}
	return said
}

// ask is Ask without a receipt.
func (a *Answerer) ask(ctx context.Context, q Question, parts *stages) (Answer, error) {
	start := time.Now()
	if strings.TrimSpace(q.Text) == "" {
		return Answer{}, fmt.Errorf("%w: the question is empty", retrieval.ErrInvalid)
	}
	put := q.Text
	said := a.matter(&q)
	answer := Answer{ID: q.ID, Question: put, Kind: said.Kind, Missing: []string{}, Silent: []string{}, Excerpts: []Excerpt{}, Nearest: []retrieval.Meta{}}
	if said.Kind != manner.Question {
		answer.Reply = manner.Reply(said.Kind)
		answer.TookMS = milliseconds(time.Since(start))
		return answer, nil
	}
	f, err := a.search(ctx, q, parts)
	if err != nil {
		return Answer{}, err
	}
	answer.Confidence, answer.Reading, answer.Extent = f.by.confidence(f.told)*f.share, f.reading, f.extent
	if f.unread() && f.extent.Pending == nil {
		answer.Languages = &Languages{f.res.Language, f.res.Languages}
	} else if len(f.choices) > 0 && answer.Confidence >= a.cfg.Threshold {
		if err := a.quote(ctx, q, f, &answer); err != nil {
			return Answer{}, err
		}
		parts.end("quote")
	}
	answer.Answered = len(answer.Excerpts) > 0
	if !answer.Answered {
		answer.Missing = f.need.missing(f.res, f.readings)
		answer.NothingPasses = a.nothingPasses(ctx, q.Filter, f.res)
	}
	if !answer.Answered && answer.Languages == nil {
		answer.Nearest = nearest(f.res)
	}
	if q.Explain {
		f.explain(&answer)
	}
	answer.TookMS = milliseconds(time.Since(start))
	return answer, nil
}

// searched is what a question found.
type searched struct {
	res      retrieval.Result
	need     need
	readings []*reading
	choices  []choice // the best first
	told     signals
	by       judgement
	// share is what is left of the confidence by the form of what was found; see
	// formed and mistaken.
	share   float64
	reading Reading
	extent  Extent
}

func (a *Answerer) search(ctx context.Context, q Question, parts *stages) (searched, error) {
	pending, err := a.lib.Pending(ctx)
	if err != nil {
		return searched{}, err
	}
	res, err := a.lib.Search(ctx, retrieval.Query{Text: q.Text, Filter: q.Filter, Limit: readPassages, Today: q.Today, Locale: q.Locale, Newest: q.Newest})
	if err != nil {
		return searched{}, err
	}
	parts.end("search")
	s := searched{res: res, need: needOf(q.Text, res), extent: Extent{pending}}
	s.readings = a.read(res, s.need)
	s.by = a.model.words
	s.choices = answering(s.need.weigh(s.readings, s.by.traits))
	parts.end("choose")
	together, err := a.judge(ctx, q, &s)
	if err != nil {
		return searched{}, err
	}
	if s.reading.Read > 0 {
		parts.end("read")
	}
	s.told = signalsOf(res, s.need, s.readings, s.choices)
	if s.reading.Read > 0 {
		s.told[signalRead], s.told[signalReadBest] = ofCertain(together), s.choices[0].traits[traitRead]
	}
	s.share = s.need.formed(s.choices)
	if s.need.mistaken(s.readings) || s.need.sayOthers(s.choices) {
		s.share *= mistakenShare
	}
	return s, nil
}

// unread reports whether the question is in a language that the library has
// next to nothing in, and what was found is in another.
func (s searched) unread() bool {
	return s.res.Foreign && (len(s.choices) == 0 || s.choices[0].language != s.res.Language)
}

// explain says what the answer went by.
func (s searched) explain(answer *Answer) {
	answer.Explanation = &Explanation{
		Understood: s.res.Understood(),
		Confidence: s.by.signals.Reasons(s.told[:]),
		Bias:       s.by.signals.Bias,
		Share:      s.share,
		Reading:    s.reading,
	}
	for i := range answer.Excerpts {
		e := &answer.Excerpts[i]
		e.Reasons = s.by.traits.Reasons(e.traits[:])
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// read reads the passages found, for what n asks.
func (a *Answerer) read(res retrieval.Result, n need) []*reading {
	readings := make([]*reading, len(res.Hits))
	for i, h := range res.Hits {
		r := readHit(a.lib.Analyzer(), h)
		r.rank, r.score, r.best = i, h.Score, res.Hits[0].Score
		readings[i] = r
	}
	n.mark(readings)
	return readings
}

// Inspection is what answering a question went by, for training.
type Inspection struct {
	Sentences []Inspected
	// Signals are what the confidence is made of.
	Signals []float64
}

// Inspected is a sentence that might be quoted, with those beside it.
type Inspected struct {
	Before, Text, After string

	Article retrieval.Meta
	Traits  []float64
}

// Inspect returns every sentence that might be quoted in answer to q, and what
// tells whether there is an answer.
func (a *Answerer) Inspect(ctx context.Context, q Question) (Inspection, error) {
	a.matter(&q)
	f, err := a.search(ctx, q, nil)
	if err != nil {
		return Inspection{}, err
	}
	out := Inspection{Signals: f.told[:]}
	for _, c := range f.choices {
		out.Sentences = append(out.Sentences, Inspected{
			Before: c.textOf(c.at - 1), Text: c.textOf(c.at), After: c.textOf(c.at + 1), Article: c.article.Meta, Traits: c.traits[:],
		})
	}
	return out, nil
}

// nearest names the articles of the best passages.
func nearest(res retrieval.Result) []retrieval.Meta {
	out := []retrieval.Meta{}
	seen := make(map[string]bool)
	for _, h := range res.Hits {
		if len(out) < maxNearest && !seen[h.Article.ID] {
			seen[h.Article.ID] = true
			out = append(out, h.Article.Meta)
		}
	}
	return out
}
