package retrieval

import (
	"encoding/binary"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/meaning"
	"dateline/retrieval/text"
)

// termHash stands for a term where passages are compared with questions: two
// of a question's terms share one with a chance of one in millions.
type termHash uint32

// hashTerm returns FNV-1a of t, without the bit that marks names.
func hashTerm(t text.Term) termHash {
	h := uint32(2166136261)
	for i := 0; i < len(t); i++ {
		h = (h ^ uint32(t[i])) * 16777619
	}
	return termHash(h) &^ nameMark
}

// nameMark is set where a word stands as a name does: with a capital that no
// beginning of a sentence explains.
const nameMark termHash = 1 << 31

func (h termHash) term() termHash { return h &^ nameMark }
func (h termHash) isName() bool   { return h&nameMark != 0 }

// vector is a passage as ranking sees it: the terms that carry a topic, in
// order. The index stores it beside the passage's postings, since cutting the
// text into terms again would take most of a search's time.
type vector struct {
	body, title []termHash // names are marked in the body alone
	means       *meaning.Vector
}

// holds reports whether the passage or its headline has the term.
func (v vector) holds(term termHash) bool {
	return slices.ContainsFunc(v.body, func(h termHash) bool { return h.term() == term }) || slices.Contains(v.title, term)
}

// packVector returns the bytes of a vector: what it means, the terms of the headline,
// then those of the passage that text was cut from.
func packVector(title []string, content string, tokens []text.Token) []byte {
	means := meaning.Of(content)
	out := append(make([]byte, 0, len(means)+4*(len(title)+len(tokens))), means.Bytes()...)
	for _, t := range title {
		out = binary.LittleEndian.AppendUint32(out, uint32(hashTerm(text.Term(t))))
	}
	for i, t := range tokens {
		if t.Stop {
			continue
		}
		h := hashTerm(t.Term)
		if text.StandsAsName(content, tokens, i) {
			h |= nameMark
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(h))
	}
	return out
}

// readVector reads the vector of the passage from the index.
func readVector(r index.IndexReader, ref passageRef) (vector, error) {
	doc, err := r.Document(ref.String())
	if err != nil {
		return vector{}, fmt.Errorf("read passage %s: %w", ref, err)
	}
	var packed []byte
	if doc != nil {
		doc.VisitFields(func(f index.Field) { packed = f.Value() })
	}
	means, packed := meaning.FromBytes(packed)
	if len(packed) != 4*(ref.titleTerms+ref.terms) {
		return vector{}, fmt.Errorf("passage %s: the index has %d bytes of its terms", ref, len(packed))
	}
	all := make([]termHash, ref.titleTerms+ref.terms)
	for i := range all {
		all[i] = termHash(binary.LittleEndian.Uint32(packed[4*i:]))
	}
	return vector{title: all[:ref.titleTerms], body: all[ref.titleTerms:], means: &means}, nil
}

// maxVectorBytes bounds the vectors kept in memory, of all libraries together.
const maxVectorBytes = 64 << 20

func (v vector) bytes() int { return 4*(len(v.body)+len(v.title)) + len(v.means) + 160 }
