package retrieval_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func ofOutlet(id, outlet, published, body string) retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: id, Outlet: outlet, Published: published}, Body: body}
}

func ids(t *testing.T, lib *retrieval.Library, outlets ...string) []string {
	t.Helper()
	list, err := lib.List(t.Context(), retrieval.Filter{Outlets: outlets})
	must(t, err)
	out := []string{}
	for _, m := range list {
		out = append(out, m.ID)
	}
	slices.Sort(out)
	return out
}

func TestAlias(t *testing.T) {
	dir := t.TempDir()
	h := openHouse(t, dir)
	lib := h.library(t, "local")
	ctx := t.Context()
	add(t, lib,
		ofOutlet("one", "British Broadcasting", "2020-01-02", "The bridge was closed on Monday."),
		ofOutlet("two", "BBC", "2020-01-05", "The bridge was opened on Friday."),
		ofOutlet("three", "The Gazette", "", "The bridge was painted."))
	check := func(when string, filter, bbc []string, asked ...string) {
		t.Helper()
		for _, name := range []string{"bbc", "The British Broadcasting"} {
			if name != "bbc" && filter == nil {
				continue
			}
			if diff := cmp.Diff(bbc, ids(t, lib, name)); diff != "" {
				t.Errorf("%s, articles of %s (-want +got):\n%s", when, name, diff)
			}
			if got := found(t, lib, retrieval.Query{Text: "bridge", Filter: retrieval.Filter{Outlets: []string{name}}}); len(got) != len(bbc) {
				t.Errorf("%s, passages of %s: %v", when, name, got)
			}
		}
		res, err := lib.Search(ctx, retrieval.Query{Text: "What does the BBC say about the bridge?"})
		must(t, err)
		if diff := cmp.Diff(asked, res.Outlets); diff != "" {
			t.Errorf("%s, outlets asked for (-want +got):\n%s", when, diff)
		}
	}
	check("before", nil, []string{"two"}, "bbc")
	_, err := lib.SetAlias(ctx, tester, "BBC", "British Broadcasting")
	must(t, err)
	both := []string{"one", "two"}
	check("with an alias", both, both, "british broadcasting")
	h.close(t)
	h = openHouse(t, dir)
	lib = h.library(t, "local")
	check("opened again", both, both, "british broadcasting")

	outlets, err := lib.Outlets(ctx)
	must(t, err)
	want := []retrieval.Outlet{
		{Name: "British Broadcasting", Articles: 2, First: "2020-01-02", Last: "2020-01-05", Aliases: []string{"BBC"}},
		{Name: "The Gazette", Articles: 1, Aliases: []string{}},
	}
	if diff := cmp.Diff(want, outlets); diff != "" {
		t.Errorf("outlets (-want +got):\n%s", diff)
	}

	// An alias of an alias, and an outlet that becomes another name itself.
	_, err = lib.SetAlias(ctx, tester, "Beeb", "bbc")
	must(t, err)
	_, err = lib.SetAlias(ctx, tester, "British Broadcasting", "BBC News")
	must(t, err)
	aliases, err := lib.Aliases(ctx)
	must(t, err)
	wantAliases := []retrieval.Alias{{"BBC", "BBC News"}, {"Beeb", "BBC News"}, {"British Broadcasting", "BBC News"}}
	if diff := cmp.Diff(wantAliases, aliases); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
	check("renamed", both, both, "bbc news")
	if name, err := lib.OutletName(ctx, "beeb"); name != "BBC News" || err != nil {
		t.Errorf("beeb is %q, %v", name, err)
	}

	_, err = lib.DropAlias(ctx, tester, "british broadcasting")
	must(t, err)
	if got := ids(t, lib, "bbc"); !cmp.Equal(got, []string{"two"}) {
		t.Errorf("after dropping it, BBC has %v", got)
	}
	acts := logOf(t, lib, retrieval.LogQuery{Limit: 2})
	if acts[0].What != retrieval.DeedUnalias || acts[1].What != retrieval.DeedAlias || acts[1].Detail != "“British Broadcasting” = “BBC News”" {
		t.Errorf("the log says %+v", acts)
	}
}

func TestAliasRefuses(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib, ofOutlet("one", "BBC News", "", "The bridge was closed."))
	for _, tt := range []struct {
		alias, outlet string
		want          error
	}{
		{"The BBC News", "BBC news", retrieval.ErrInvalid},
		{"", "BBC News", retrieval.ErrInvalid},
		{"...", "BBC News", retrieval.ErrInvalid},
		{"NYT", "The New York Times", retrieval.ErrNoOutlet},
	} {
		if _, err := lib.SetAlias(t.Context(), tester, tt.alias, tt.outlet); !errors.Is(err, tt.want) {
			t.Errorf("%q = %q: %v, want %v", tt.alias, tt.outlet, err, tt.want)
		}
	}
	if _, err := lib.DropAlias(t.Context(), tester, "BBC"); !errors.Is(err, retrieval.ErrNoAlias) {
		t.Errorf("dropping none: %v", err)
	}
	if acts := logOf(t, lib, retrieval.LogQuery{}); len(acts) != 1 {
		t.Errorf("the log has %+v", acts)
	}
}

func TestCheckOutlets(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib, ofOutlet("one", "BBC News", "", "The bridge was closed."), ofOutlet("two", "The Gazette", "", "The bridge was opened."))
	must(t, lib.CheckOutlets(t.Context(), retrieval.Filter{Outlets: []string{"gazette", "bbc news"}}))
	for name, want := range map[string]string{
		"BBC":     "did you mean “BBC News”?",
		"Gazete":  "did you mean “The Gazette”?",
		"Reuters": "most of its articles are of “BBC News”",
	} {
		err := lib.CheckOutlets(t.Context(), retrieval.Filter{Outlets: []string{"Gazette", name}})
		if !errors.Is(err, retrieval.ErrNoOutlet) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}
