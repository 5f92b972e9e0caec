package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
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
