package bot

import (
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/dates"
)

// options are what a member gave to a command, by name, as JSON has it. Discord
// checks them against the commands that it was told, which may be older ones;
// what is of another type than expected counts as not given.
type options map[string]any

// readOptions flattens what was given to a command. A subcommand's name goes
// with the command's, as in "settings show".
func readOptions(name string, given []*discordgo.ApplicationCommandInteractionDataOption) (path string, o options) {
	o = options{}
	for _, g := range given {
		switch {
		case g == nil:
		case g.Type == discordgo.ApplicationCommandOptionSubCommand, g.Type == discordgo.ApplicationCommandOptionSubCommandGroup:
			return readOptions(name+" "+g.Name, g.Options)
		default:
			o[g.Name] = g.Value
		}
	}
	return name, o
}

func (o options) text(name string) string {
	s, _ := o[name].(string)
	return strings.TrimSpace(s)
}

// list returns the values that were chosen for a field of a form.
func (o options) list(name string) []string {
	values, _ := o[name].([]string)
	return values
}

func (o options) flag(name string) bool {
	v, _ := o[name].(bool)
	return v
}

func (o options) number(name string) int {
	v, _ := o[name].(float64)
	return int(v)
}

// count returns the number that an option gives, and whether it was given.
func (o options) count(name string) (int, bool) {
	v, ok := o[name].(float64)
	return int(v), ok
}

// filter returns what the options outlet, since, until and as_of narrow the
// library to, and the day of as_of, which "yesterday" counts from; or a
// refusal.
func (o options) filter() (f retrieval.Filter, asOf string, err error) {
	today := time.Now()
	if _, asOf, err = o.days("as_of", today); err != nil {
		return f, "", err
	}
	if day, err := time.Parse(time.DateOnly, asOf); err == nil {
		today = day
	}
	if f.Since, _, err = o.days("since", today); err != nil {
		return f, "", err
	}
	if _, f.Until, err = o.days("until", today); err != nil {
		return f, "", err
	}
	if name := o.text("outlet"); name != "" {
		f.Outlets = []string{name}
	}
	switch {
	case asOf == "":
	case o.flag("loaded"):
		f.LoadedBy = asOf
	case f.Until == "" || asOf < f.Until:
		f.Until = asOf
	}
	if f.Since != "" && f.Until != "" && f.Since > f.Until {
		return f, "", refuse("empty_range", "Since", f.Since, "Until", f.Until)
	}
	return f, asOf, nil
}

// days returns the first and the last of the days that an option gives, ""
// where it is not given, or a refusal.
func (o options) days(name string, today time.Time) (first, last string, err error) {
	value := o.text(name)
	if value == "" {
		return "", "", nil
	}
	if first, last, err = dates.Given(value, today); err != nil {
		return "", "", refuse("bad_date", "Option", show.OptionName(name), "Value", show.Clip(value, show.MaxChoice))
	}
	return first, last, nil
}
