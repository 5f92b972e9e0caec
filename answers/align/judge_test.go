package align

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// whole is each body as a place, of the articles "a", "b" and so on.
func whole(bodies ...string) []retrieval.Place {
	var out []retrieval.Place
	for i, body := range bodies {
		a := retrieval.Article{Meta: retrieval.Meta{ID: string(rune('a' + i))}, Body: body}
		out = append(out, retrieval.Place{Span: text.Span{End: len(body)}, Article: &a})
	}
	return out
}

func TestJudge(t *testing.T) {
	const (
		ferry  = "The ferry ran every ten minutes until the bridge opened again in spring."
		harbor = "Divers found the wreck of the Lumora off Gannet Point on Tuesday."
	)
	for name, test := range map[string]struct {
		quote   string
		verdict Verdict
		parts   []string // the articles' words, those of one part after "a: "
		edits   []string
	}{
		"half of it": {
			"The ferry ran every ten minutes until the bridge opened, and the mayor was jailed for taking bribes", Altered,
			[]string{"a: The ferry ran every ten minutes until the bridge opened"},
			[]string{`added: "and the mayor was jailed for taking bribes"`},
		},
		"the second half of it": {
			"Nobody believed him when he spoke of gold, but divers found the wreck of the Lumora off Gannet Point", Altered,
			[]string{"b: Divers found the wreck of the Lumora off Gannet Point"},
			[]string{`added: "Nobody believed him when he spoke of gold, but"`, `"Divers" is written "divers"`},
		},
		"too little of it": {
			"Nobody believed a word of what he said, where divers found the wreck of the Lumora, for he was a liar", Absent, nil, nil,
		},
		"as it stands":   {"ran every ten minutes until", Exact, []string{"a: ran every ten minutes until"}, nil},
		"set otherwise":  {"“Ran  every ten\nminutes”", Exact, []string{"a: ran every ten minutes"}, nil},
		"with a gap":     {"The ferry ran … until the bridge opened", Exact, []string{"a: The ferry ran every ten minutes until the bridge opened"}, nil},
		"a word changed": {"ran every nine minutes until the bridge", Altered, []string{"a: ran every ten minutes until the bridge"}, []string{`"nine" in the place of "ten"`}},
		"a word added":   {"ran every ten long minutes until the bridge", Altered, []string{"a: ran every ten minutes until the bridge"}, []string{`added: "long"`}},
		"a word less":    {"ran every minutes until the bridge", Altered, []string{"a: ran every ten minutes until the bridge"}, []string{`left out: "ten"`}},
		"another case":   {"ran Every ten minutes until the bridge", Altered, []string{"a: ran every ten minutes until the bridge"}, []string{`"every" is written "Every"`}},
		"two articles": {"The ferry ran every ten minutes found the wreck of the Lumora", Stitched,
			[]string{"a: The ferry ran every ten minutes", "b: found the wreck of the Lumora"}, nil},
		"other words":   {"nobody said anything of that kind today", Absent, nil, nil},
		"no words":      {"… “—” …", Absent, nil, nil},
		"no text":       {"", Absent, nil, nil},
		"another order": {"minutes ten every ran ferry the", Absent, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := Judge(Read(test.quote), whole(ferry, harbor))
			var parts, edits []string
			for _, p := range f.Parts {
				parts = append(parts, p.Article.ID+": "+p.Article.Body[p.Span.Start:p.Span.End])
				for _, e := range p.Edits {
					edits = append(edits, e.String())
				}
			}
			if f.Verdict != test.verdict {
				t.Errorf("verdict %s, want %s", f.Verdict, test.verdict)
			}
			if diff := cmp.Diff(test.parts, parts); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.edits, edits); diff != "" {
				t.Errorf("edits (-want +got):\n%s", diff)
			}
		})
	}
}

// Of articles with the same words, the part is the earliest one's and names the
// others.
func TestJudgeNamesTheOthers(t *testing.T) {
	places := whole("The ferry ran until dusk.", "At last the ferry ran until dusk.", "It is said that the ferry ran until dusk.")
	places[0].Article.Published, places[1].Article.Published = "2024-05-02", "2024-05-01"
	f := Judge(Read("the ferry ran until dusk"), places)
	if len(f.Parts) != 1 || f.Parts[0].Article.ID != "b" {
		t.Fatalf("parts %+v, want one, of b", f.Parts)
	}
	var also []string
	for _, m := range f.Parts[0].Also {
		also = append(also, m.ID)
	}
	if diff := cmp.Diff([]string{"a", "c"}, also); diff != "" {
		t.Errorf("others (-want +got):\n%s", diff)
	}
}

