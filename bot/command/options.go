package command

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Options are what a member gave to a command, by name, as JSON has it. Discord
// checks them against the commands that it was told, which may be older ones;
// what is of another type than expected counts as not given.
type Options map[string]any

// readOptions flattens what was given to a command. A subcommand's name goes
// with the command's, as in "settings show".
func readOptions(name string, given []*discordgo.ApplicationCommandInteractionDataOption) (path string, o Options) {
	o = Options{}
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

// Text returns a text without the space around it.
func (o Options) Text(name string) string {
	s, _ := o[name].(string)
	return strings.TrimSpace(s)
}

// List returns the values that were chosen for a field of a form.
func (o Options) List(name string) []string {
	values, _ := o[name].([]string)
	return values
}

// Flag reports whether a flag is set.
func (o Options) Flag(name string) bool {
	v, _ := o[name].(bool)
	return v
}

// Number returns a whole number, 0 where none is given.
func (o Options) Number(name string) int {
	v, _ := o[name].(float64)
	return int(v)
}

// Count returns the number that an option gives, and whether it was given.
func (o Options) Count(name string) (int, bool) {
	v, ok := o[name].(float64)
	return int(v), ok
}
