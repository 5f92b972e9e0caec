package retrieval

import "dateline/retrieval/text"

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
