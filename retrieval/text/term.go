package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Term is a word as it is matched: without case, accents and inflection.
type Term string

// Token is a word of a text and the term it counts as.
type Token struct {
	Span
	Term Term
	// Exact is the word without case and accents but whole, which tells names
	// apart that share a stem.
	Exact Term
	// Upper says that the word begins with a capital.
	Upper bool
	// Stop says that the word carries no topic: "the", "did".
	Stop bool
	// Sequence says that it is no word, but characters in a row of a script that
	// does not part words, or syllables in a row of a language that parts those.
	// Each row overlaps with the next: Span ends before that, and Shared is how
	// many bytes after Span belong to the row too.
	Sequence bool
	Shared   int
}

// Mark adds what the token's term was made of to marked, which ends before it or
// where it shares characters with the token before.
func (t Token) Mark(marked []Span) []Span {
	whole := Span{t.Start, t.End + t.Shared}
	if n := len(marked) - 1; t.Sequence && n >= 0 && marked[n].End >= whole.Start {
		marked[n].End = whole.End
		return marked
	}
	return append(marked, whole)
}

// Analyzer turns text into tokens. It remembers the words it has met, since a
// language's words are few and stemming is the costly part. It may be used
// from several goroutines at once.
type Analyzer struct {
	languages map[string]func() *language
}

// NewAnalyzer returns an Analyzer for every language that Languages names.
func NewAnalyzer() *Analyzer {
	a := &Analyzer{languages: make(map[string]func() *language)}
	for tag, m := range morphologies {
		a.languages[tag] = sync.OnceValue(func() *language { return newLanguage(m) })
	}
	return a
}

func (a *Analyzer) language(tag string) *language { return a.languages[BaseLanguage(tag)]() }

// Tokens are the words of text in order, white space and punctuation left out.
// language is a BCP 47 tag.
func (a *Analyzer) Tokens(text, language string) []Token {
	lang := a.language(language)
	shouted := !strings.ContainsFunc(text, unicode.IsLower)
	out := make([]Token, 0, len(text)/6+1)
	it := words.FromString(text)
	done := 0 // of what was taken as sequences
	for it.Next() {
		word := it.Value()
		first, _ := utf8.DecodeRuneInString(word)
		if it.Start() < done {
			continue
		}
		if first >= firstUnspaced || !isASCII(word) {
			if out, done = appendSequences(out, text, it.Start(), it.End(), lang); done > it.Start() {
				continue
			}
		}
		if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
			continue
		}
		tok := lang.token(beginning(word), shouted)
		if tok.Exact == "" {
			continue
		}
		tok.Span = Span{it.Start(), it.End()}
		tok.Upper = unicode.IsUpper(first)
		out = append(out, tok)
	}
	if lang.syllables {
		lang.joinSyllables(text, out, shouted)
	}
	return out
}

// language turns the words of one language into terms.
type language struct {
	morphology
	stops map[string]bool // folded
	// toned are the stop words with their tones, where spaces part syllables.
	toned map[string]bool

	mu   sync.RWMutex
	seen map[string]Token
}

const (
	// maxSeen bounds what one language remembers, in words, and maxSeenWord how
	// long such a word is, in bytes.
	maxSeen, maxSeenWord = 1 << 17, 64
	// maxTerm is how much of a word is told apart, in bytes: more than any
	// language's words have.
	maxTerm = 256
)

// beginning returns as much of word as is told apart.
func beginning(word string) string {
	if len(word) <= maxTerm {
		return word
	}
	end := maxTerm
	for end > 0 && !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}

func newLanguage(m morphology) *language {
	l := &language{morphology: m, stops: m.stopWords(), seen: make(map[string]Token)}
	if m.syllables {
		l.toned = WordSet(m.more)
	}
	return l
}

// token returns the term of word; shouted says that the text is all capitals,
// so that they tell nothing.
func (l *language) token(word string, shouted bool) Token {
	remember := !shouted && len(word) <= maxSeenWord
	if remember {
		l.mu.RLock()
		tok, ok := l.seen[word]
		l.mu.RUnlock()
		if ok {
			return tok
		}
	}
	tok := l.analyse(word, shouted)
	if remember {
		l.mu.Lock()
		if len(l.seen) >= maxSeen {
			clear(l.seen)
		}
		l.seen[strings.Clone(word)] = tok
		l.mu.Unlock()
	}
	return tok
}

func (l *language) analyse(word string, shouted bool) Token {
	folded := fold(word)
	if l.stops[folded] && (strings.Contains(word, ".") || acronym(word) && !shouted) {
		// "U.S.", and "US", "IS", "WHO" in capitals among lower case, are
		// names. The dot keeps them apart from the stop words.
		name := Term(folded + "·")
		return Token{Term: name, Exact: name}
	}
	tok := Token{Term: Term(folded), Exact: Term(folded), Stop: l.stops[folded]}
	if !tok.Stop && l.stem != nil && !strings.ContainsFunc(folded, unicode.IsDigit) {
		tok.Term = Term(l.stemmed(word, folded))
	}
	return tok
}

// stemmed returns the folded stem of a word that folded is the folded form of.
func (l *language) stemmed(word, folded string) string {
	if base, ok := l.lemmas[folded]; ok {
		folded = base
	}
	switch {
	case len(folded) <= 2:
		return folded
	case l.accented:
		return fold(l.stem(lowerCase(word)))
	}
	return l.stem(folded)
}

// acronym reports whether word is two letters or more, all of them capitals.
func acronym(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}

// Content returns the terms of those tokens that carry a topic.
func Content(tokens []Token) []string {
	var out []string
	for _, t := range tokens {
		if !t.Stop {
			out = append(out, string(t.Term))
		}
	}
	return out
}

// Whole returns the capitalised words among tokens whole, where the stem differs.
func Whole(tokens []Token) []string {
	var out []string
	for _, t := range tokens {
		if t.Upper && !t.Stop && !t.Sequence && t.Exact != t.Term {
			out = append(out, string(t.Exact))
		}
	}
	return out
}

// Names returns the terms of those tokens of a text that stand as names do.
func Names(content string, tokens []Token) []string {
	var out []string
	for i, t := range tokens {
		if !t.Stop && StandsAsName(content, tokens, i) {
			out = append(out, string(t.Term))
		}
	}
	return out
}

// StandsAsName reports whether token i of a text has a capital that no beginning
// of a sentence explains.
func StandsAsName(content string, tokens []Token, i int) bool {
	return tokens[i].Upper && i > 0 && !strings.ContainsAny(content[tokens[i-1].End:tokens[i].Start], sentenceEnds)
}

// sentenceEnds are what may stand before a capital that any word would have.
const sentenceEnds = ".!?:\n\"“”"

// TermSet returns the set of words, which are written as terms are: without case
// and accents, stemmed where stems are compared.
func TermSet(words string) map[Term]bool {
	out := make(map[Term]bool)
	for _, w := range strings.Fields(words) {
		out[Term(w)] = true
	}
	return out
}
