package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"dateline/bot/show"
	"dateline/retrieval"
)

// readTexts are the texts of a language, by id; of one with plural forms, all.
func readTexts(t *testing.T, tag string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("show/texts/" + tag + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var given map[string]any
	if err := toml.Unmarshal(raw, &given); err != nil {
		t.Fatalf("%s: %v", tag, err)
	}
	out := map[string]string{}
	for id, value := range given {
		switch v := value.(type) {
		case string:
			out[id] = v
		case map[string]any:
			for form, text := range v {
				s, ok := text.(string)
				if !ok {
					t.Fatalf("%s: %s is no text", tag, id)
				}
				out[id+"."+form] = s
			}
		}
	}
	return out
}

var places = regexp.MustCompile(`\{\{\.\w+\}\}`)

// TestNoTextIsMissing holds the languages against English: the same texts, the
// same places in each, none left in English that says more than a name.
func TestNoTextIsMissing(t *testing.T) {
	english := readTexts(t, "en")
	for _, l := range show.Languages[1:] {
		t.Run(l.Tag, func(t *testing.T) {
			given := readTexts(t, l.Tag)
			ids := func(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
			if diff := cmp.Diff(ids(english), ids(given)); diff != "" {
				t.Fatalf("texts (-English +%s):\n%s", l.Tag, diff)
			}
			for id, text := range given {
				in := func(s string) []string {
					return slices.Compact(slices.Sorted(slices.Values(places.FindAllString(s, -1))))
				}
				if diff := cmp.Diff(in(english[id]), in(text)); diff != "" {
					t.Errorf("%s has other places than in English (-English +%s):\n%s", id, l.Tag, diff)
				}
				if text == english[id] && strings.Count(places.ReplaceAllString(text, ""), " ") > 2 {
					t.Errorf("%s is in English: %q", id, text)
				}
			}
		})
	}
}

// TestTextsAreUsed finds each text that the program says among those of English,
// and none there that it does not say.
func TestTextsAreUsed(t *testing.T) {
	known := map[string]bool{}
	for id := range readTexts(t, "en") {
		base, _, _ := strings.Cut(id, ".")
		known[base] = true
	}
	used := map[string]bool{}
	var beginnings []string
	for _, literal := range literals(t) {
		switch {
		case known[literal]:
			used[literal] = true
		case strings.HasSuffix(literal, "_"):
			beginnings = append(beginnings, literal)
		}
	}
	beginnings = append(beginnings, "choice_", "command_library_", "command_feed_") // joined from more parts
	for id := range known {
		if !used[id] && !slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(id, b) }) {
			t.Errorf("text %s is never said", id)
		}
	}
	for _, id := range said(t) {
		if !known[id] {
			t.Errorf("text %s is said and not there", id)
		}
	}
}

// TestProblemsAreTold finds a text for each problem that keeps something from
// being taken in, with no more places than the problem has values, and no text
// for problems that there are not.
func TestProblemsAreTold(t *testing.T) {
	values := map[string]int{}
	for _, folder := range []string{".", "show", "../retrieval", "../retrieval/extract", "../retrieval/load"} {
		for name, args := range calls(sources(t, folder)) {
			if name != "NewProblem" && name != "bad" {
				continue
			}
			for _, a := range args {
				if id, ok := stringOf(a[0]); ok {
					values[id] = len(a) - 2
				}
			}
		}
	}
	told := readTexts(t, "en")
	for id, n := range values {
		text, ok := told["problem_"+id]
		if !ok {
			t.Errorf("problem %s is not told", id)
		}
		for _, place := range places.FindAllString(text, -1) {
			if letter := strings.Trim(place, "{.}"); len(letter) != 1 || int(letter[0]-'A') >= n {
				t.Errorf("problem %s has %d values, and a place %s: %q", id, n, place, text)
			}
		}
		delete(told, "problem_"+id)
	}
	for id := range told {
		if strings.HasPrefix(id, "problem_") {
			t.Errorf("%s is told and never met", id)
		}
	}
}

