package command

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/show"
)

// translator describes commands in all languages.
type translator struct{ voices show.Voices }

// option is an option of a command while it is put together.
type option struct {
	*discordgo.ApplicationCommandOption
}

func (o option) required() option {
	o.Required = true
	return o
}

// suggested has values suggested while a member types.
func (o option) suggested() option {
	o.Autocomplete = true
	return o
}

// names returns a text in the other languages, for Discord's locales.
func (t translator) names(id string) map[discordgo.Locale]string {
	out := map[discordgo.Locale]string{}
	for _, l := range show.Languages {
		for _, locale := range l.Locales {
			out[locale] = t.voices[l.Tag].Say(id)
		}
	}
	return out
}

func (t translator) english(id string) string { return t.voices["en"].Say(id) }

// slash describes a slash command; its texts are those of its name.
func (t translator) slash(name string, options ...option) *discordgo.ApplicationCommand {
	names, descriptions := t.names("name_"+name), t.names("command_"+name)
	c := &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, NameLocalizations: &names,
		Description: t.english("command_" + name), DescriptionLocalizations: &descriptions,
	}
	for _, o := range options {
		c.Options = append(c.Options, o.ApplicationCommandOption)
	}
	return c
}

// onMessage describes a command that is used on a message.
func (t translator) onMessage(name, id string) *discordgo.ApplicationCommand {
	names := t.names(id)
	return &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: name, NameLocalizations: &names}
}

// forServers offers a command to those who have a permission, until a server's
// admins decide otherwise; who may use it is checked at every use.
func (t translator) forServers(permission int64, c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.DefaultMemberPermissions = &permission
	return c
}

// sub describes a subcommand.
func (t translator) sub(command, name string, options ...option) option {
	o := t.described(discordgo.ApplicationCommandOptionSubCommand, name, "command_"+command+"_"+name)
	o.NameLocalizations = t.names("sub_" + name)
	for _, inner := range options {
		o.Options = append(o.Options, inner.ApplicationCommandOption)
	}
	return o
}

// option describes an option.
func (t translator) option(kind discordgo.ApplicationCommandOptionType, name string) option {
	o := t.described(kind, name, "option_"+name)
	o.NameLocalizations = t.names("opt_" + name)
	return o
}

// meaning describes an option that means something else than others of its name.
func (t translator) meaning(id string, o option) option {
	o.Description, o.DescriptionLocalizations = t.english(id), t.names(id)
	return o
}

// channel describes an option for one of the channels in which texts can be
// written or posted.
func (t translator) channel(types ...discordgo.ChannelType) option {
	o := t.option(discordgo.ApplicationCommandOptionChannel, "channel")
	o.ChannelTypes = types
	return o
}

func (t translator) described(kind discordgo.ApplicationCommandOptionType, name, id string) option {
	return option{&discordgo.ApplicationCommandOption{
		Type: kind, Name: name, Description: t.english(id), DescriptionLocalizations: t.names(id),
	}}
}

func (t translator) text(name string, longest int) option {
	o := t.option(discordgo.ApplicationCommandOptionString, name)
	o.MaxLength = longest
	return o
}

func (t translator) flag(name string) option {
	return t.option(discordgo.ApplicationCommandOptionBoolean, name)
}

func (t translator) number(name string, least, most int) option {
	o := t.option(discordgo.ApplicationCommandOptionInteger, name)
	low := float64(least)
	o.MinValue, o.MaxValue = &low, float64(most)
	return o
}

// choice describes an option with these values, each with a text of its own.
func (t translator) choice(name string, values ...string) option {
	o := t.option(discordgo.ApplicationCommandOptionString, name)
	for _, v := range values {
		id := strings.Join([]string{"choice", name, v}, "_")
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{
			Name: t.english(id), NameLocalizations: t.names(id), Value: v,
		})
	}
	return o
}

func (t translator) article() option { return t.text("article", show.MaxChoice).suggested() }

func (t translator) outlet() option { return t.text("outlet", show.MaxChoice).suggested() }

func (t translator) link() option { return t.text("link", show.MaxURL) }

func (t translator) day(name string) option {
	return t.text(name, len("from 12 September 2017 to 12 November 2017")).suggested()
}
