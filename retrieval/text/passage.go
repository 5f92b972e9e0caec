package text

// MaxPassageWords bounds a passage, in words as CountWords counts them.
const MaxPassageWords = 190

// CutPassages divides a body into passages of whole sentences, each as long as
// maxWords allows. None reaches across a place where something was cut out. A
// sentence longer than that is divided between clauses.
func CutPassages(body string, blocks []Block, maxWords int) []Span {
	var out []Span
	words := 0 // of the last passage; maxWords when it takes no more
	add := func(s Span, n int) {
		if len(out) == 0 || words+n > maxWords {
			out, words = append(out, s), 0
		}
		out[len(out)-1].End = s.End
		words += n
	}
	for _, b := range blocks {
		if b.Cut {
			words = maxWords
		}
		for _, s := range Sentences(body, b.Span) {
			if n := CountWords(body[s.Start:s.End]); n <= maxWords {
				add(s, n)
				continue
			}
			for _, part := range packed(body, Clauses(body, s, maxWords), maxWords) {
				add(part, CountWords(body[part.Start:part.End]))
			}
		}
	}
	return out
}
