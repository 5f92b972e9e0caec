package manner

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed words/*.toml
var files embed.FS

// tongues are the languages that there are files of.
var tongues = []string{"en", "es", "fr", "de", "pt"}

// class is what a phrase is used for: a key of the files.
type class string

// The classes of phrases; the English file says what each is.
const (
	greeting   class = "greeting"
	address    class = "address"
	filler     class = "filler"
	preface    class = "preface"
	thanks     class = "thanks"
	plea       class = "plea"
	praise     class = "praise"
	blame      class = "blame"
	laughter   class = "laughter"
	farewell   class = "farewell"
	remark     class = "remark"
	self       class = "self"
	help       class = "help"
	who        class = "who"
	sources    class = "sources"
	unclear    class = "unclear"
	news       class = "news"
	ask        class = "ask"
	connector  class = "connector"
	topic      class = "topic"
	latest     class = "latest"
	aside      class = "aside"
	ending     class = "ending"
	always     class = "always_at_end"
	recent     class = "recent"
	recentEnd  class = "recent_at_end"
	question   class = "question"
	verb       class = "verb"
	binder     class = "binder"
	bare       class = "bare"
	beforeName class = "named"
	// spelling is no class of phrases but how words are typed in short.
	spelling class = "spelling"

	// name is that of the bot, which no file knows; not of the files either are
	// mentions and pictures.
	name  class = "(name)"
	stray class = "(stray)"
)

// errOpen is of a phrase that is open elsewhere than at its end: nothing would
// be taken in there.
var errOpen = errors.New("… stands elsewhere than at the end")

// errSpelling is of a spelling that does not say one word for another.
var errSpelling = errors.New("a spelling is one word, =, and another")

var classes = []class{
	greeting, address, filler, preface, thanks, plea, praise, blame, laughter, farewell, remark, self, help, who, sources,
	unclear, news, ask, connector, topic, latest, aside, ending, always, recent, recentEnd, question, verb, binder,
	bare, beforeName, spelling,
}

// phrase is one of a file's phrases.
type phrase struct {
	pattern pattern
	class   class
	tongue  string
	// open says that the words to the next punctuation belong to it, and apart
	// that at the end of a message it counts only behind punctuation.
	open, apart bool
}

// tables are the phrases of all languages.
type tables struct {
	// first has the phrases by the words that may begin them, and last by those
	// that may end them.
	first, last map[string][]phrase
	// single has the classes of single words, by language.
	single map[string]map[string][]class
	// spelled has what words typed in short stand for.
	spelled map[string][]string
}

var loaded = sync.OnceValue(func() *tables {
	t := &tables{first: map[string][]phrase{}, last: map[string][]phrase{}, single: map[string]map[string][]class{}, spelled: map[string][]string{}}
	for _, tongue := range tongues {
		if err := t.load(tongue); err != nil {
			panic(err) // the files are part of the program, and every test reads them
		}
	}
	return t
})

func (t *tables) load(tongue string) error {
	raw, err := files.ReadFile("words/" + tongue + ".toml")
	if err != nil {
		return fmt.Errorf("read the manners of %s: %w", tongue, err)
	}
	var given map[class][]string
	if err := toml.Unmarshal(raw, &given); err != nil {
		return fmt.Errorf("read the manners of %s: %w", tongue, err)
	}
	t.single[tongue] = map[string][]class{}
	for _, class := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(classes, class) {
			return fmt.Errorf("read the manners of %s: %q is no class of phrases", tongue, class)
		}
		for _, text := range given[class] {
			if err := t.add(class, tongue, text); err != nil {
				return fmt.Errorf("read the manners of %s: %s: %w", tongue, class, err)
			}
		}
	}
	return nil
}

func (t *tables) add(class class, tongue, text string) error {
	if class == spelling {
		short, long, _ := strings.Cut(text, " = ")
		if len(folded(short)) != 1 || len(folded(long)) != 1 {
			return fmt.Errorf("read %q: %w", text, errSpelling)
		}
		t.spelled[folded(short)[0]] = append(t.spelled[folded(short)[0]], folded(long)[0])
		return nil
	}
	p := phrase{class: class, tongue: tongue}
	bare, apart := strings.CutPrefix(text, ", ")
	bare, open := strings.CutSuffix(bare, " …")
	p.apart, p.open = apart, open
	if strings.Contains(bare, "…") {
		return fmt.Errorf("read %q: %w", text, errOpen)
	}
	var err error
	if p.pattern, err = parse(bare); err != nil {
		return fmt.Errorf("read %q: %w", text, err)
	}
	if len(p.pattern) == 1 && p.pattern[0].word != "" && !open {
		w := p.pattern[0].word
		t.single[tongue][w] = append(t.single[tongue][w], class)
	}
	for _, w := range p.pattern.edge(first) {
		t.first[w] = append(t.first[w], p)
	}
	if open {
		return nil
	}
	for _, w := range p.pattern.edge(last) {
		t.last[w] = append(t.last[w], p)
	}
	return nil
}

// is reports whether a word is of one of the classes, in the language; "" is any.
func (t *tables) is(tok token, tongue string, of ...class) bool {
	if tok.sort != word {
		return false
	}
	for _, lang := range tongues {
		if tongue != "" && lang != tongue {
			continue
		}
		for _, c := range t.single[lang][tok.folded] {
			if slices.Contains(of, c) {
				return true
			}
		}
	}
	return false
}

// laughs reports whether a word is laughter spelled out: a syllable again and
// again, or many k.
func laughs(folded string) bool {
	if len(folded) > 3 && strings.Trim(folded, "k") == "" {
		return true
	}
	if len(folded) > 1 && folded[0] == 'x' && strings.Trim(folded[1:], "d") == "" {
		return true
	}
	for _, syllable := range []string{"ha", "he", "hi", "ho", "ja", "je", "ji", "ah", "rs", "hue"} {
		rest := strings.TrimPrefix(folded, syllable[len(syllable)-1:])
		for _, s := range []string{folded, rest} {
			s = strings.TrimSuffix(s, syllable[:1])
			if len(s) >= 2*len(syllable) && strings.ReplaceAll(s, syllable, "") == "" {
				return true
			}
		}
	}
	return false
}