// Members are told in their own language why something was left out.
func TestReasonsAreTold(t *testing.T) {
	vs, err := show.LoadVoices()
	if err != nil {
		t.Fatal(err)
	}
	reasons := 0
	for _, file := range sources(t, "../retrieval/extract") {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "why") {
				return true
			}
			reason, ok := stringOf(spec.Values[0])
			if !ok {
				return true
			}
			reasons++
			if show.Why(vs["de"], reason) == reason {
				t.Errorf("%q is not told", reason)
			}
			return true
		})
	}
	if reasons < 10 {
		t.Errorf("%d reasons were found", reasons)
	}
}

// sources are a package's files, tests aside.
func sources(t *testing.T, folder string) []*ast.File {
	t.Helper()
	names, err := fs.Glob(os.DirFS(folder), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// speaking are the files of all packages that say something to members.
func speaking(t *testing.T) []*ast.File {
	t.Helper()
	files := sources(t, ".")
	for _, folder := range []string{"command", "posts", "show"} {
		files = append(files, sources(t, folder)...)
	}
	return files
}

// literals are all texts in the program.
func literals(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, file := range speaking(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := stringOf(n); ok {
				out = append(out, s)
			}
			return true
		})
	}
	return out
}

// said are the ids that the program says outright.
func said(t *testing.T) []string {
	t.Helper()
	var out []string
	for name, args := range calls(speaking(t)) {
		for _, a := range args {
			if id, ok := stringOf(a[0]); ok && (name == "Say" || name == "refuse") {
				out = append(out, id)
			}
		}
	}
	if len(out) == 0 {
		t.Fatal("the program says nothing")
	}
	return out
}

// calls are the arguments of all calls that have some, by the name of what is
// called.
func calls(files []*ast.File) map[string][][]ast.Expr {
	out := map[string][][]ast.Expr{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			switch f := call.Fun.(type) {
			case *ast.Ident:
				out[f.Name] = append(out[f.Name], call.Args)
			case *ast.SelectorExpr:
				out[f.Sel.Name] = append(out[f.Sel.Name], call.Args)
			}
			return true
		})
	}
	return out
}

func stringOf(n ast.Node) (string, bool) {
	literal, ok := n.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return s, err == nil
}

func TestVoice(t *testing.T) {
	inferred := retrieval.Meta{Published: "2017-03-05", PublishedInferred: true}
	for tag, want := range map[string]string{
		"en": "5 March 2017 (inferred)", "es": "5 de marzo de 2017 (deducida)", "fr": "5 mars 2017 (déduite)",
		"de": "5. März 2017 (erschlossen)", "pt": "5 de março de 2017 (deduzida)",
	} {
		if got := testVoices.In(tag).Date(inferred); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	for tag, want := range map[string]string{"en": "1 March 2017", "fr": "1er mars 2017", "de": "1. März 2017", "pt": "1º de março de 2017"} {
		if got := testVoices.In(tag).Day("2017-03-01"); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	for tag, want := range map[string]string{"en": "Quota: 5", "es": "Quota: 5", "fr": "Quota\u202f: 5", "de": "Quota: 5", "pt": "Quota: 5"} {
		if got := testVoices.In(tag).Named("Quota", "5"); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	if got := english.Say("articles", "Count", 1) + ", " + english.Say("articles", "Count", 2); got != "1 article, 2 articles" {
		t.Errorf("got %q", got)
	}
	for _, test := range []struct {
		locales []string
		want    string
	}{
		{[]string{"es-419"}, "es"}, {[]string{"pt-BR", "fr"}, "pt"}, {[]string{"nl", "fr"}, "fr"},
		{[]string{"", "ja"}, "en"}, {nil, "en"}, {[]string{"DE"}, "de"},
	} {
		if got := testVoices.In(test.locales...).Tag; got != test.want {
			t.Errorf("%q is spoken to in %s, want %s", test.locales, got, test.want)
		}
	}
}
