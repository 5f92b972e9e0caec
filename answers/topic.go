package answers

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Topic is what several articles are asked about, and within what.
type Topic struct {
	ID   string
	Text string
	// Filter narrows the library strictly.
	Filter retrieval.Filter
	// Limit is how many of what is asked for at most; 0 means the default.
	Limit int
	// Today is the day that "yesterday" counts from; zero is the present.
	Today time.Time
}

// coverage is how a library covers a topic.
type coverage struct {
	need need
	// articles are those that tell of it, each read whole, the nearest to the
	// topic first; none when the library does not hold it.
	articles []*reading
	// few says that there are few articles to choose from.
	few bool
	// nearest name what came closest when there are none.
	nearest []retrieval.Meta
	extent  Extent
}

// How wide the search for a topic's articles is, in passages.
const topicPassages = 30

// cover finds the articles that tell of a topic. A topic is often one event,
// and its articles do not all use the topic's words: so the best article's
// beginning is searched for too, among what appeared about that day.
func (a *Answerer) cover(ctx context.Context, t Topic) (coverage, error) {
	if strings.TrimSpace(t.Text) == "" {
		return coverage{}, fmt.Errorf("%w: the topic is empty", retrieval.ErrInvalid)
	}
	pending, err := a.lib.Pending(ctx)
	if err != nil {
		return coverage{}, err
	}
	res, err := a.lib.Search(ctx, retrieval.Query{Text: t.Text, Filter: t.Filter, Limit: topicPassages, Today: t.Today})
	if err != nil {
		return coverage{}, err
	}
	c := coverage{need: needOf(t.Text, res), extent: Extent{pending}}
	readings := a.read(res, c.need)
	c.few = articlesOf(readings) <= fewArticles
	if !a.holds(c, res, readings) {
		c.nearest = nearest(res)
		return c, nil
	}
	story, err := a.storyOf(ctx, res.Hits[0], t)
	if err != nil {
		return coverage{}, err
	}
	c.articles = a.telling(res, story, c.need)
	return c, nil
}

// How much of a topic must be said for a library to hold it: in a few sentences
// running, all but little; at the beginning of an article, where the headline
// and the first sentence tell what it is about and what follows tells half as
// much, less. There each further term of the topic is one that an outlet may
// have put otherwise, so that a long topic may miss more of its terms than a
// short one. In a library of few articles a coincidence of words is rare, and
// most words of a topic that is told otherwise are words that the library does
// not have. They were set on the events of the basil and allsides collections,
// against libraries with and without them, and on topics of one to three words.
const (
	saidTogether    = 0.75
	saidTogetherFew = 0.55
	saidOpening     = 0.33
	saidOpeningMore = 0.5 // for a topic of two terms; a share of it for more
	afterFirst      = 0.5 // what stands after the first sentence tells
	fewArticles     = 10
)

// holds reports whether the library holds the topic.
func (a *Answerer) holds(c coverage, res retrieval.Result, readings []*reading) bool {
	n, enough := c.need, saidTogether
	if c.few {
		enough = saidTogetherFew
	}
	if _, together, _ := n.together(readings); together >= enough {
		return true
	}
	enough = saidOpening + saidOpeningMore/float64(max(n.core.count()-1, 1))
	seen := make(map[string]bool)
	return slices.ContainsFunc(res.Hits, func(h retrieval.Hit) bool {
		known := seen[h.Article.ID]
		seen[h.Article.ID] = true
		return !known && n.core.met(n.opening(a.readLead(h))) >= enough
	})
}

// opening is what an article's beginning says of the topic.
func (n need) opening(lead *reading) found {
	n.mark([]*reading{lead})
	f := n.none().note(lead.about, 1)
	for i, s := range lead.sentences {
		share := afterFirst
		if i == 0 {
			share = 1
		}
		f.note(s.meets, share)
	}
	return f
}

// articlesOf is how many articles the readings are of.
func articlesOf(readings []*reading) int {
	out := make(map[string]bool)
	for _, r := range readings {
		out[r.article.ID] = true
	}
	return len(out)
}

// story is the event that the best article on a topic tells of.
type story struct {
	seed *retrieval.Article
	need need // what its beginning says
	res  retrieval.Result
}

const (
	// storySentences are the beginning of an article: what happened, to whom,
	// where and when.
	storySentences = 3
	// storyDays is how far from its best article an event's others appear.
	storyDays = 10
)

func (a *Answerer) storyOf(ctx context.Context, best retrieval.Hit, t Topic) (story, error) {
	s := story{seed: best.Article}
	r := a.readLead(best)
	text := s.seed.Title
	for _, sentence := range r.sentences[:min(len(r.sentences), storySentences)] {
		text += ". " + r.text(sentence.Span)
	}
	q := retrieval.Query{Text: text, Filter: t.Filter, Limit: topicPassages, Today: t.Today}
	if day, err := time.Parse(time.DateOnly, s.seed.Day()); err == nil {
		since := day.AddDate(0, 0, -storyDays).Format(time.DateOnly)
		until := day.AddDate(0, 0, storyDays).Format(time.DateOnly)
		q.Filter.Since = max(q.Filter.Since, since)
		if q.Filter.Until == "" || until < q.Filter.Until {
			q.Filter.Until = until
		}
	}
	res, err := a.lib.Search(ctx, q)
	if err != nil {
		return story{}, err
	}
	s.res, s.need = res, needOf(text, res)
	return s, nil
}

