package dates

import "strings"

// tense says whether a sentence tells of what was or of what is to come.
type tense int

const (
	unclear tense = iota
	past
	future
)

// tense is that of the verb which the date in the tokens from to to goes with:
// the last one before it in its clause, else the first one after it. Prepositions
// that only go with one of the two go before.
func (s *sentence) tense(from, to int) tense {
	if s.asked {
		return past
	}
	switch s.word(from - 1) {
	case "until", "till", "by", "starting", "beginning":
		return future
	case "since":
		return past
	case "of":
		if s.word(from-2) == "ahead" {
			return future
		}
	}
	if t := s.before(from); t != unclear {
		return t
	}
	if t := s.after(to, s.opensClause(from)); t != unclear {
		return t
	}
	return s.mainClause(to)
}

// mainClause is the tense of the clause that follows one of a participle with the
// date up to token to: "Joining others on Tuesday, the firm is set to report".
func (s *sentence) mainClause(to int) tense {
	if !strings.HasSuffix(s.word(0), "ing") {
		return unclear
	}
	for k := 0; k < to; k++ {
		if strings.Contains(s.between(k), ",") {
			return unclear
		}
	}
	if !strings.HasPrefix(s.between(to), ",") {
		return unclear
	}
	return s.after(to, true)
}

// habitual reports whether the clause that leads to token i tells what is done again
// and again: "they often met on the weekend".
func (s *sentence) habitual(i int) bool {
	for k := i - 1; k >= 0 && k > i-habitReach; k-- {
		if habits[s.word(k)] {
			return true
		}
		if strings.ContainsAny(s.between(k-1), ",;:—()") {
			return false
		}
	}
	return false
}

// habitReach is how many words before a day those that make it a habit may stand.
const habitReach = 9

var habits = set("often usually always typically normally sometimes generally regularly typical every each")

// opensClause reports whether the date at token i begins its clause, a
// preposition and the like before it aside: "On Thursday, the court ruled".
func (s *sentence) opensClause(i int) bool {
	k := i - 1
	for k >= 0 && opening[s.word(k)] {
		k--
	}
	return k < 0 || strings.ContainsAny(s.between(k), ",;:—–\"“”()")
}

var opening = set("on in at by early late this last next the since from until before after of morning evening then but and")

// before is the tense of the clause that leads up to token i.
func (s *sentence) before(i int) tense {
	for k := i - 1; k >= 0; k-- {
		if strings.ContainsAny(s.between(k), ",;:—()") && (k < i-1 || strings.Contains(s.between(k), "(")) {
			return unclear
		}
		if (s.word(k) == "ahead" || s.word(k) == "advance") && s.word(k+1) == "of" {
			return future
		}
		if t := s.verb(k); t != unclear {
			if t == past && prospective[s.word(k)] && s.infinitive(k+1, i) {
				return future
			}
			return t
		}
	}
	return unclear
}

// after is the tense of the first verb after token i in its clause, which goes
// on after a comma at the date only where the date began it.
func (s *sentence) after(i int, opened bool) tense {
	for k := i + 1; k < len(s.tokens); k++ {
		if (k > i+1 || !opened) && strings.ContainsAny(s.between(k-1), ",;:—") || anotherClause[s.word(k)] {
			return unclear
		}
		if t := s.verb(k); t != unclear {
			return t
		}
	}
	return unclear
}

// anotherClause are words that begin one whose verb tells nothing of the date
// before it: "this Friday marks three years since it was announced".
var anotherClause = set(`and but since because although though while when whenever where who whom whose which that after before
	if unless as with without`)

// infinitive reports whether "to" stands between tokens i and j: "agreed to meet
// on Monday".
func (s *sentence) infinitive(i, j int) bool {
	for k := i; k < j; k++ {
		if s.word(k) == "to" && k+1 < j {
			return true
		}
	}
	return false
}

// verb is the tense that token i shows.
func (s *sentence) verb(i int) tense {
	w := s.word(i)
	switch {
	case coming[w], s.contracted(i), s.arranged(i):
		return future
	case was[w], strings.HasSuffix(w, "ed") && len(w) > len("need") && !s.passive(i):
		return past
	}
	return unclear
}

// contracted reports whether token i ends in "will": "they'll".
func (s *sentence) contracted(i int) bool {
	return strings.HasSuffix(strings.ReplaceAll(s.text[s.tokens[i].Start:s.tokens[i].End], "’", "'"), "'ll")
}

// arranged reports whether token i begins words for what is to come, which by
// itself tells nothing of time: "set to", "is going", "takes effect".
func (s *sentence) arranged(i int) bool {
	next := s.word(i + 1)
	switch s.word(i) {
	case "may":
		return !s.tokens[i].Upper
	case "takes":
		return next == "effect"
	case "set":
		return next == "to" || next == "for"
	case "due":
		return true
	case "is", "are":
		return next == "to" || len(next) > len("being") && strings.HasSuffix(next, "ing") && next != "having"
	}
	return false
}

// passive reports whether the participle at token i goes with a form of "be" that
// has no tense, so that an earlier word has it: "will be announced".
func (s *sentence) passive(i int) bool {
	return s.word(i-1) == "be" || s.word(i-2) == "be"
}

// Verbs and their kin, by what they tell of time.
var (
	coming = set(`will can shall would wont could might should must plans plan planned planning scheduled expected expects expect slated hopes hoping aims
		intends upcoming tentatively anticipates anticipated poised
		begins starts opens kicks expires ends goes returns airs faces hosts premieres arrives meets votes closes debuts
		resumes`)
	was = set(`said was were had did told met took went came made gave got won lost held began became left led found
		spoke wrote sent saw fell rose ran kept put hit cut shot struck broke brought bought built caught chose drew
		drove fought flew forgot hurt knew laid let paid quit read sat sold spent stood stole swore taught thought threw
		understood woke wore sought signed been has have`)
	// prospective verbs speak, in the past, of what was then to come.
	prospective = set(`agreed vowed pledged promised threatened`)
)
