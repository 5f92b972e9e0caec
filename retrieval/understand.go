package retrieval

import (
	"maps"
	"slices"
	"strings"

	"dateline/retrieval/outlets"
	"dateline/retrieval/text"
)

// understanding is what a question asks for, as far as its words tell.
type understanding struct {
	tokens []text.Token
	// topic says of each token whether it is part of what is asked about, and
	// not a stop word, a word of the question's frame, an outlet or a date.
	topic []bool
	sides []side
	// outlets and days are all that the question names.
	outlets map[string]bool
	named   []NamedOutlet
	days    []askedDays
	// missing are sources that the question names and the library lacks.
	missing []string
	// question says that it is put as one, and does not just name a topic.
	question bool
}

// side is one of the things that a question asks about, such as what one of
// two outlets says: a part of its words, with the outlet and the date that
// belong to it.
type side struct {
	first, last int // tokens, both included
	outlets     map[string]bool
	days        []askedDays
}

// frame are words by which a question speaks of reports rather than of what
// they report; they say little of the topic.
var frame = func() map[text.Term]bool {
	m := make(map[text.Term]bool)
	for _, w := range strings.Fields(`accord articl report publish public piec coverag mention suggest indic describ
		discuss state claim attribut detail featur highlight focus compar consist consid inform between respect
		regard both base differ agre individu person narrat portray specif relat involv associ subject question
		imply subsequ previous initi later contrast contradict similar chang`) {
		m[text.Term(w)] = true
	}
	return m
}()

// asking are the words that ask for a name.
var asking = map[text.Term]bool{"who": true, "whom": true, "whose": true, "which": true, "what": true}

// questionWords begin a question that may lack its mark.
var questionWords = func() map[text.Term]bool {
	m := maps.Clone(asking)
	for _, w := range strings.Fields(`how when where why am is are was were do does did has have had can could may might
		must shall should will would`) {
		m[text.Term(w)] = true
	}
	return m
}()

// amounts ask for one after "how", and say nothing of what is counted.
var amounts = map[text.Term]bool{"much": true, "many": true}

// isQuestion reports whether text is put as a question: by its mark, or by its
// first word.
func isQuestion(text string, tokens []text.Token) bool {
	return strings.ContainsAny(text, "?？؟") || len(tokens) > 0 && questionWords[tokens[0].Exact]
}

func understand(text string, tokens []text.Token, names *outlets.Names, days []dayMention) *understanding {
	u := &understanding{tokens: tokens, topic: make([]bool, len(tokens)), outlets: make(map[string]bool)}
	u.question = isQuestion(text, tokens)
	for i, t := range tokens {
		counts := i > 0 && amounts[t.Exact] && tokens[i-1].Exact == "how"
		u.topic[i] = !t.Stop && !counts
	}
	outlets := names.Read(text, tokens)
	for _, m := range outlets {
		u.drop(m.First, m.Last)
		u.named = append(u.named, NamedOutlet{text[tokens[m.First].Start:tokens[m.Last].End], m.Keys})
		for _, k := range m.Keys {
			u.outlets[k] = true
		}
	}
	for _, m := range days {
		if !m.topical {
			u.drop(m.first, m.last)
		}
		u.days = append(u.days, m.asked)
	}
	u.missing = u.unknownSources(outlets)
	u.divide(text, outlets, days)
	return u
}

func (u *understanding) drop(first, last int) {
	for i := first; i <= last; i++ {
		u.topic[i] = false
	}
}

// minSide is the fewest words of the topic that make a side.
const minSide = 2

// divide finds the question's sides: its clauses, with a clause too thin to
// stand alone joined to the one before.
func (u *understanding) divide(text string, outlets []outlets.Mention, days []dayMention) {
	start, topics := 0, 0
	flush := func(end int) {
		if topics < minSide && len(u.sides) > 0 {
			u.sides[len(u.sides)-1].last = end
		} else if end >= start {
			u.sides = append(u.sides, side{first: start, last: end})
		}
		start, topics = end+1, 0
	}
	for i := range u.tokens {
		if i > start && topics >= minSide && !inside(days, i) && u.boundary(text, i) {
			flush(i - 1)
		}
		if u.topic[i] && !frame[u.tokens[i].Term] {
			topics++
		}
	}
	if len(u.tokens) > 0 {
		flush(len(u.tokens) - 1)
	}
	for i := range u.sides {
		u.sides[i].bind(outlets, days)
	}
	for i := range u.sides {
		if len(u.sides[i].outlets) == 0 {
			u.sides[i].outlets = u.outlets
		}
	}
}