// leadBytes is about how much of an article is its beginning.
const leadBytes = 1200

func (a *Answerer) readLead(h retrieval.Hit) *reading {
	h.Span = text.Span{End: min(leadBytes, len(h.Article.Body))}
	return readHit(a.lib.Analyzer(), h)
}

// How much is read of the articles on a topic, in bytes: of one, the longest
// features and a margin; of all of them; and of a longer one, or once all of that
// is read, around each of the passages that were found. By hand: a reading takes
// fifty times the memory of what it reads.
const (
	readWhole  = 48 << 10
	readAll    = 1 << 20
	readAround = 4 << 10
	readPlaces = 8
)

// readFound reads an article whole if it is within what is left to read; else
// its beginning, and what stands around the passages that were found in it.
func (a *Answerer) readFound(c *candidate, left *int) *reading {
	body := len(c.hit.Article.Body)
	if body <= min(readWhole, *left) {
		*left -= body
		return readSpans(a.lib.Analyzer(), c.hit, []text.Span{{End: body}})
	}
	spans := []text.Span{{End: min(leadBytes, body)}}
	for _, s := range c.places[:min(len(c.places), readPlaces)] {
		spans = append(spans, text.Span{Start: max(0, s.Start-readAround), End: min(body, s.End+readAround)})
	}
	return readSpans(a.lib.Analyzer(), c.hit, spans)
}

// candidate is an article that may tell of the topic.
type candidate struct {
	hit     retrieval.Hit // its best passage
	places  []text.Span   // the passages found in it, the best first
	rank    int
	topic   float64 // its score for the topic against the best article's
	story   float64 // and for the event
	stands  float64
	answers bool // it tells of the topic, whatever the event
}

// telling reads the articles that tell of the topic: of the event that the
// best one tells of, or of the topic in the same words at any other time.
func (a *Answerer) telling(res retrieval.Result, s story, n need) []*reading {
	candidates := candidatesOf(res, s.res)
	var out []*reading
	left := readAll
	for _, c := range candidates {
		a.weighCandidate(c, s, n)
	}
	slices.SortStableFunc(candidates, func(x, y *candidate) int { return cmp.Compare(y.stands, x.stands) })
	for _, c := range candidates {
		if c.stands < minStanding && !c.answers {
			continue
		}
		r := a.readFound(c, &left)
		r.rank, r.score, r.best = c.rank, c.topic*res.Hits[0].Score, res.Hits[0].Score
		r.standing = c.stands
		out = append(out, r)
	}
	n.mark(out)
	return out
}

// candidatesOf are the articles found, each once.
func candidatesOf(topic, event retrieval.Result) []*candidate {
	var out []*candidate
	known := make(map[string]*candidate)
	of := func(h retrieval.Hit) *candidate {
		c := known[h.Article.ID]
		if c == nil {
			c = &candidate{hit: h, rank: len(out)}
			known[h.Article.ID] = c
			out = append(out, c)
		}
		c.places = append(c.places, h.Span)
		return c
	}
	for _, h := range topic.Hits {
		c := of(h)
		c.topic = max(c.topic, against(h.Score, topic.Hits[0].Score))
	}
	for _, h := range event.Hits {
		c := of(h)
		c.story = max(c.story, against(h.Score, event.Hits[0].Score))
	}
	return out
}

// against is a passage's score as a share, 0 to 1, of the best one's; scores
// have no zero, so that a best one under it is no measure.
func against(score, best float64) float64 {
	if best <= 0 {
		return math.Exp(score - best)
	}
	return max(score/best, 0)
}

// How much each reason to take an article for one on the topic counts, and how
// much of them together is enough. They were set on the events of the basil
// collection; "cmd/train measure comparisons" tells how well they do.
const (
	topicShare  = 0.7
	storyShare  = 0.7
	leadShare   = 0.5
	nearShare   = 0.4
	minStanding = 0.74
	// An article that says nearly all of the topic at its beginning, and that
	// is found nearly as high up, tells of it whenever it appeared.
	sameTopic, sameWording = 0.65, 0.8
	// nearDays is how fast being near in time counts less.
	nearDays = 5
)

func (a *Answerer) weighCandidate(c *candidate, s story, n need) {
	lead := a.readLead(c.hit)
	n.mark([]*reading{lead})
	ofTopic := n.whole.met(lead.held)
	lead.unmark()
	s.need.mark([]*reading{lead})
	c.stands = topicShare*c.topic + storyShare*c.story + leadShare*s.need.whole.met(lead.held) + nearShare*near(s.seed.Meta, c.hit.Article.Meta)
	c.answers = c.topic >= sameTopic && ofTopic >= sameWording
}

// near is how near in time two articles appeared, 0 to 1; a half where it is
// not known of one.
func near(a, b retrieval.Meta) float64 {
	if a.Day() == "" || b.Day() == "" {
		return 0.5
	}
	return math.Exp(-daysApart(a, b) / nearDays)
}
