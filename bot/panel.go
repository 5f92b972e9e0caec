package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/record"
	"dateline/bot/show"
)

// How many roles may moderate, and for how many channels at once it can be chosen
// how the bot answers: their ids stand in a button's id.
const (
	maxModeratorRoles = 10
	maxChosenChannels = 4
)

// renderSettings shows each setting: its value, what it means, and the command that
// changes it; below that, what changes them at once.
func renderSettings(v show.Voice, s record.Settings, cfg Config, articles int) show.Message {
	embeds := []*discordgo.MessageEmbed{{Title: v.Say("settings_title"), Description: v.Say("settings_intro"), Color: show.ColourQuoted}}
	change := show.Menu{ID: "set", Label: v.Say("panel_change")}
	for _, set := range settingValues(v, s, cfg, articles) {
		name, value := v.Say("setting_"+set.name), "**"+show.Clip(set.value, show.MaxFieldValue)+"**"
		line := v.Named(name, value)
		if strings.Contains(set.value, "\n") {
			line = name + "\n" + value
		}
		embeds = append(embeds, &discordgo.MessageEmbed{Description: line +
			"\n-# " + v.Say("command_settings_"+set.name) + " · `" + v.Command("settings "+set.name) + "`"})
		if _, ok := settingFields[set.name]; ok {
			change.Options = append(change.Options, show.Button{Label: name, ID: set.name})
		}
	}
	m := show.Message{Private: true}.With(v, embeds, "embeds_left")
	m.Menus = []show.Menu{
		{ID: "set-roles", Label: v.Say("panel_roles"), Of: show.Roles, Chosen: s.ModeratorRoles(), Most: maxModeratorRoles},
		{ID: "set-channels", Label: v.Say("panel_channels"), Of: show.Channels, Most: maxChosenChannels},
		change,
	}
	return m
}

// chooseRoles has the members of the chosen roles moderate.
func (b *Bot) chooseRoles(ctx context.Context, r *request) (show.Message, error) {
	roles := onlyIDs(r.chosen)
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.SetModeratorRoles(roles[:min(len(roles), maxModeratorRoles)])
		return nil
	})
}

// chooseChannels asks how the bot is to answer in the chosen channels.
func (b *Bot) chooseChannels(ctx context.Context, r *request) (show.Message, error) {
	channels := onlyIDs(r.chosen)
	channels = channels[:min(len(channels), maxChosenChannels)]
	if len(channels) == 0 {
		return b.showSettings(ctx, r)
	}
	menu := show.Menu{ID: show.JoinID("set-mode", channels...), Label: r.say.Say("panel_choose")}
	for _, mode := range record.Modes() {
		menu.Options = append(menu.Options, show.Button{Label: r.say.Say("choice_answers_" + string(mode)), ID: string(mode)})
	}
	menu.Options = append(menu.Options, show.Button{Label: r.say.Say("panel_as_elsewhere"), ID: asElsewhere})
	return show.Message{
		Content: r.say.Say("panel_mode", "Channels", "<#"+strings.Join(channels, ">, <#")+">"), Menus: []show.Menu{menu}, Private: true,
	}, nil
}

// asElsewhere is chosen for what is to have no setting of its own.
const asElsewhere = "as-elsewhere"

// chooseMode sets how the bot answers in channels, which the arguments are.
func (b *Bot) chooseMode(ctx context.Context, r *request) (show.Message, error) {
	if len(r.chosen) != 1 {
		return show.Message{}, errArgs
	}
	mode := record.Mode(r.chosen[0])
	if r.chosen[0] == asElsewhere {
		mode = ""
	} else if !slices.Contains(record.Modes(), mode) {
		return show.Message{}, errArgs
	}
	return b.changed(ctx, r, func(s *record.Settings) error { return setModes(s, onlyIDs(r.args), mode) })
}

// onlyIDs returns those of some texts that are Discord ids.
func onlyIDs(texts []string) []string {
	const longest = 20
	return slices.DeleteFunc(slices.Clone(texts), func(s string) bool {
		return s == "" || len(s) > longest || strings.Trim(s, "0123456789") != ""
	})
}

