package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences cuts the part of body within s into sentences, without the white
// space between them. The boundaries are those of Unicode's UAX #29, mended
// where news has a full stop that ends nothing (abbreviations, initials, ordinals,
// numbers of a list, ellipses), the end of a quotation whose sentence goes on, and
// a mark on the wrong side; and by the spaces of scripts that have no other end.
func Sentences(body string, s Span) []Span {
	var out []Span
	brackets := bracketed(body, s)
	it := sentences.FromString(body[s.Start:s.End])
	for it.Next() {
		next := TrimSpace(body, Span{s.Start + it.Start(), s.Start + it.End()})
		n := len(out) - 1
		if n >= 0 && next.Len() > 0 {
			out[n], next = settle(body, out[n], next)
		}
		switch {
		case next.Len() == 0:
		case n >= 0 && (inside(brackets, out[n].End) || continues(body[out[n].Start:out[n].End], body[next.Start:next.End])):
			out[n].End = next.End
		default:
			out = append(out, next)
		}
	}
	return unitsOf(body, out)
}

const (
	closingMarks = "\"'”’»)]}"
	openingMarks = "\"'“‘«([{"
)

// settle returns each of two sentences its marks: to the left one a closing mark
// that stands apart (« Oui. »), to the right one an opening mark that stands
// close ("He left.(I stayed.)").
func settle(body string, left, right Span) (newLeft, newRight Span) {
	text := body[right.Start:right.End]
	rest := strings.TrimLeft(text, "”’»)]}")
	apart, _ := utf8.DecodeRuneInString(rest)
	if len(rest) < len(text) && (rest == "" || unicode.IsSpace(apart)) {
		left.End = right.End - len(rest)
		return left, TrimSpace(body, Span{left.End, right.End})
	}
	if left.End == right.Start {
		bare := strings.TrimRight(body[left.Start:left.End], "“‘«([{")
		if whole := TrimSpace(body, Span{left.Start, left.Start + len(bare)}); whole.Len() > 0 {
			return whole, Span{left.Start + len(bare), right.End}
		}
	}
	return left, right
}

// continues reports whether right goes on with the sentence that left seemed to
// end.
func continues(left, right string) bool {
	bare := strings.TrimRightFunc(strings.TrimRight(left, closingMarks), unicode.IsSpace) // « Oui ? »
	quoted := len(bare) < len(left)
	first := firstWord(right)
	initial, _ := utf8.DecodeRuneInString(first)
	switch {
	case goesOn(left, right):
		return true
	case first == "" && strings.Trim(right, closingMarks+".!?") == "":
		return true // a stray mark
	case unicode.IsLower(initial):
		return endsSentence(bare) // "What?" he asked.
	case strings.HasSuffix(bare, "..."), strings.HasSuffix(bare, "…"):
		return true
	case strings.HasSuffix(bare, ".") && !quoted:
		return first != "" && stopEndsNothing(left, right, first)
	case quoted && strings.HasSuffix(bare, "?"), quoted && strings.HasSuffix(bare, "!"):
		return attributes(right)
	}
	return false
}

// stopEndsNothing reports whether the full stop at the end of left is that of an
// abbreviation, an ordinal or the number of an item, before the word first with
// which right begins.
func stopEndsNothing(left, right, first string) bool {
	initial, _ := utf8.DecodeRuneInString(first)
	opens := opensSentence[strings.ToLower(first)] && !startsWithInitial(right)
	return abbreviates(lastWord(left), initial, opens) || !opens && germanOrdinal(left, first) || numbers(left)
}

// startsWithInitial reports whether text starts as a name does: "A. Lincoln".
func startsWithInitial(text string) bool {
	return len(text) > 1 && strings.HasPrefix(strings.TrimLeft(text[1:], " "), ".")
}

// abbreviates reports whether the full stop after last belongs to an abbreviation
// that does not end its sentence, given the first letter of the word that
// follows, and whether that is one which opens sentences.
func abbreviates(last string, initial rune, opens bool) bool {
	word := strings.ToLower(last)
	final, size := utf8.DecodeRuneInString(last)
	switch {
	case nonFinal[word]:
		return true
	case numbered[word]:
		return unicode.IsDigit(initial)
	case size == len(last) && unicode.IsLetter(final):
		// Brown v. Board, z. B. Köln, M. Le Pen, Donald J. Trump; but "Plan B. They".
		return last == "M" || last != "I" && !opens
	case sometimesFinal[word] || initialism(last):
		return !opens
	}
	return false
}

// germanOrdinal reports whether left ends with a number that its full stop makes an
// ordinal: "am 3. Oktober", "im 19. Jahrhundert".
func germanOrdinal(left, first string) bool {
	words := strings.Fields(left)
	if len(words) < 2 || !smallNumber(lastWord(left)) {
		return false
	}
	before := strings.ToLower(words[len(words)-2])
	return beforeOrdinal[before] || ordinalMonth[strings.ToLower(first)]
}

