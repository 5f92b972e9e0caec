package eval

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"dateline/answers"
	"dateline/retrieval"
)

// hit is a text that was found: a passage of a search, an excerpt of an answer.
type hit struct {
	article  string
	title    string
	text     string
	squashed string
}

func newHit(article, title, text string) hit {
	return hit{article, title, text, squash(text)}
}

// found is what one question got.
type found struct {
	hits []hit
	// decision is nil for a search, which decides nothing.
	decision *Decision
	// nearest are the articles that an abstention names.
	nearest []retrieval.Meta
	tookMS  float64
}

// Decision is whether a question was answered, and how sure that was.
type Decision struct {
	Answered   bool    `json:"answered"`
	Confidence float64 `json:"confidence"`
}

// standsIn reports whether h counts as the evidence.
func (e Evidence) standsIn(h hit) bool {
	if e.Quote == "" {
		return h.article == e.Article
	}
	if !strings.Contains(h.squashed, squash(e.Quote)) {
		return false
	}
	if e.Sentence == "" {
		return true
	}
	if h.article != e.Article {
		return false
	}
	wanted, shared := words(e.Sentence), 0
	for w := range words(h.text) {
		if wanted[w] {
			shared++
		}
	}
	return shared*2 >= len(wanted)
}

// judgement is what of a question's evidence stands in which of its hits.
type judgement struct {
	question Question
	hits     []hit
	stands   [][]bool // by hit, by evidence
}

func judge(q Question, hits []hit) judgement {
	j := judgement{q, hits, make([][]bool, len(hits))}
	for i, h := range hits {
		j.stands[i] = make([]bool, len(q.Evidence))
		for k, e := range q.Evidence {
			j.stands[i][k] = e.standsIn(h)
		}
	}
	return j
}

// holds reports whether any evidence stands in hit i.
func (j judgement) holds(i int) bool {
	for _, stands := range j.stands[i] {
		if stands {
			return true
		}
	}
	return false
}

// rank is the place, from 1, of the first hit that holds evidence, or 0 when
// none of the first ten does.
func (j judgement) rank() int {
	for i := range j.hits[:min(len(j.hits), 10)] {
		if j.holds(i) {
			return i + 1
		}
	}
	return 0
}

// fromEvidence reports whether an article of the evidence is among those of the
// first excerpts.
func (j judgement) fromEvidence() bool {
	return j.shows(func(h hit, e Evidence) bool { return e.Article == h.article })
}

// quotesEvidence reports whether one of the first excerpts quotes evidence: the
// article is the evidence's and its quote stands there, in whatever sentence.
func (j judgement) quotesEvidence() bool {
	return j.shows(func(h hit, e Evidence) bool {
		return e.Article == h.article && strings.Contains(h.squashed, squash(e.Quote))
	})
}

// shows reports whether one of the first excerpts, as many as are shown where
// nothing else is set, is what is said to one of the evidence.
func (j judgement) shows(is func(hit, Evidence) bool) bool {
	return slices.ContainsFunc(j.hits[:min(len(j.hits), answers.DefaultExcerpts)], func(h hit) bool {
		return slices.ContainsFunc(j.question.Evidence, func(e Evidence) bool { return is(h, e) })
	})
}

// evidenceRecall is the share of the evidence that stands in the first k hits.
func (j judgement) evidenceRecall(k int) float64 {
	n := 0
	for e := range j.question.Evidence {
		for i := range j.hits[:min(len(j.hits), k)] {
			if j.stands[i][e] {
				n++
				break
			}
		}
	}
	return float64(n) / float64(len(j.question.Evidence))
}

// articles returns the share of the evidence's articles that are among the first
// ten distinct articles found, and the place of the first one, 0 for none.
func (j judgement) articles() (recall float64, rank int) {
	wanted := make(map[string]bool)
	for _, e := range j.question.Evidence {
		wanted[e.Article] = true
	}
	seen := make(map[string]bool)
	n := 0
	for _, h := range j.hits {
		if seen[h.article] || len(seen) == 10 {
			continue
		}
		seen[h.article] = true
		if !wanted[h.article] {
			continue
		}
		n++
		if rank == 0 {
			rank = len(seen)
		}
	}
	return float64(n) / float64(len(wanted)), rank
}

// squash takes all white space away, by which texts are compared.
func squash(s string) string {
	return strings.Join(strings.FieldsFunc(s, isSpace), "")
}

// countWords counts the runs of text between white space.
func countWords(s string) int {
	n := 0
	for range strings.FieldsFuncSeq(s, isSpace) {
		n++
	}
	return n
}

// isSpace is what Python calls white space: Unicode's, and the four
// separators of ASCII.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
}

// words are the distinct words of s, without case: runs of letters, numbers
// and low lines, as Python's \w finds them.
func words(s string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsFuncSeq(cases.Lower(language.Und).String(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_'
	}) {
		out[w] = true
	}
	return out
}
