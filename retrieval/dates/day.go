package dates

import (
	"cmp"
	"time"
)

// Apart returns how many days lie between two days, if both are known.
func Apart(from, to string) (days float64, ok bool) {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	return b.Sub(a).Hours() / 24, errA == nil && errB == nil
}

// Compare orders days, one that is not known after all others.
func Compare(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
