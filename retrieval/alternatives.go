package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/text"
)

// alternatives are the terms that count as token i of the question does: other
// names of the same thing, an abbreviation that the library's articles
// introduce, and for a word that the library does not have, the most usual one
// that is spelt nearly so.
func (k *ranker) alternatives(ctx context.Context, i int, known bool) ([]text.Term, error) {
	t := k.asked.tokens[i]
	out := append(k.inOtherLanguages(i), text.OtherNames(t.Term)...)
	for _, j := range []int{i - 1, i} {
		if j >= 0 && j+1 < len(k.asked.tokens) {
			out = append(out, text.JoinedNames(k.asked.tokens[j].Term, k.asked.tokens[j+1].Term)...)
		}
	}
	out = append(out, k.shorts[i]...)
	longs, err := k.longForms(ctx, t)
	if err != nil {
		return nil, err
	}
	out = append(out, longs...)
	if !known && len(out) == 0 {
		near, err := k.spelling(ctx, t)
		if err != nil {
			return nil, err
		}
		out = append(out, near...)
	}
	return out, nil
}

// longForms are, for a token that abbreviates a name, the rarest word of each
// such name.
func (k *ranker) longForms(ctx context.Context, t text.Token) ([]text.Term, error) {
	if name, err := k.mayName(ctx, t); err != nil || !name {
		return nil, err
	}
	longs, err := k.index.entries(ctx, fieldShort, string(t.Exact)+shortMark)
	if err != nil {
		return nil, err
	}
	var out []text.Term
	for _, long := range longs {
		best, least := text.Term(""), uint64(0)
		for _, w := range strings.Fields(long) {
			n, err := k.index.frequency(ctx, fieldBody, w)
			if err != nil {
				return nil, err
			}
			if n > 0 && (best == "" || n < least) {
				best, least = text.Term(w), n
			}
		}
		if best != "" {
			out = append(out, best)
		}
	}
	return out, nil
}

// shortForms are the abbreviations of the long names that stand in the
// question, for each of their tokens.
func (k *ranker) shortForms(ctx context.Context) (map[int][]text.Term, error) {
	out := make(map[int][]text.Term)
	for i, t := range k.asked.tokens {
		if t.Stop {
			continue
		}
		if name, err := k.mayName(ctx, t); err != nil {
			return nil, err
		} else if !name {
			continue
		}
		names, err := k.index.entries(ctx, fieldLong, string(t.Term)+" ")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			rest, short, _ := strings.Cut(name, shortMark)
			last, ok := k.spelled(i, strings.Fields(rest))
			for j := i; ok && j <= last; j++ {
				out[j] = append(out[j], text.Term(short))
			}
		}
	}
	return out, nil
}

// spelled reports whether words follow token i in the question, stop words aside,
// and at which token they end.
func (k *ranker) spelled(i int, words []string) (last int, ok bool) {
	for _, w := range words {
		i++
		for i < len(k.asked.tokens) && k.asked.tokens[i].Stop {
			i++
		}
		if i == len(k.asked.tokens) || string(k.asked.tokens[i].Term) != w {
			return 0, false
		}
	}
	return i, true
}

// maxEntries bounds what is read of the names that begin alike. By hand.
const maxEntries = 16

// entries are what follows prefix in the terms of a field, maxEntries at most.
func (s *snapshot) entries(ctx context.Context, field, prefix string) ([]string, error) {
	dict, err := s.reader.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, fmt.Errorf("look up %s:%q: %w", field, prefix, err)
	}
	defer dict.Close()
	var out []string
	for len(out) < maxEntries {
		e, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("look up %s:%q: %w", field, prefix, err)
		}
		if e == nil {
			break
		}
		// The engine still knows terms of removed articles.
		with, err := s.frequency(ctx, field, e.Term)
		if err != nil {
			return nil, err
		}
		if with > 0 {
			out = append(out, strings.TrimPrefix(e.Term, prefix))
		}
	}
	return out, nil
}

