package retrieval

import (
	"time"

	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/dates"
	"dateline/retrieval/text"
)

// DayRange is a range of days, "2006-01-02", both inclusive; "" is open.
type DayRange struct {
	Since string `json:"since"`
	Until string `json:"until"`
}

// holds reports whether day lies in the range; an unknown day lies in none.
func (d DayRange) holds(day string) bool {
	return day != "" && day >= d.Since && (d.Until == "" || day <= d.Until)
}

// narrow reports whether the range is of a few days, so that it picks articles
// out.
func (d DayRange) narrow() bool { return d.Since != "" && d.Until != "" && len(d.days()) <= 3 }

// days lists the days of a closed range, four at most.
func (d DayRange) days() []string { return dates.Between(d.Since, d.Until, 4) }

// dayMention is days that a question names in its tokens, from first to last,
// both included.
type dayMention struct {
	first, last int
	asked       askedDays
	// topical says that the words stay part of what is asked about.
	topical bool
}

// askedDays are days that a question asks for, and how much they tell of when
// what it looks for appeared, from 0 to 1.
type askedDays struct {
	DayRange
	weight float64
}

// nameWeight is how much days tell that may be part of a name.
const nameWeight = 0.5

// readDays finds the days that a question names. today is the day it is asked.
// Days on which none of the library's articles appeared, such as those of a
// war long past, tell of what the articles say: their words stay topical.
func readDays(r index.IndexReader, content string, tokens []text.Token, today time.Time) ([]dayMention, error) {
	var out []dayMention
	for _, d := range dates.Asked(content, tokens, today) {
		m := dayMention{first: d.FirstToken, last: d.LastToken, topical: !d.Sure}
		m.asked = askedDays{DayRange{written(d.From), written(d.To)}, 1}
		if !d.Sure {
			m.asked.weight = nameWeight
		}
		some, err := anyBetween(r, m.asked.Since, m.asked.Until)
		if err != nil {
			return nil, err
		}
		if !some && !d.Relative {
			m.topical, m.asked.weight = true, 0
		}
		out = append(out, m)
	}
	return out, nil
}

// written is a day as ranges have it; the zero Time is open.
func written(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// fits says how well a day of publication goes with those that are asked for:
// up to 1 where it is one of them, down to -1 where it is none, and 0 where
// none are asked for or it is not known.
func fits(asked []askedDays, day string) float64 {
	best, some := 0., false
	for _, a := range asked {
		if day == "" || a.weight == 0 {
			continue
		}
		fit := -a.weight
		if a.holds(day) {
			fit = a.weight
		}
		if !some || fit > best {
			best, some = fit, true
		}
	}
	return best
}
