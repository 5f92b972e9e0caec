package dates

import "time"

// Between lists the first days from one to another, both included, most at most;
// none if the first one is no day.
func Between(since, until string, most int) []string {
	day, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return nil
	}
	var out []string
	for len(out) < most {
		s := day.Format(time.DateOnly)
		if s > until {
			break
		}
		out = append(out, s)
		day = day.AddDate(0, 0, 1)
	}
	return out
}
