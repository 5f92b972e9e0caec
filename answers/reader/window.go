package reader

import "dateline/retrieval/wordpiece"

// Bounds of a window in pieces: of the question, the title and the sentence,
// and of all with the six marks between them.
const (
	maxQuestion = 40
	maxTitle    = 14
	maxSentence = 52
	maxBefore   = 20
	maxAfter    = 8
	maxWindow   = 112
)

// window is what the network reads: pieces, each with its place, and where
// the sentence's mark stands. The first asked belong to the question.
type window struct {
	ids   []int32
	asked int
	mark  int
}

// windowOf lays out a candidate behind the question's pieces. What room the
// question, the title and the sentence leave goes to the end of what stands
// before, then to the beginning of what comes after.
func windowOf(words *wordpiece.Vocabulary, question []int32, c Candidate) window {
	title := words.Pieces(c.Title, maxTitle)
	sentence := words.Pieces(c.Sentence, maxSentence)
	room := max(0, maxWindow-6-len(question)-len(title)-len(sentence))
	before := words.LastPieces(c.Before, min(maxBefore, room))
	after := words.Pieces(c.After, min(maxAfter, room-len(before)))

	ids := make([]int32, 0, maxWindow)
	ids = append(ids, wordpiece.Class)
	ids = append(ids, question...)
	ids = append(ids, wordpiece.Separator)
	w := window{asked: len(ids)}
	ids = append(ids, title...)
	ids = append(ids, wordpiece.Before)
	ids = append(ids, before...)
	w.mark = len(ids)
	ids = append(ids, wordpiece.Here)
	ids = append(ids, sentence...)
	ids = append(ids, wordpiece.After)
	ids = append(ids, after...)
	ids = append(ids, wordpiece.Separator)
	w.ids = ids
	return w
}
