package show

import "github.com/bwmarrin/discordgo"

// Menu is a list that members choose from: one of its options, or, where it is of
// roles or of channels, up to Most of the server's.
type Menu struct {
	ID      string
	Label   string // what it says while nothing is chosen
	Options []Button
	Of      Entity
	Chosen  []string // the ids that are chosen at first
	Most    int      // how many can be chosen; 0 for one
}

// Entity is what a menu lists.
type Entity int

// What menus list: their own options, the server's roles, or its channels in which
// messages are written.
const (
	Options Entity = iota
	Roles
	Channels
)

// TextChannels are the kinds of channels in which messages are written.
func TextChannels() []discordgo.ChannelType {
	return []discordgo.ChannelType{
		discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum,
		discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildStageVoice,
	}
}

// component returns the menu as Discord takes it.
func (u Menu) component() discordgo.SelectMenu {
	out := discordgo.SelectMenu{CustomID: u.ID, Placeholder: Clip(u.Label, MaxChoice), MaxValues: max(u.Most, 1)}
	kind := discordgo.SelectMenuDefaultValueRole
	switch u.Of {
	case Options:
		out.MenuType = discordgo.StringSelectMenu
		for _, o := range u.Options {
			out.Options = append(out.Options, discordgo.SelectMenuOption{Label: Clip(o.Label, MaxChoice), Value: o.ID})
		}
		return out
	case Roles:
		out.MenuType = discordgo.RoleSelectMenu
	case Channels:
		out.MenuType, out.ChannelTypes = discordgo.ChannelSelectMenu, TextChannels()
		kind = discordgo.SelectMenuDefaultValueChannel
	}
	none := 0
	out.MinValues = &none
	for _, id := range u.Chosen {
		out.DefaultValues = append(out.DefaultValues, discordgo.SelectMenuDefaultValue{ID: id, Type: kind})
	}
	return out
}
