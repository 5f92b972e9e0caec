package manner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sort is what a token is.
type sort uint8

const (
	word    sort = iota
	mention      // of a member, a role or a channel, in Discord's notation
	handle       // a name after an at sign, as it is typed
	picture      // an emoji or an emoticon
)

// token is a word of a message, or what stands in a word's place.
type token struct {
	sort       sort
	start, end int
	// folded is the word in lower case, without accents and apostrophes.
	folded string
	// squeezed are other readings of a word with drawn-out letters, "heyyy", or
	// typed in short, "u".
	squeezed []string
	// capital says that it begins with a capital letter, and shouted that it
	// has no others.
	capital, shouted bool
}

// gap is what stands between two tokens, before the first, or after the last.
type gap struct {
	text string
	// joined says that the tokens are parts of one word, such as "on-screen".
	joined bool
	// mark is a comma or the like, stop the end of a sentence or of a line,
	// question a question mark, open an opening one, and quoted a quotation mark.
	mark, stop, question, open, quoted bool
}

// apart reports whether more than space lies between the tokens.
func (g gap) apart() bool { return g.mark || g.stop || g.question || g.open }

// split returns the tokens of a text and the gaps around them, one gap more
// than tokens.
func split(text string) ([]token, []gap) {
	var tokens []token
	var gaps []gap
	last := 0
	for at := 0; at < len(text); {
		t, ok := next(text, at)
		if !ok {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		gaps = append(gaps, readGap(text[last:t.start], len(tokens) > 0))
		tokens = append(tokens, t)
		at, last = t.end, t.end
	}
	end := readGap(text[last:], true)
	end.joined = false
	return tokens, append(gaps, end)
}

// next reads the token that begins at that place, if one does.
func next(text string, at int) (token, bool) {
	rest := text[at:]
	fresh := at == 0 || !isLetter(lastRune(text[:at]))
	if n := mentionAt(rest); n > 0 {
		return token{sort: mention, start: at, end: at + n}, true
	}
	if n := pictureAt(rest, fresh); n > 0 {
		return token{sort: picture, start: at, end: at + n}, true
	}
	if rest[0] == '@' && fresh {
		if n := wordAt(rest[1:]); n > 0 {
			t := readWord(text, at+1, n)
			t.sort, t.start = handle, at
			return t, true
		}
	}
	if n := wordAt(rest); n > 0 {
		return readWord(text, at, n), true
	}
	return token{}, false
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordAt returns the length of the word that a text begins with, apostrophes
// within it included; no mark begins a word.
func wordAt(text string) int {
	end := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r), end > 0 && unicode.IsMark(r) && r != variation:
		case end > 0 && (r == '\'' || r == '’'):
			after, _ := utf8.DecodeRuneInString(text[end+size:])
			if !unicode.IsLetter(after) {
				return end
			}
		default:
			return end
		}
		end += size
	}
	return end
}

func readWord(text string, start, n int) token {
	t := token{start: start, end: start + n}
	raw := text[start : start+n]
	first, size := utf8.DecodeRuneInString(raw)
	t.capital = unicode.IsUpper(first)
	t.shouted = t.capital && len(raw) > size && strings.ToUpper(raw) == raw
	t.folded = fold(raw)
	t.squeezed = squeeze(t.folded)
	return t
}

var ligatures = strings.NewReplacer("'", "", "’", "", "ß", "ss", "œ", "oe", "æ", "ae", "ı", "i")

