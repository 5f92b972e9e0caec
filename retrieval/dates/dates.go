package dates

import (
	"strings"
	"time"

	"dateline/retrieval/text"
)

// Mention is a day, or some days, that a text names.
type Mention struct {
	// Span is where it stands, in bytes of the text.
	text.Span
	// First and Last are the days, both inclusive, at midnight UTC; they are
	// equal for a single day.
	First, Last time.Time
	// Loose says that it only says "today", or the like: in a text that is
	// quoted or taken over from elsewhere, that is another day.
	Loose bool
	// Counted says that the words count from another day, mostly that of
	// publication, and state no date themselves.
	Counted bool
}

// Exact reports whether it is one day.
func (m Mention) Exact() bool { return m.First.Equal(m.Last) }

// Reader reads the sentences of one article, in their order.
type Reader struct {
	published time.Time // zero when it is not known
	words     *vocabulary
	last      time.Time // the day told of last, zero before there was one
	sentences int       // read so far
	toldIn    int       // which of them told last
}

// NewReader returns a Reader for an article of that language, a BCP 47 tag, that
// was published on that day, "2006-01-02". Without a day it reads only dates
// that are stated in full.
func NewReader(published, language string) *Reader {
	r := &Reader{words: vocabularyOf(language)}
	if day, err := time.Parse(time.DateOnly, published); err == nil && told(day) {
		r.published = day
	}
	return r
}

// Read finds the days that a sentence names, in its order; tokens are the
// sentence's, placed in text.
func (r *Reader) Read(content string, tokens []text.Token) []Mention {
	s := &sentence{Reader: r, text: content, tokens: tokens, named: make(map[time.Weekday]time.Time)}
	r.sentences++
	var out []Mention
	for i := 0; i < len(tokens); i++ {
		m, ok := s.at(i)
		if !ok || !told(m.first) || !told(m.last) {
			continue
		}
		if m.follows && s.restated(m.to) {
			i = m.to
			continue
		}
		out = append(out, Mention{
			Span:  text.Span{Start: tokens[m.from].Start, End: tokens[m.to].End},
			First: m.first, Last: m.last, Loose: m.loose, Counted: m.counted,
		})
		if m.first.Equal(m.last) {
			r.last, r.toldIn = m.first, r.sentences
		}
		i = m.to
	}
	return out
}

// sentence is a sentence being read.
type sentence struct {
	*Reader
	text   string
	tokens []text.Token
	// named are the weekdays that it has named, which mean the same days again.
	named map[time.Weekday]time.Time
	// asked says that it is a question: what it names without a year has come.
	asked bool
	// given says that what is read can be nothing but days, so that no word need
	// lead to a month, a year or a weekday.
	given bool
}

// mention is a date in the tokens from to to, both included.
type mention struct {
	from, to    int
	first, last time.Time
	loose       bool
	// counted says that it counts from another day, and follows that this is the
	// day told of last.
	counted, follows bool
}

// restated reports whether a date is stated right after token i, as in "two
// days later, on May 27", so that the date is what counts.
func (s *sentence) restated(i int) bool {
	at := i + 1
	for s.word(at) == "on" || s.word(at) == "the" {
		at++
	}
	if at >= len(s.tokens) {
		return false
	}
	m, ok := s.at(at)
	return ok && !m.follows
}

// at reads a date that begins at token i.
func (s *sentence) at(i int) (mention, bool) {
	if first := s.text[s.tokens[i].Start]; (first < '0' || first > '9') && !s.words.begins[s.word(i)] {
		return mention{}, false // as most words
	}
	for _, read := range []func(*sentence, int) (mention, bool){
		(*sentence).holiday, (*sentence).dashed, (*sentence).slashed, (*sentence).pointed,
		(*sentence).weekdayAndDate, (*sentence).date,
	} {
		if m, ok := read(s, i); ok {
			return m, true
		}
	}
	for _, read := range []func(*sentence, int) (mention, bool){
		(*sentence).weekday, (*sentence).counted, (*sentence).around, (*sentence).deictic,
	} {
		if m, ok := read(s, i); ok {
			m.counted = true
			return m, true
		}
	}
	if m, ok := s.month(i); ok {
		return m, true
	}
	return s.year(i)
}

// word is token i as it is compared, "" where there is none.
func (s *sentence) word(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	if s.asked {
		return unelided(s.text[s.tokens[i].Start:s.tokens[i].End], string(s.tokens[i].Exact))
	}
	return string(s.tokens[i].Exact)
}

// unelided is a folded word without the French article or preposition that is
// elided before it: "l'été" is "ete".
func unelided(raw, folded string) string {
	if len(raw) > 2 && (strings.HasPrefix(raw[1:], "'") || strings.HasPrefix(raw[1:], "’")) && strings.ContainsAny(raw[:1], "lLdD") && folded != "" {
		return folded[1:]
	}
	return folded
}

// follows reports whether these words stand from token i on.
func (s *sentence) follows(i int, words ...string) bool {
	for k, w := range words {
		if s.word(i+k) != w {
			return false
		}
	}
	return true
}

// between is what stands between tokens i and i+1.
func (s *sentence) between(i int) string {
	if i < 0 || i+1 >= len(s.tokens) {
		return ""
	}
	return s.text[s.tokens[i].End:s.tokens[i+1].Start]
}

func one(from, to int, day time.Time) mention {
	return mention{from: from, to: to, first: day, last: day}
}

// dayOf is a day of the calendar, and false where there is none.
func dayOf(year int, month time.Month, day int) (time.Time, bool) {
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return d, d.Day() == day && d.Month() == month
}

const day = 24 * time.Hour

// timeBetween is how long two times lie apart, whichever is the earlier.
func timeBetween(a, b time.Time) time.Duration { return a.Sub(b).Abs() }
