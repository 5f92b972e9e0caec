package bot

import (
	"time"

	"dateline/bot/command"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/dates"
)

// narrowed returns what the options outlet, since, until and as_of narrow the
// library to, and the day of as_of, which "yesterday" counts from; or a
// refusal.
func narrowed(o command.Options) (f retrieval.Filter, asOf string, err error) {
	today := time.Now()
	if _, asOf, err = givenDays(o, "as_of", today); err != nil {
		return f, "", err
	}
	if day, err := time.Parse(time.DateOnly, asOf); err == nil {
		today = day
	}
	if f.Since, _, err = givenDays(o, "since", today); err != nil {
		return f, "", err
	}
	if _, f.Until, err = givenDays(o, "until", today); err != nil {
		return f, "", err
	}
	if name := o.Text("outlet"); name != "" {
		f.Outlets = []string{name}
	}
	switch {
	case asOf == "":
	case o.Flag("loaded"):
		f.LoadedBy = asOf
	case f.Until == "" || asOf < f.Until:
		f.Until = asOf
	}
	if f.Since != "" && f.Until != "" && f.Since > f.Until {
		return f, "", refuse("empty_range", "Since", f.Since, "Until", f.Until)
	}
	return f, asOf, nil
}

// givenDays returns the first and the last of the days that an option gives, ""
// where it is not given, or a refusal.
func givenDays(o command.Options, name string, today time.Time) (first, last string, err error) {
	value := o.Text(name)
	if value == "" {
		return "", "", nil
	}
	if first, last, err = dates.Given(value, today); err != nil {
		return "", "", refuse("bad_date", "Option", show.OptionName(name), "Value", show.Clip(value, show.MaxChoice))
	}
	return first, last, nil
}
