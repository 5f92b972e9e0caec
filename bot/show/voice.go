package show

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

// Languages are those of texts, and for which of Discord's locales each serves
// as the names and descriptions of commands; English is what these fall back to.
var Languages = []struct {
	Tag     string
	Name    string // in itself
	Locales []discordgo.Locale
}{
	{"en", "English", nil},
	{"es", "Español", []discordgo.Locale{discordgo.SpanishES, discordgo.SpanishLATAM}},
	{"fr", "Français", []discordgo.Locale{discordgo.French}},
	{"de", "Deutsch", []discordgo.Locale{discordgo.German}},
	{"pt", "Português", []discordgo.Locale{discordgo.PortugueseBR}},
}

// Voice says things in one language.
type Voice struct {
	// Tag is the language's.
	Tag       string
	localizer *i18n.Localizer
}

// Voices are those of all languages, by tag.
type Voices map[string]Voice

// LoadVoices reads what is said in all languages.
func LoadVoices() (Voices, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	vs := Voices{}
	for _, l := range Languages {
		if _, err := bundle.LoadMessageFileFS(texts, "texts/"+l.Tag+".toml"); err != nil {
			return nil, fmt.Errorf("read the texts: %w", err)
		}
		vs[l.Tag] = Voice{l.Tag, i18n.NewLocalizer(bundle, l.Tag, "en")}
	}
	return vs, nil
}

// In returns the voice for the first of the locales that there is one for.
func (vs Voices) In(locales ...string) Voice {
	for _, locale := range locales {
		base, _, _ := strings.Cut(strings.ToLower(locale), "-")
		if v, ok := vs[base]; ok {
			return v
		}
	}
	return vs["en"]
}

// Say returns the text of that id. The rest are the names and the values of what
// the text has places for; a Count chooses the plural form too.
func (v Voice) Say(id string, pairs ...any) string {
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
	if name, ok := data["Option"].(OptionName); ok {
		data["Option"] = v.Say("opt_" + string(name))
	}
	text, err := v.localizer.Localize(cfg)
	if text == "" && err != nil {
		return id
	}
	return text
}

// Command returns how a member of that language calls a command.
func (v Voice) Command(name string) string {
	name, sub, ok := strings.Cut(name, " ")
	if ok {
		sub = " " + v.Say("sub_"+sub)
	}
	return "/" + v.Say("name_"+name) + sub
}

// OptionName is the name of an option, which a text has in its own language.
type OptionName string

// Reason returns why something is not taken in: a problem in the words of the
// language, any other error in its own.
func (v Voice) Reason(err error) string {
	var p *retrieval.ProblemError
	if !errors.As(err, &p) {
		return err.Error()
	}
	var pairs []any
	for i, value := range p.Values {
		if inner, ok := value.(error); ok {
			value = v.Reason(inner)
		}
		if n, ok := value.(int); ok {
			value = v.number(n)
		}
		pairs = append(pairs, string(rune('A'+i)), value)
	}
	return v.Say("problem_"+p.ID, pairs...)
}

// languages names the languages of tags.
func (v Voice) languages(tags ...string) string {
	in := display.Languages(language.Make(v.Tag))
	names := make([]string, len(tags))
	for i, tag := range tags {
		if names[i] = in.Name(language.Make(tag)); names[i] == "" {
			names[i] = Markdown(tag, nil)
		}
	}
	return strings.Join(names, ", ")
}

// counted are the places of texts for numbers of things, which are written as the
// language writes them.
var counted = []string{"Count", "Total", "Articles", "Quota", "Texts"}

// number writes a whole number with the language's marks between thousands.
func (v Voice) number(n int) string {
	return printing.NewPrinter(language.Make(v.Tag)).Sprint(n)
}

// Named puts a value behind its name.
func (v Voice) Named(name, value string) string {
	return v.Say("named", "Name", name, "Value", value)
}

// Decimal writes a number with the language's decimal mark.
func (v Voice) Decimal(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'g', -1, 64), ".", v.Say("decimal_mark"), 1)
}

// Outlet returns who published an article.
func (v Voice) Outlet(m retrieval.Meta) string {
	if name := answers.Inline(m.Outlet); name != "" {
		return name
	}
	return v.Say("outlet_not_stated")
}

// outlets names publishers, in a list.
func (v Voice) outlets(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = v.Outlet(retrieval.Meta{Outlet: name})
	}
	return strings.Join(out, ", ")
}

// Headline returns an article's title, or what else tells it apart.
func (v Voice) Headline(m retrieval.Meta) string {
	if title := answers.Inline(m.Title); title != "" {
		return title
	}
	parts := []string{v.Say("untitled")}
	for _, part := range []string{m.Outlet, m.Agency} {
		if part = answers.Inline(part); part != "" {
			parts = append(parts, part)
			break
		}
	}
	if day := v.Day(m.Day()); day != "" {
		parts = append(parts, day)
	}
	return strings.Join(parts, ", ")
}

// Date returns when an article was published, as far as that is known.
func (v Voice) Date(m retrieval.Meta) string {
	day := v.Day(m.Day())
	switch {
	case day == "":
		return v.Say("date_not_stated")
	case m.PublishedInferred:
		return v.Say("date_inferred", "Day", day)
	}
	return day
}

// Day writes a calendar day out; "" when it is none.
func (v Voice) Day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	number := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		number = v.Say("day_one")
	}
	return v.Say("day", "Day", number, "Month", v.monthName(t), "Year", t.Year())
}

// Days writes a day, or those from one to another, a whole month or year as
// such.
func (v Voice) Days(first, last string) string {
	a, errA := time.Parse(time.DateOnly, first)
	b, errB := time.Parse(time.DateOnly, last)
	switch {
	case errA != nil || errB != nil || a.Equal(b):
		return v.Day(first)
	case a.YearDay() == 1 && b.Equal(a.AddDate(1, 0, -1)):
		return a.Format("2006")
	case a.Day() == 1 && b.Equal(a.AddDate(0, 1, -1)):
		return v.Say("month", "Month", v.monthName(a), "Year", a.Year())
	}
	return v.Day(first) + " – " + v.Day(last)
}

func (v Voice) monthName(t time.Time) string { return strings.Fields(v.Say("months"))[t.Month()-1] }

// Mannerly returns the short reply to a message that is no question.
func (v Voice) Mannerly(kind manner.Kind) string {
	return v.Say("reply_"+kind.String(), "Command", v.Command("help"))
}
