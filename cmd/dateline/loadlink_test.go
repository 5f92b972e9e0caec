package main

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ferryPage = `<html><head><title>Ferry service resumes</title></head><body><article><h1>Ferry service resumes</h1>
<p>The ferry to Skarholm leaves at seven every morning. Tickets are sold on board by the second mate.</p></article></body></html>`

// gazette is a site with a page, a feed of two entries, one of which leads
// nowhere, and a page that only subscribers see whole.
func gazette(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	pages := map[string]string{
		"/ferry": ferryPage,
		"/feed": `<rss version="2.0"><channel><title>The Gazette</title>
			<item><guid>1</guid><title>Ferry</title><link>/ferry</link></item>
			<item><guid>2</guid><title>Bath house</title><link>/bath</link><description>The bath house of the town opens on Monday, the council said.</description></item>
			</channel></rss>`,
		"/plus": `<html><head><title>The mayor's plan</title>
			<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "isAccessibleForFree": false}</script></head>
			<body><article><h1>The mayor's plan</h1><p>The mayor has a plan for the harbour that nobody expected of her.</p></article></body></html>`,
	}
	for path, text := range pages {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) })
	}
	return "http://" + listening(t, mux)
}

func TestLoadLinks(t *testing.T) {
	base := gazette(t)
	data := filepath.Join(t.TempDir(), "data")
	tests := []struct {
		name, allow string
		sources     []string
		status      int
		stdout      []string
	}{
		{
			"an address of this machine", "", []string{base + "/ferry"}, exitFailed, []string{
				"rejected " + base + "/ferry: it leads to an address that is not public (127.0.0.1): use a public address, or let the operator allow the host",
				"0 added, 0 updated, 0 duplicates, 1 rejected",
			},
		},
		{
			"a page, and again by its feed", "127.0.0.1", []string{base + "/ferry", base + "/feed"}, exitDone, []string{
				"added " + base + "/bath: only its beginning was available",
				"2 added, 0 updated, 1 duplicate, 0 rejected",
			},
		},
		{
			"behind a paywall", "127.0.0.0/8", []string{base + "/plus"}, exitDone, []string{
				"added " + base + "/plus: only its beginning was available",
				"1 added, 0 updated, 0 duplicates, 0 rejected",
			},
		},
		{
			"what is not there, and what is not the web's", "127.0.0.1", []string{base + "/none", "ftp://gazette.example/ferry"}, exitFailed, []string{
				"rejected " + base + "/none: the server answered 404 Not Found: check the link",
				"rejected ftp://gazette.example/ferry: its scheme is ftp: only http and https are fetched",
				"0 added, 0 updated, 0 duplicates, 2 rejected",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			args := append([]string{"load", "--data", data}, tt.sources...)
			got := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, []string{"DATELINE_FETCH_ALLOW_HOSTS=" + tt.allow})
			if got != tt.status {
				t.Errorf("load exits with %d, want %d: %s", got, tt.status, &stderr)
			}
			if diff := cmp.Diff(strings.Join(tt.stdout, "\n")+"\n", stdout.String()); diff != "" {
				t.Errorf("standard output (-want +got):\n%s", diff)
			}
		})
	}
}
