package manner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a message is.
type Kind uint8

// The kinds of messages. All but Question and Unclear are mere manner and ask
// nothing of the library.
const (
	// Question is whatever has matter, a topic without a question too.
	Question Kind = iota
	// Unclear is a question without a topic: "what happened next?", "any news?".
	Unclear
	Greeting
	Thanks
	// Praise and Blame are of the bot: "good bot", "bad bot".
	Praise
	Blame
	Laughter
	Farewell
	// Help asks what the bot can do or how it is used.
	Help
	// Who asks what the bot is, or for its own views.
	Who
	// Sources asks where the bot has its news from.
	Sources
	// Remark is small talk: "ok", "that's hilarious", "sorry wrong channel".
	Remark
)

var kindNames = [...]string{
	"question", "unclear", "greeting", "thanks", "praise", "blame", "laughter", "farewell", "help", "who", "sources", "remark",
}

// String names the kind in one lower-case word, by which texts are keyed.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Message is what a message is made of.
type Message struct {
	// Question is the matter, a part of the message to the letter; "" when
	// there is none.
	Question string
	Kind     Kind
	// Recent says that the words ask for the newest.
	Recent bool
	// Topic says that the message names a topic rather than asks: "news on …".
	Topic bool
	// Language is the tag of the language that most of the phrases known here
	// are of, "" when there are none.
	Language string
}

// Read parts a message. The names are the bot's own.
func Read(text string, names []string) Message {
	r := newReading(text, names)
	var m Message
	m.Recent, m.Language = r.recent()
	if kind, ok := r.whole(0, len(r.tokens)); ok {
		m.Kind = kind
		if kind == Unclear {
			m.Question = r.text(0, len(r.tokens))
		}
		m.Recent = m.Recent || r.isNews
		return m
	}
	lo, hi := r.peel()
	if kind, ok := r.whole(lo, hi); ok && kind != Unclear || lo == hi {
		lo, hi = 0, len(r.tokens)
		r.isTopic, r.isNews = false, false
	}
	m.Question, m.Topic, m.Recent = r.text(lo, hi), r.isTopic, m.Recent || r.isNews
	if r.unclear(lo, hi) {
		m.Kind = Unclear
	}
	return m
}

// reading is a message while it is read.
type reading struct {
	tables *tables
	source string
	tokens []token
	gaps   []gap
	// names are the bot's, in folded words.
	names [][]string
	// hi is where the matter ends, as far as it is known.
	hi int
	// known remembers what was found to lead up to a question.
	known map[place]int
	// tongue is the language that most words speak for, "" when none does.
	tongue string
	// isTopic says that a topic was led up to, isNews that news was asked for.
	isTopic, isNews bool
}

func newReading(text string, names []string) *reading {
	r := &reading{tables: loaded(), source: text}
	r.tokens, r.gaps = split(text)
	for i, t := range r.tokens {
		r.tokens[i].squeezed = append(r.tokens[i].squeezed, r.tables.spelled[t.folded]...)
	}
	for _, n := range names {
		if words := folded(n); len(words) > 0 {
			r.names = append(r.names, words)
		}
	}
	r.tongue = r.likely()
	return r
}

// likely returns the language that most of the plain words belong to.
func (r *reading) likely() string {
	best, tongue := 0, ""
	for _, lang := range tongues {
		count := 0
		for _, t := range r.tokens {
			if r.tables.is(t, lang, question, verb, binder, bare) {
				count++
			}
		}
		if count > best {
			best, tongue = count, lang
		}
	}
	return tongue
}

// text returns the part of the message from one token to another, with the
// marks that belong to it.
func (r *reading) text(lo, hi int) string {
	if lo >= hi {
		return ""
	}
	return r.source[r.start(lo) : r.tokens[hi-1].end+closing(r.gaps[hi].text)]
}

// start returns where the text begins whose first token is lo: with the marks
// that stand right before it.
func (r *reading) start(lo int) int {
	before := r.gaps[lo].text
	cut := strings.LastIndexFunc(before, func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune(",;:!.…—–", c)
	})
	if cut >= 0 {
		_, size := utf8.DecodeRuneInString(before[cut:])
		cut += size
	}
	return r.tokens[lo].start - len(before) + max(cut, 0)
}

// opens reports whether a quotation begins with that token.
func (r *reading) opens(at int) bool {
	return strings.ContainsAny(r.source[r.start(at):r.tokens[at].start], quotes)
}

// closing returns how much of the gap behind a question belongs to it: what
// closes brackets and quotations, and one mark that ends it.
func closing(after string) int {
	end, ended, stopped := 0, false, false
	for i, c := range after {
		switch {
		case unicode.IsSpace(c):
			continue
		case strings.ContainsRune("?!？！", c):
			if ended {
				return end
			}
			ended = true
		case strings.ContainsRune(".。", c):
			if stopped || ended || i != end {
				return end
			}
			stopped = true
		case strings.ContainsRune(",;:—–…-", c):
			return end
		case i != end && c != '»':
			return end
		}
		_, size := utf8.DecodeRuneInString(after[i:])
		end = i + size
	}
	return end
}
