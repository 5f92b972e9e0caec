package reader

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

// window lays out a candidate behind the question's pieces. What room the
// question, the title and the sentence leave goes to the end of what stands
// before, then to the beginning of what comes after.
func (v *vocabulary) window(question []int32, c Candidate) window {
	title := v.pieces(c.Title, maxTitle)
	sentence := v.pieces(c.Sentence, maxSentence)
	room := max(0, maxWindow-6-len(question)-len(title)-len(sentence))
	before := v.lastPieces(c.Before, min(maxBefore, room))
	after := v.pieces(c.After, min(maxAfter, room-len(before)))

	ids := make([]int32, 0, maxWindow)
	ids = append(ids, idClass)
	ids = append(ids, question...)
	ids = append(ids, idSeparator)
	w := window{asked: len(ids)}
	ids = append(ids, title...)
	ids = append(ids, idBefore)
	ids = append(ids, before...)
	w.mark = len(ids)
	ids = append(ids, idHere)
	ids = append(ids, sentence...)
	ids = append(ids, idAfter)
	ids = append(ids, after...)
	ids = append(ids, idSeparator)
	w.ids = ids
	return w
}
