package bot

import (
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	printing "golang.org/x/text/message"

	"dateline/answers"
	"dateline/answers/manner"
	"dateline/retrieval"
)

// All that members read stands in the files of texts, one a language, with
// CLDR's plural forms. What a language lacks is said in English.
//
//go:embed texts/*.toml
var texts embed.FS

// languages are those of texts, and for which of Discord's locales each serves
// as the names and descriptions of commands; English is what these fall back to.
var languages = []struct {
	tag     string
	name    string // in itself
	locales []discordgo.Locale
}{
	{"en", "English", nil},
	{"es", "Español", []discordgo.Locale{discordgo.SpanishES, discordgo.SpanishLATAM}},
	{"fr", "Français", []discordgo.Locale{discordgo.French}},
	{"de", "Deutsch", []discordgo.Locale{discordgo.German}},
	{"pt", "Português", []discordgo.Locale{discordgo.PortugueseBR}},
}

// voice says things in one language.
type voice struct {
	tag       string
	localizer *i18n.Localizer
}

// voices are those of all languages, by tag.
type voices map[string]voice

func loadVoices() (voices, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	vs := voices{}
	for _, l := range languages {
		if _, err := bundle.LoadMessageFileFS(texts, "texts/"+l.tag+".toml"); err != nil {
			return nil, fmt.Errorf("read the texts: %w", err)
		}
		vs[l.tag] = voice{l.tag, i18n.NewLocalizer(bundle, l.tag, "en")}
	}
	return vs, nil
}

// in returns the voice for the first of the locales that there is one for.
func (vs voices) in(locales ...string) voice {
	for _, locale := range locales {
		base, _, _ := strings.Cut(strings.ToLower(locale), "-")
		if v, ok := vs[base]; ok {
			return v
		}
	}
	return vs["en"]
}

// say returns the text of that id. The rest are the names and the values of what
// the text has places for; a Count chooses the plural form too.
func (v voice) say(id string, pairs ...any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	cfg := &i18n.LocalizeConfig{MessageID: id, TemplateData: data}
	if n, ok := data["Count"]; ok {
		cfg.PluralCount = n
	}
	for _, name := range counted {
		if n, ok := data[name].(int); ok {
			data[name] = v.number(n)
		}
	}
	if name, ok := data["Option"].(optionName); ok {
		data["Option"] = v.say("opt_" + string(name))
	}
	text, err := v.localizer.Localize(cfg)
	if text == "" && err != nil {
		return id
	}
	return text
}

// command returns how a member of that language calls a command.
func (v voice) command(name string) string {
	name, sub, ok := strings.Cut(name, " ")
	if ok {
		sub = " " + v.say("sub_"+sub)
	}
	return "/" + v.say("name_"+name) + sub
}

// optionName is the name of an option, which a text has in its own language.
type optionName string

// reason returns why something is not taken in: a problem in the words of the
// language, any other error in its own.
func (v voice) reason(err error) string {
	var p *retrieval.ProblemError
	if !errors.As(err, &p) {
		return err.Error()
	}
	var pairs []any
	for i, value := range p.Values {
		if inner, ok := value.(error); ok {
			value = v.reason(inner)
		}
		if n, ok := value.(int); ok {
			value = v.number(n)
		}
		pairs = append(pairs, string(rune('A'+i)), value)
	}
	return v.say("problem_"+p.ID, pairs...)
}

// languages names the languages of tags.
func (v voice) languages(tags ...string) string {
	in := display.Languages(language.Make(v.tag))
	names := make([]string, len(tags))
	for i, tag := range tags {
		if names[i] = in.Name(language.Make(tag)); names[i] == "" {
			names[i] = markdown(tag, nil)
		}
	}
	return strings.Join(names, ", ")
}

// counted are the places of texts for numbers of things, which are written as the
// language writes them.
var counted = []string{"Count", "Total", "Articles", "Quota", "Texts"}

// number writes a whole number with the language's marks between thousands.
func (v voice) number(n int) string {
	return printing.NewPrinter(language.Make(v.tag)).Sprint(n)
}

// decimal writes a number with the language's decimal mark.
func (v voice) decimal(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'g', -1, 64), ".", v.say("decimal_mark"), 1)
}

// outlet returns who published an article.
func (v voice) outlet(m retrieval.Meta) string {
	if name := answers.Inline(m.Outlet); name != "" {
		return name
	}
	return v.say("outlet_not_stated")
}

// headline returns an article's title, or what else tells it apart.
func (v voice) headline(m retrieval.Meta) string {
	if title := answers.Inline(m.Title); title != "" {
		return title
	}
	parts := []string{v.say("untitled")}
	for _, part := range []string{m.Outlet, m.Agency} {
		if part = answers.Inline(part); part != "" {
			parts = append(parts, part)
			break
		}
	}
	if day := v.day(m.Day()); day != "" {
		parts = append(parts, day)
	}
	return strings.Join(parts, ", ")
}

// date returns when an article was published, as far as that is known.
func (v voice) date(m retrieval.Meta) string {
	day := v.day(m.Day())
	switch {
	case day == "":
		return v.say("date_not_stated")
	case m.PublishedInferred:
		return v.say("date_inferred", "Day", day)
	}
	return day
}

// day writes a calendar day out; "" when it is none.
func (v voice) day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	number := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		number = v.say("day_one")
	}
	return v.say("day", "Day", number, "Month", v.monthName(t), "Year", t.Year())
}

// mannerly returns the short reply to a message that is no question.
func (v voice) mannerly(kind manner.Kind) string {
	return v.say("reply_"+kind.String(), "Command", v.command("help"))
}
