package command

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/show"
)

// TestCommandsFit holds the commands against Discord's limits, in all languages.
func TestCommandsFit(t *testing.T) {
	voices, err := show.LoadVoices()
	if err != nil {
		t.Fatal(err)
	}
	all := All(voices, true, true)
	total := 0
	for _, c := range all {
		names := map[string]string{"en": c.Name}
		for locale, name := range *c.NameLocalizations {
			names[string(locale)] = name
		}
		for locale, name := range names {
			if c.Type == discordgo.ChatApplicationCommand && (show.Size(name) > 32 || name != strings.ToLower(name) || strings.ContainsAny(name, " ’'")) {
				t.Errorf("%s: %q is no command's name", locale, name)
			}
		}
		if c.Type == discordgo.ChatApplicationCommand && len(*c.NameLocalizations) != 5 {
			t.Errorf("%s has names for %d locales", c.Name, len(*c.NameLocalizations))
		}
		if c.DescriptionLocalizations != nil {
			checkDescriptions(t, c.Name, c.Description, *c.DescriptionLocalizations)
		}
		checkOptions(t, c.Name, c.Options)
		total += show.Size(c.Name) + show.Size(c.Description)
	}
	if total > 8000 {
		t.Errorf("%d characters in all", total)
	}
}

// optionForm is what Discord takes for the name of an option.
var optionForm = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

func checkOptions(t *testing.T, path string, options []*discordgo.ApplicationCommandOption) {
	t.Helper()
	for _, o := range options {
		checkDescriptions(t, path+" "+o.Name, o.Description, o.DescriptionLocalizations)
		if len(o.NameLocalizations) != 5 {
			t.Errorf("%s %s has names for %d locales", path, o.Name, len(o.NameLocalizations))
		}
		for locale, name := range o.NameLocalizations {
			if !optionForm.MatchString(name) || name != strings.ToLower(name) {
				t.Errorf("%s: %q is no option's name", locale, name)
			}
			same := slices.IndexFunc(options, func(other *discordgo.ApplicationCommandOption) bool { return other.NameLocalizations[locale] == name })
			if options[same] != o {
				t.Errorf("%s: %s has two options %q", locale, path, name)
			}
		}
		checkOptions(t, path+" "+o.Name, o.Options)
	}
}

func checkDescriptions(t *testing.T, path, description string, localized map[discordgo.Locale]string) {
	t.Helper()
	if len(localized) != 5 {
		t.Errorf("%s is described for %d locales", path, len(localized))
	}
	for _, text := range append(slices.Collect(maps.Values(localized)), description) {
		if text == "" || show.Size(text) > 100 {
			t.Errorf("%s: a description of %d characters: %q", path, show.Size(text), text)
		}
	}
}
