package bot

import (
	"strings"
	"time"

	"dateline/retrieval"
)

// options are what a member gave to a command, by name, as JSON has it. Discord
// checks them against the commands that it was told, which may be older ones;
// what is of another type than expected counts as not given.
type options map[string]any

func (o options) text(name string) string {
	s, _ := o[name].(string)
	return strings.TrimSpace(s)
}

func (o options) flag(name string) bool {
	v, _ := o[name].(bool)
	return v
}

func (o options) number(name string) int {
	v, _ := o[name].(float64)
	return int(v)
}

// filter is what the options outlet, since and until narrow the library to, or
// a refusal.
func (o options) filter() (retrieval.Filter, error) {
	f := retrieval.Filter{Since: o.text("since"), Until: o.text("until")}
	if name := o.text("outlet"); name != "" {
		f.Outlets = []string{name}
	}
	for _, name := range []string{"since", "until"} {
		value := o.text(name)
		if _, err := time.Parse(time.DateOnly, value); value != "" && err != nil {
			return f, refusal(textBadDate(name, clip(value, maxChoice)))
		}
	}
	if f.Since != "" && f.Until != "" && f.Since > f.Until {
		return f, refusal(textEmptyRange(f.Since, f.Until))
	}
	return f, nil
}