// inside reports whether token i goes on with days that begin before it, so
// that the comma of "October 4, 2023" ends no clause.
func inside(days []dayMention, i int) bool {
	return slices.ContainsFunc(days, func(m dayMention) bool { return m.first < i && i <= m.last })
}

func (s *side) bind(outlets []outlets.Mention, days []dayMention) {
	s.outlets = make(map[string]bool)
	for _, m := range outlets {
		if m.First >= s.first && m.Last <= s.last {
			for _, k := range m.Keys {
				s.outlets[k] = true
			}
		}
	}
	for _, m := range days {
		if m.first >= s.first && m.last <= s.last {
			s.days = append(s.days, m.asked)
		}
	}
}

var clauseWords = map[text.Term]bool{"while": true, "whereas": true, "and": true, "but": true, "whose": true, "which": true,
	"after": true, "before": true, "compared": true, "versus": true, "also": true}

// boundary reports whether a clause begins at token i: after a comma, a semicolon
// or a full stop, or at a word that joins clauses.
func (u *understanding) boundary(text string, i int) bool {
	between := text[u.tokens[i-1].End:u.tokens[i].Start]
	return strings.ContainsAny(between, ",;:?!") || strings.Contains(between, ". ") || clauseWords[u.tokens[i].Exact]
}

// unknownSources are names that stand where outlets stand ("an X article",
// "an article from X") and are none of the library's.
func (u *understanding) unknownSources(known []outlets.Mention) []string {
	taken := make([]bool, len(u.tokens))
	for _, m := range known {
		for i := m.First; i <= m.Last; i++ {
			taken[i] = true
		}
	}
	var out []string
	for i, t := range u.tokens {
		if !outlets.SourceNouns[t.Exact] {
			continue
		}
		if name := u.nameBefore(i, taken); name != "" {
			out = append(out, name)
		} else if name := u.nameAfter(i, taken); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// nameBefore is the run of capitalised words that ends before token i.
func (u *understanding) nameBefore(i int, taken []bool) string {
	first := i
	for first > 1 && u.tokens[first-1].Upper && !taken[first-1] && !u.tokens[first-1].Stop {
		first--
	}
	return u.name(first, i)
}

// nameAfter is the run of capitalised words after "from", "in" or "by" that
// follows token i.
func (u *understanding) nameAfter(i int, taken []bool) string {
	first := i + 1
	if first >= len(u.tokens) || !introducesSource[u.tokens[first].Exact] {
		return ""
	}
	first++
	if first < len(u.tokens) && u.tokens[first].Exact == "the" {
		first++
	}
	last := first
	for last < len(u.tokens) && u.tokens[last].Upper && !taken[last] && !u.tokens[last].Stop {
		last++
	}
	return u.name(first, last)
}

var introducesSource = map[text.Term]bool{"from": true, "in": true, "by": true}

func (u *understanding) name(first, end int) string {
	var words []string
	for _, t := range u.tokens[min(first, end):end] {
		words = append(words, string(t.Exact))
	}
	return strings.Join(words, " ")
}

// Understood is what a search took a question to ask for, to be shown.
type Understood struct {
	// Words are what is looked for.
	Words []Word `json:"words"`
	// Sides are the things that the question asks about, each as its words.
	Sides [][]text.Term `json:"sides"`
	// Outlets are those of the library's that the question names, folded.
	Outlets []string `json:"outlets"`
	// Days are the dates that it names.
	Days []DayRange `json:"days"`
	// Missing are sources that it names and the library does not have.
	Missing []string `json:"missing"`
}

// NamedOutlet is an outlet as a question names it, and the keys (see
// Meta.OutletKey) of the outlets that this may mean: sections of one.
type NamedOutlet struct {
	Name string
	Keys []string
}

// Word is a word of a question, as it is looked for.
type Word struct {
	Term   text.Term   `json:"term"`
	Weight float64     `json:"weight"`
	Known  bool        `json:"known"`
	Also   []text.Term `json:"also"`
}

// Understood says what the question was taken to ask for.
func (r Result) Understood() Understood {
	u := Understood{Words: []Word{}, Sides: r.Sides, Outlets: r.Outlets, Days: r.Days, Missing: r.Missing}
	for _, t := range r.Terms {
		u.Words = append(u.Words, Word{t.Term, t.Weight, t.Known, append([]text.Term{}, t.Also...)})
	}
	return u
}
