package answers

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/dates"
	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// Timeline is what a library tells of a topic, by day.
type Timeline struct {
	ID    string `json:"id"`
	Topic string `json:"topic"`
	// Events are the oldest first; none when the library does not hold the
	// topic, and Nearest then names what came closest.
	Events  []Event          `json:"events"`
	Nearest []retrieval.Meta `json:"nearest"`
	Extent
	TookMS float64 `json:"took_ms"`
}

// Event is an excerpt and the day of what it tells.
type Event struct {
	// Date is that day, "2006-01-02", or the first of them.
	Date string `json:"date"`
	// Until is the last of several days, "" for one.
	Until string `json:"until"`
	Basis Basis  `json:"basis"`
	// Words are those of the excerpt that tell the day, "" where the day is
	// that of publication.
	Words   string  `json:"words"`
	Excerpt Excerpt `json:"excerpt"`
}

// Basis is what an event's date goes by.
type Basis string

const (
	// ByText says that the text tells the day.
	ByText Basis = "text"
	// ByPublication says that it does not, and that the day is that on which
	// the article appeared.
	ByPublication Basis = "published"
)

// DefaultEvents is how many events a timeline has at most by default.
const DefaultEvents = 20

// Timeline returns excerpts on a topic by the day of what they tell.
func (a *Answerer) Timeline(ctx context.Context, t Topic) (out Timeline, err error) {
	start := time.Now()
	defer func() { a.tell("timeline", start, len(out.Events) > 0, err) }()
	c, err := a.cover(ctx, t)
	if err != nil {
		return Timeline{}, err
	}
	limit := cmp.Or(t.Limit, DefaultEvents)
	told := c.moments(a.model.words.traits)
	out = Timeline{ID: t.ID, Topic: t.Text, Events: []Event{}, Nearest: []retrieval.Meta{}, Extent: c.extent}
	out.Nearest = append(out.Nearest, c.nearest...)
	for _, d := range pickMoments(told, c.need, limit) {
		if e := a.verified(ctx, []Excerpt{d.excerpt}); len(e) == 1 { // one by one, so that days and excerpts stay together
			out.Events = append(out.Events, d.event(e[0]))
		}
	}
	slices.SortStableFunc(out.Events, func(x, y Event) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Until, y.Until))
	})
	out.TookMS = milliseconds(time.Since(start))
	return out, nil
}

// moment is a sentence that may stand in a timeline.
type moment struct {
	choice
	mention *dates.Mention // nil where the text tells no day
	excerpt Excerpt
}

// moments are the sentences on the topic that can be given a day: those that
// tell one, and others of articles that appeared on a known day.
func (c coverage) moments(model linear.Model) []moment {
	options := c.need.weigh(c.articles, model)
	most := 0.
	for _, o := range options {
		most = max(most, o.traits[traitAround])
	}
	mentions := make(map[*reading][][]dates.Mention)
	for _, r := range c.articles {
		mentions[r] = r.mentions()
	}
	var out []moment
	for _, o := range options {
		if o.traits[traitAround] < most*onTopic {
			continue
		}
		told := mentions[o.reading][o.at]
		switch {
		case len(told) > 0: // the first is that of the main clause, mostly
			out = append(out, moment{choice: o, mention: &told[0]})
		case o.article.Day() != "":
			out = append(out, moment{choice: o})
		}
	}
	for i := range out {
		out[i].score += out[i].worth()
	}
	return out
}

// onTopic is how much of the topic must stand around a sentence, against where
// most of it does.
const onTopic = 0.3

// What telling a day adds to the score of a sentence, what telling only about
// when does. This and what repeating costs were chosen by hand: no collection
// says what belongs on a timeline.
const (
	tellsDay     = 1.5
	tellsRoughly = 0.5
)

func (d *moment) worth() float64 {
	worth := standingWorth * d.standing
	switch {
	case d.mention == nil:
	case d.mention.Exact():
		worth += tellsDay
	default:
		worth += tellsRoughly
	}
	return worth
}

func (r *reading) telling(i int, found []dates.Mention) []dates.Mention {
	var out []dates.Mention
	rough := !slices.ContainsFunc(found, func(m dates.Mention) bool { return m.Exact() && !m.Loose })
	firm := slices.ContainsFunc(found, func(m dates.Mention) bool { return !m.Loose })
	for _, m := range found {
		switch {
		case m.Loose && (firm || r.borrowed(i, m.Span)), !m.Exact() && !rough:
			continue
		case slices.ContainsFunc(out, func(o dates.Mention) bool { return o.First.Equal(m.First) && o.Last.Equal(m.Last) }):
			continue
		}
		out = append(out, m)
	}
	return out
}

