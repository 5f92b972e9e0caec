package retrieval

// Filter narrows a library to some of its articles. The zero Filter passes
// all of them.
type Filter struct {
	// Outlets passes the articles of any of these outlets, compared without
	// regard to case, accents or a leading "The"; empty passes all.
	Outlets []string
	// Since and Until are days, "2006-01-02", both inclusive; "" is open. An
	// article without a date passes neither.
	Since, Until string
}