// settingFields are the settings that a form changes, with what the form asks for:
// the options of their commands.
var settingFields = map[string][]string{
	"language": {"language"}, "answers": {"form", "pictures"}, "excerpts": {"excerpts"}, "threshold": {"confidence"},
	"starter": {"articles"}, "keep": {"days"}, "limits": {"member", "server"}, "quota": {"quota"},
}

// settingForm opens the form of the setting that was chosen, as it stands.
func (b *Bot) settingForm(_ context.Context, r *request) (*show.Form, error) {
	if len(r.chosen) != 1 || settingFields[r.chosen[0]] == nil {
		return nil, errArgs
	}
	name := r.chosen[0]
	f := &show.Form{ID: show.JoinID("set", name), Title: r.say.Say("setting_" + name)}
	for _, field := range settingFields[name] {
		f.Fields = append(f.Fields, b.settingField(r, field))
	}
	return f, nil
}

// settingField is the field of a form for an option of a setting's command: a choice
// where there are few values, else a text, which stays empty for the default.
func (b *Bot) settingField(r *request, name string) show.Field {
	label := []rune(r.say.Say("opt_" + name))
	in := show.Field{
		Name: name, Label: strings.ToUpper(string(label[:1])) + string(label[1:]), Hint: r.say.Say("option_" + name), Value: valueOf(r.settings, b.cfg, name),
	}
	switch name {
	case "language":
		in.Options = []show.Button{{Label: r.say.Say("language_of_member"), ID: asElsewhere}}
		for _, l := range show.Languages {
			in.Options = append(in.Options, show.Button{Label: l.Name, ID: l.Tag})
		}
	case "form":
		in.Options = []show.Button{{Label: r.say.Say("choice_form_full"), ID: command.FormFull}, {Label: r.say.Say("choice_form_compact"), ID: command.FormCompact}}
	case "pictures", "articles":
		in.Options = []show.Button{{Label: r.say.Say("on"), ID: "true"}, {Label: r.say.Say("off"), ID: "false"}}
	default:
		in.Most = len("1000000")
	}
	in.Required = in.Options != nil
	return in
}

// valueOf returns what a field shows at first, "" for a default.
func valueOf(s record.Settings, cfg Config, field string) string {
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	positive := func(n int) string { return strings.TrimPrefix(strconv.Itoa(n), "0") }
	switch field {
	case "language":
		if s.Language == "" {
			return asElsewhere
		}
		return s.Language
	case "form":
		return formOf(s)
	case "pictures":
		return strconv.FormatBool(!s.NoPictures)
	case "articles":
		return strconv.FormatBool(startersOn(s, cfg))
	case "excerpts":
		return positive(s.Excerpts)
	case "confidence":
		if s.Threshold == nil {
			return ""
		}
		return strconv.FormatFloat(*s.Threshold, 'g', -1, 64)
	case "days":
		return number(s.KeepDays)
	case "member":
		return number(s.MemberRate)
	case "server":
		return number(s.ServerRate)
	default:
		return positive(s.Quota)
	}
}

// fillSetting changes a setting as its form was filled in: it does what the setting's
// command does with these options.
func (b *Bot) fillSetting(ctx context.Context, r *request) (show.Message, error) {
	if len(r.args) != 1 || settingFields[r.args[0]] == nil {
		return show.Message{}, errArgs
	}
	given := command.Options{}
	for _, name := range settingFields[r.args[0]] {
		value := r.given.Text(name)
		switch name {
		case "language":
			given[name] = strings.TrimPrefix(value, asElsewhere)
		case "form":
			given[name] = value
		case "pictures", "articles":
			given[name] = value == "true"
		default:
			if value == "" {
				continue
			}
			n, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
			if err != nil || !(n >= 0 && n <= command.MaxQuota) { // no number at all is neither
				return show.Message{}, refuse("bad_number", "Value", show.ClipMarkdown(value, show.MaxChoice))
			}
			given[name] = n
		}
	}
	r.given = given
	return handlers["settings "+r.args[0]].handle(b, ctx, r)
}