// borrowed reports whether the words at s, in sentence i, are quoted, or of a text
// that the sentence before announces.
func (r *reading) borrowed(i int, s text.Span) bool {
	block := r.article.Blocks[r.sentences[i].block]
	return openQuote(r.article.Body[block.Start:s.Start]) || i > 0 && r.leadsOn(i-1)
}

// What a further moment of the same day, and of the same article, loses of its
// score.
const (
	repeatedDay    = 0.5
	repeatedTeller = 0.3
)

// pickMoments takes the best one by one: no sentence twice for one day, no text
// twice, and of an article's sentences that tell no day only the best.
func pickMoments(options []moment, n need, limit int) []moment {
	var out []moment
	days, tellers, undated := make(map[string]int), make(map[string]int), make(map[string]bool)
	for len(out) < limit && len(options) > 0 {
		best, bestScore := 0, math.Inf(-1)
		for i, m := range options {
			score := m.score - repeatedDay*float64(days[m.day()]) - repeatedTeller*float64(tellers[m.article.ID])
			if score > bestScore {
				best, bestScore = i, score
			}
		}
		m := options[best]
		options = slices.Delete(options, best, best+1)
		if m.mention == nil && undated[m.article.ID] {
			continue
		}
		m.excerpt = m.standalone(n)
		if slices.ContainsFunc(out, m.overlaps) && m.sentences[m.at].words <= MaxExcerptWords {
			m.excerpt = m.reading.excerpt(m.sentences[m.at].Span, m.score, n) // alone, so that no other stands on two days
		}
		if k := slices.IndexFunc(out, m.repeats); k >= 0 {
			out[k].carriedBy(m)
			continue
		}
		if slices.ContainsFunc(out, m.resembles) {
			continue
		}
		undated[m.article.ID] = undated[m.article.ID] || m.mention == nil
		days[m.day()]++
		tellers[m.article.ID]++
		out = append(out, m)
	}
	return out
}

func (d *moment) day() string {
	if d.mention == nil {
		return d.article.Day()
	}
	return d.mention.First.Format(time.DateOnly)
}

// repeats reports whether other shows a sentence that d shows, which stands on one
// day only, or the same text elsewhere.
func (d *moment) repeats(other moment) bool {
	if d.article.ID == other.article.ID {
		return d.overlaps(other)
	}
	return shareIn(d.excerpt.grams, other.excerpt.grams) >= sameWords
}

// overlaps reports whether other shows words of the article that d shows.
func (d *moment) overlaps(other moment) bool {
	return d.article.ID == other.article.ID && d.excerpt.span().Overlaps(other.excerpt.span())
}

// alike is the share of its words that a sentence has in common with another
// of the same day when it adds nothing to it.
const alike = 0.6

// resembles reports whether other tells the same of the same day in its own
// words.
func (d *moment) resembles(other moment) bool {
	if d.day() != other.day() {
		return false
	}
	_, share := inCommon(d.tokens(), other.tokens())
	return share >= alike
}

// carriedBy notes that d says the same. Of two articles with one text the
// earlier is quoted: what it counts its days from is nearer to what happened.
func (d *moment) carriedBy(other moment) {
	if d.article.ID == other.article.ID || d.excerpt.names(other.article.ID) {
		return
	}
	if day := other.article.Day(); day != "" && day < d.article.Day() {
		other.excerpt.AlsoCarriedBy = append(slices.Clone(d.excerpt.AlsoCarriedBy), d.article.Meta)
		*d = other
		return
	}
	d.excerpt.AlsoCarriedBy = append(d.excerpt.AlsoCarriedBy, other.article.Meta)
}

func (d *moment) event(e Excerpt) Event {
	if d.mention == nil {
		return Event{Date: d.article.Day(), Basis: ByPublication, Excerpt: e}
	}
	out := Event{Date: d.mention.First.Format(time.DateOnly), Basis: ByText, Words: d.text(d.mention.Span), Excerpt: e}
	if !d.mention.Exact() {
		out.Until = d.mention.Last.Format(time.DateOnly)
	}
	return out
}