// A word of so many letters may be misspelt; one shorter than surelySpelled only
// for a word of a headline, since there are too many that are spelt alike. What
// is longer is no word of a text, and an automaton of its spellings grows past
// all bounds. From twiceMisspelt on, two letters may be wrong. Set by hand.
const (
	minSpelling   = 4
	surelySpelled = 5
	twiceMisspelt = 8
	maxSpelling   = 40
)

// spelling returns the word of the library that is one letter away from t, of a
// long word two: one of a headline rather than another, then the most usual. A
// name is misspelt as a name: "Backus" is no backup.
func (k *ranker) spelling(ctx context.Context, t text.Token) ([]text.Term, error) {
	near, err := k.spelledAlike(ctx, t)
	if err != nil {
		return nil, err
	}
	for _, e := range near {
		if t.Upper {
			name, err := k.index.isName(ctx, e.term)
			if err != nil {
				return nil, err
			}
			if !name {
				continue
			}
		}
		return []text.Term{e.term}, nil
	}
	return nil, nil
}

// alike is a word of the library that is spelt nearly as one of the question.
type alike struct {
	term     text.Term
	distance uint8 // in letters
	with     uint64
	// headline says that an article's headline has it.
	headline bool
}

// maxAlike bounds how many words that are spelt alike are looked at. By hand.
const maxAlike = 64

// spelledAlike are the library's words that differ from t in so few letters,
// the likeliest first.
func (k *ranker) spelledAlike(ctx context.Context, t text.Token) ([]alike, error) {
	letters := utf8.RuneCountInString(string(t.Exact))
	fuzzy, ok := k.index.reader.(index.IndexReaderFuzzy)
	if !ok || t.Sequence || letters < minSpelling || letters > maxSpelling || hasASCIIDigit(t.Term) {
		return nil, nil
	}
	distance := 1
	if letters >= twiceMisspelt {
		distance = 2
	}
	_, first := utf8.DecodeRuneInString(string(t.Term))
	dict, err := fuzzy.FieldDictFuzzy(fieldBody, string(t.Term), distance, string(t.Term)[:first])
	if err != nil {
		return nil, fmt.Errorf("look up the spelling of %q: %w", t.Term, err)
	}
	defer dict.Close()
	var out []alike
	for len(out) < maxAlike {
		e, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("look up the spelling of %q: %w", t.Term, err)
		}
		if e == nil {
			break
		}
		a, err := k.alike(ctx, *e)
		if err != nil {
			return nil, err
		}
		// The engine still knows words that stood in removed articles alone.
		if a.with > 0 && (a.headline || letters >= surelySpelled) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, likelier)
	return out, nil
}

// alike fills in what the engine leaves out of a word that it found by its
// spelling.
func (k *ranker) alike(ctx context.Context, e index.DictEntry) (alike, error) {
	a := alike{term: text.Term(e.Term), distance: e.EditDistance}
	var err error
	if a.with, err = k.index.frequency(ctx, fieldBody, e.Term); err != nil {
		return alike{}, err
	}
	titled, err := k.index.frequency(ctx, fieldTitle, e.Term)
	a.headline = titled > 0
	return a, err
}

// likelier orders words that are spelt alike.
func likelier(a, b alike) int {
	if a.headline != b.headline {
		if a.headline {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.with, a.with), cmp.Compare(a.term, b.term))
}

// mayName reports whether a token of the question may be of a name: it is
// written as one there, or in the library.
func (k *ranker) mayName(ctx context.Context, t text.Token) (bool, error) {
	if t.Upper {
		return true, nil
	}
	return k.index.isName(ctx, t.Term)
}

// nameShare is the share of the passages with a term in which a name stands as
// names do. By hand.
const nameShare = 0.5

// isName reports whether t stands as names do in at least nameShare of the
// passages that hold it.
func (s *snapshot) isName(ctx context.Context, t text.Term) (bool, error) {
	all, err := s.frequency(ctx, fieldBody, string(t))
	if err != nil || all == 0 {
		return false, err
	}
	names, err := s.frequency(ctx, fieldName, string(t))
	return float64(names) >= nameShare*float64(all), err
}

func hasASCIIDigit(t text.Term) bool { return strings.ContainsAny(string(t), "0123456789") }
