package manner

// Asking returns where question words stand in a text, "how many" and its like
// included, each as its beginning and end in bytes. They carry no matter. Only
// those of the language that most of the text's words speak for count.
func Asking(text string) [][2]int {
	r := newReading(text, nil)
	var out [][2]int
	for at := 0; at < len(r.tokens); {
		n := 0
		for _, m := range r.matches(at) {
			if m.class == question && (m.tongue == r.tongue || r.tongue == "") {
				n = max(n, m.length)
			}
		}
		if n > 0 {
			out = append(out, [2]int{r.tokens[at].start, r.tokens[at+n-1].end})
		}
		at += max(n, 1)
	}
	return out
}
