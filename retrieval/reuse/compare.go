package reuse

import (
	"strings"

	"github.com/pmezard/go-difflib/difflib"

	"dateline/retrieval/text"
)

// Text is a body and its blocks.
type Text struct {
	Body   string
	Blocks []text.Block
}

// SentenceChange is a sentence that one text has in another's place, to the
// letter. Before is "" for one that came in, After for one that went out.
type SentenceChange struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// Bounds of comparing texts, for those that have changed all over.
const (
	// maxCompared is how many sentences of a text are compared.
	maxCompared = 20000
	// maxPairing is how many pairs of sentences are looked at to find which
	// became which, where several that stand together have changed.
	maxPairing = 1000
	// comparedWords is how many words of a sentence are looked at for that.
	comparedWords = 200
	// sameSentence is the share of words, 0 to 1, from which on two sentences
	// count as one that was changed.
	sameSentence = 0.5
)

// CompareSentences tells what changed from one text to another, sentence by
// sentence, in the order of the texts. White space does not count, and one that
// is moved goes out and comes in. Nil means that no sentence differs.
func CompareSentences(before, after Text) []SentenceChange {
	from, to := sentencesOf(before), sentencesOf(after)
	var out []SentenceChange
	for _, op := range difflib.NewMatcher(folded(from), folded(to)).GetOpCodes() {
		if op.Tag != 'e' {
			out = append(out, pairSentences(from[op.I1:op.I2], to[op.J1:op.J2])...)
		}
	}
	return out
}

// sentencesOf are the sentences of a text, a heading or a caption as one.
func sentencesOf(t Text) []string {
	var out []string
	for _, b := range t.Blocks {
		spans := []text.Span{b.Span}
		if b.Kind == text.Paragraph {
			spans = text.Sentences(t.Body, b.Span)
		}
		for _, s := range spans {
			if out = append(out, t.Body[s.Start:s.End]); len(out) == maxCompared {
				return out
			}
		}
	}
	return out
}

// folded are the sentences as they are compared.
func folded(sentences []string) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = strings.Join(strings.Fields(s), " ")
	}
	return out
}

// pairSentences tells which of the sentences that stood in a place became which
// of those that stand there now, went out or came in.
func pairSentences(before, after []string) []SentenceChange {
	var out []SentenceChange
	next := 0 // of after
	for i, old := range before {
		j := -1
		if len(before)*len(after) <= maxPairing {
			j = mostLike(old, after[next:])
		}
		if j < 0 {
			out = append(out, SentenceChange{Before: before[i]})
			continue
		}
		for _, s := range after[next : next+j] {
			out = append(out, SentenceChange{After: s})
		}
		out = append(out, SentenceChange{Before: old, After: after[next+j]})
		next += j + 1
	}
	for _, s := range after[next:] {
		out = append(out, SentenceChange{After: s})
	}
	return out
}

// mostLike returns the place of the sentence that shares the most words with old,
// in their order, or -1 when none shares enough.
func mostLike(old string, sentences []string) int {
	best, most := -1, sameSentence
	words := firstWords(old)
	for i, s := range sentences {
		if ratio := difflib.NewMatcher(words, firstWords(s)).Ratio(); ratio > most || best < 0 && ratio == most {
			best, most = i, ratio
		}
	}
	return best
}

// firstWords are the words of a sentence, of a very long one the first.
func firstWords(sentence string) []string {
	var out []string
	for w := range strings.FieldsSeq(sentence) {
		if out = append(out, w); len(out) == comparedWords {
			break
		}
	}
	return out
}