// FuzzJudge aligns anything with anything: what is told stands where it is said
// to stand, what was copied is found, and what was found is found again.
func FuzzJudge(f *testing.F) {
	f.Add("The ferry ran every ten minutes until the bridge opened.", "Divers found the wreck.", "the ferry ran every nine minutes", uint16(1), uint16(4))
	f.Add("It costs £40,000 (or $50,000) a day…", "[T]he end", "[It] costs … a day. [T]he end", uint16(0), uint16(9))
	f.Add("\xff\xfe a\u0301 b ﬁ ß İ", "aa aa aa aa aa aa", "aa … aa aa", uint16(0), uint16(2))
	f.Fuzz(func(t *testing.T, first, second, quote string, from, n uint16) {
		const most = 2000
		if len(first)+len(second)+len(quote) > most {
			t.Skip("too long to be quick")
		}
		first, second = strings.ToValidUTF8(first, "?"), strings.ToValidUTF8(second, "?") // as bodies are
		places := whole(first, second)
		finding := Judge(Read(quote), places)
		checkFinding(t, quote, finding)
		if diff := cmp.Diff(finding, Judge(Read(quote), places)); diff != "" {
			t.Errorf("judged again (-first +second):\n%s", diff)
		}
		words := text.Spellings(first)
		if len(words) == 0 {
			return
		}
		a := int(from) % len(words)
		b := min(a+int(n), len(words)-1)
		checkCopy(t, first[words[a].Start:words[b].End], words[a:b+1], places)
		for _, p := range finding.Parts {
			body := p.Article.Body
			stands := slices.DeleteFunc(text.Spellings(body), func(w text.Spelling) bool { return w.Start < p.Span.Start || w.End > p.Span.End })
			checkCopy(t, body[p.Span.Start:p.Span.End], stands, places)
		}
	})
}

// checkFinding checks a finding in itself.
func checkFinding(t *testing.T, quote string, f Finding) {
	t.Helper()
	edits := 0
	for _, p := range f.Parts {
		edits += len(p.Edits)
		if _, ok := p.Span.Of(p.Article.Body); !ok || p.Span.Len() == 0 {
			t.Fatalf("part %+v of %d bytes", p.Span, len(p.Article.Body))
		}
		at := 0
		for _, e := range p.Edits {
			if e.Start < at || e.End < e.Start || e.End > len(p.Article.Body) || p.Article.Body[e.Start:e.End] != e.Article {
				t.Errorf("edit %+v after byte %d of %q", e, at, p.Article.Body)
			}
			if !strings.Contains(quote, e.Quote) || e.Kind == "" || e.Article == "" && e.Quote == "" {
				t.Errorf("edit %+v of %q", e, quote)
			}
			at = e.End
		}
	}
	wanted := map[Verdict]bool{
		Exact: len(f.Parts) == 1 && edits == 0, Altered: len(f.Parts) == 1 && edits > 0,
		Stitched: len(f.Parts) > 1, Absent: len(f.Parts) == 0 && len(f.Pieces) == 0,
	}
	if !wanted[f.Verdict] {
		t.Errorf("%q is %s, with %d parts, %d edits and %d pieces", quote, f.Verdict, len(f.Parts), edits, len(f.Pieces))
	}
	var pieces strings.Builder
	for _, p := range f.Pieces {
		pieces.WriteString(p.Text)
	}
	if len(f.Pieces) > 0 && pieces.String() != quote {
		t.Errorf("the pieces of %q are %q", quote, pieces.String())
	}
}

// checkCopy checks that a quote which is the words as they stand is exact. Words
// may be other ones when what stood beside them is gone, or stand for an
// omission.
func checkCopy(t *testing.T, quote string, stands []text.Spelling, places []retrieval.Place) {
	t.Helper()
	read := Read(quote)
	if !slices.EqualFunc(read.words, stands, func(q word, w text.Spelling) bool { return q.gap == 0 && q.Letter == w.Letter }) {
		return
	}
	f := Judge(read, places)
	checkFinding(t, quote, f)
	if len(stands) > 0 && f.Verdict != Exact {
		t.Errorf("%q, as it stands, is %s", quote, f.Verdict)
	}
}