// numbers reports whether left is only the number or letter of an item in a list.
func numbers(left string) bool {
	name, ok := strings.CutSuffix(left, ".")
	return ok && (smallNumber(name) || utf8.RuneCountInString(name) == 1)
}

func smallNumber(word string) bool {
	return word != "" && len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}

// initialism reports whether word is letters with full stops between, as "U.S", or
// as in Spanish doubled ones, "EE.UU" and "EE".
func initialism(word string) bool {
	parts := strings.Split(word, ".")
	doubled := false
	for _, part := range parts {
		first, size := utf8.DecodeRuneInString(part)
		rest := part[size:]
		if part == "" || rest != "" && (rest != string(first) || !unicode.IsUpper(first)) {
			return false
		}
		doubled = doubled || rest != ""
	}
	return len(parts) > 1 || doubled
}

// attributes reports whether right begins as what follows a quotation and names
// its speaker: "Trump said".
func attributes(right string) bool {
	words := strings.Fields(right)
	for i, w := range words[:min(len(words), 4)] {
		if i > 0 && saidVerbs[strings.ToLower(strings.Trim(w, ".,;:"))] {
			return true
		}
	}
	return false
}

// lastWord is the last word of text, without the full stop after it.
func lastWord(text string) string {
	text = strings.TrimRight(text, ". ")
	if i := strings.LastIndexFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("-—“«([{", r)
	}); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		text = text[i+size:]
	}
	return strings.TrimLeft(text, openingMarks)
}

// firstWord is the first word of text, without the marks around it.
func firstWord(text string) string {
	text = strings.TrimLeft(text, openingMarks+"–—- ")
	end := strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if end < 0 {
		end = len(text)
	}
	return text[:end]
}

// WordSet returns the set of the words that white space separates.
func WordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	// nonFinal abbreviations stand before a name or a thing, never at an end.
	nonFinal = WordSet(`mr mrs ms messrs mme mmes mlle mlles dr prof gen sen rep reps sens lt col sgt cpl capt cmdr maj adm
		rev hon pres supt insp fr ft vs e.g i.e cf viz ca approx assn
		pr ste sra srta sres sras dra dña ud uds exmo exma av núm
		bzw vgl inkl zzgl ggf evtl bspw sog ehem z.b d.h dipl ing hl geb gest abb frhr s.o s.u i.d.r z.t u.u v.a o.ä m.e
		mgr ste env p.ex excmo excma ilmo ilma gral cnel ntra p.ej ej dres profa exmos
		sig sigg sig.ra sig.na dott dott.ssa avv ill.mo p.es
		bijv dhr mevr mw drs d.w.z o.a o.l.v i.p.v t.a.v m.n m.b.t i.v.m t.o.v zgn
		t.ex f.eks bl.a dvs d.v.s s.k f.d fx jf jfr f.o.m t.o.m m.a.o p.g.a pga
		esim ks vrt ns doç yrd örn bkz hz mah cad sok
		т.е т.к т.н т.о проф акад доц ул просп напр`)
	// numbered abbreviations are ones only before a number.
	numbered = WordSet(`no nos nr vol vols art abs kap fig figs sec ch p pp para pág págs num jan feb mar apr jun jul aug sep sept
		oct nov dec dez okt janv févr avr juil déc ene abr ago fev kl klo tlf blz стр рис табл ст`)
	// sometimesFinal abbreviations may end a sentence as well.
	sometimesFinal = WordSet(`inc corp co ltd jr sr bros llc plc ph.d etc usw al a.m p.m ave blvd rd st mt gov dept est asst
		mrd mio tsd u.a jh jhd chr v.chr n.chr cía ltda ecc enz jl osv o.s.v mfl m.fl m.m m.v kr ym yms jne vb vd
		гг им руб млн млрд тыс коп долл др пр т.д т.п обл гл см св кв`)
	// beforeOrdinal words are what an ordinal follows in German.
	beforeOrdinal = WordSet(`der die das des dem den am im vom zum zur beim ins ab bis seit ein eine einen einem einer jeder jeden`)
	ordinalMonth  = WordSet(`januar jänner februar märz april mai juni juli august september oktober november dezember`)
	// opensSentence holds words that, capitalised, begin sentences rather than
	// names.
	opensSentence = WordSet(`the a an he she it they we you i his her its their our my this that these those there here
		but and or so yet in on at by for from with to of as if when while after before since until although though
		because however meanwhile also not no what who where why how which whose both each all some many most
		according then now still even once over under during despite
		er sie es wir ich das dies il ils elle elles nous vous on él ella ellos ellas ele ela elas
		egli questo questa nella però inoltre het een hij zij wij maar det detta när och dette hän mutta kun bir ama onun onlar ancak
		он она они оно это в на по при после но и а как если когда также кроме однако затем так что все мы вы я его её их этот эта эти`)
	saidVerbs = WordSet(`said says asked asks told replied wrote tweeted added shouted exclaimed wondered`)
)