// fold writes a word as phrases are compared.
func fold(raw string) string {
	s := strings.ToLower(raw)
	if ascii(s) {
		return strings.ReplaceAll(s, "'", "")
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return ligatures.Replace(s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// squeeze returns the readings of a word in which a letter is drawn out: with the
// letter once, and twice. At the end of a word two of a vowel or of an s may be
// one drawn out: "diaa".
func squeeze(folded string) []string {
	var once, twice strings.Builder
	run, long := 0, false
	last := rune(-1)
	for _, r := range folded {
		if r == last {
			run++
		} else {
			run, last = 1, r
		}
		if run == 1 {
			once.WriteRune(r)
		}
		if run <= 2 {
			twice.WriteRune(r)
		}
		long = long || run > 2
	}
	if long {
		return []string{once.String(), twice.String()}
	}
	if short, ok := strings.CutSuffix(folded, string(last)); ok && run == 2 && len(short) > 2 && strings.ContainsRune("aeious", last) {
		return []string{short}
	}
	return nil
}

// mentionAt returns the length of Discord's notation for a member, a role, a
// channel, a command or an emoji that a text begins with: <@1>, <#1>, <:n:1>.
func mentionAt(text string) int {
	const longest = 100
	if len(text) < 3 || text[0] != '<' || !strings.ContainsRune("@#:a/", rune(text[1])) {
		return 0
	}
	end := strings.IndexByte(text[:min(len(text), longest)], '>')
	if end < 3 || text[end-1] < '0' || text[end-1] > '9' || strings.ContainsAny(text[:end], " \n") {
		return 0
	}
	return end + 1
}

// variation asks for the picture of a sign, joiner joins pictures to one.
const variation, joiner = '\ufe0f', '\u200d'

// pictureAt returns the length of the emoji, the emoji's name or the emoticon
// that a text begins with; the latter two only where no word stands before.
func pictureAt(text string, fresh bool) int {
	end := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isPicture(r) && (end == 0 || r != variation && r != joiner) {
			break
		}
		end += size
	}
	if end > 0 || !fresh {
		return end
	}
	return max(emoticonAt(text), shortcodeAt(text))
}

func isPicture(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2b05 && r <= 0x2b55 || r >= 0x23e9 && r <= 0x23fa
}

// emoticonAt reads eyes, perhaps a nose, and a mouth, alone between spaces.
func emoticonAt(text string) int {
	if strings.HasPrefix(text, "<3") && endsAt(text, 2) {
		return 2
	}
	if text == "" || !strings.ContainsRune(":;=", rune(text[0])) {
		return 0
	}
	end := 1
	if end < len(text) && strings.ContainsRune("-'^", rune(text[end])) {
		end++
	}
	mouth := end
	for end < len(text) && strings.ContainsRune(")(DPpOo/|*3", rune(text[end])) {
		end++
	}
	if end == mouth || !endsAt(text, end) {
		return 0
	}
	return end
}

func endsAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return at == len(text) || unicode.IsSpace(r)
}

// shortcodeAt reads the name of an emoji between colons.
func shortcodeAt(text string) int {
	const longest = 34
	if text == "" || text[0] != ':' {
		return 0
	}
	for i := 1; i < min(len(text), longest); i++ {
		c := text[i]
		switch {
		case c == ':' && i > 2 && endsAt(text, i+1):
			return i + 1
		case c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

const (
	quotes  = "\"“”„«»‘‹›`「」『』"
	stops   = ".!…;\n。！"
	marks   = ",:()[]—–，：、"
	asking  = "?？"
	opening = "¿¡"
)

func readGap(text string, between bool) gap {
	g := gap{text: text}
	spaced := false
	for i, r := range text {
		switch {
		case strings.ContainsRune(stops, r):
			g.stop = true
		case strings.ContainsRune(marks, r), r == '-' && strings.HasPrefix(text[i:], "- "):
			g.mark = true
		case strings.ContainsRune(asking, r):
			g.question = true
		case strings.ContainsRune(opening, r):
			g.open = true
		case strings.ContainsRune(quotes, r):
			g.quoted = true
		}
		spaced = spaced || unicode.IsSpace(r)
	}
	if between && !spaced && text != "" && (text == "." || !g.apart()) && !g.quoted {
		g.joined, g.stop = true, false
	}
	return g
}
