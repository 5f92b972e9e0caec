package retrieval

import (
	"slices"

	"dateline/retrieval/outlets"
)

// Filter narrows a library to some of its articles. The zero Filter passes
// all of them.
type Filter struct {
	// Outlets passes the articles of any of these outlets, compared without
	// regard to case, accents, punctuation or a leading "The"; empty passes
	// all.
	Outlets []string
	// Since and Until are days, "2006-01-02", both inclusive; "" is open. An
	// article without a date passes neither.
	Since, Until string
	// LoadedBy is a day, "2006-01-02", and passes the articles whose current text
	// had been loaded by its end, in UTC; "" passes all.
	LoadedBy string
	// Articles passes the articles of these ids; nil passes all.
	Articles []string
}

func (f Filter) passes(m Meta) bool {
	if len(f.Outlets) > 0 && !slices.ContainsFunc(f.Outlets, func(o string) bool {
		return outlets.Fold(o) == outlets.Fold(m.Outlet)
	}) {
		return false
	}
	if f.Since == "" && f.Until == "" {
		return true
	}
	day := m.Day()
	return day != "" && day >= f.Since && (f.Until == "" || day <= f.Until)
}
