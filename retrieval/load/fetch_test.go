package load

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func TestPublic(t *testing.T) {
	for text, want := range map[string]bool{
		"8.8.8.8": true, "93.184.216.34": true, "2606:2800:220:1::1": true, "2a00:1450:4001::1": true,
		"127.0.0.1": false, "127.8.8.8": false, "10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "172.32.0.1": true,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.128.0.1": true, "0.0.0.0": false, "0.1.2.3": false,
		"224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "192.0.2.1": false, "198.18.0.1": false,
		"::1": false, "::": false, "::ffff:127.0.0.1": false, "::ffff:8.8.8.8": true, "::ffff:169.254.169.254": false, "::ffff:100.64.0.1": false, "::7f00:1": false,
		"fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false, "fec0::1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::808:808": true, "2002:7f00:1::": false, "2002:808:808::1": true, "2001:db8::1": false, "2001::1": false,
	} {
		if got := public(netip.MustParseAddr(text)); got != want {
			t.Errorf("public(%s) = %t", text, got)
		}
	}
}

// site serves pages on loopback, which fetchers in these tests may fetch from.
func site(t *testing.T, pages map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, handler := range pages {
		mux.HandleFunc(path, handler)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func fetcher(t *testing.T, cfg FetchConfig) *Fetcher {
	t.Helper()
	f, err := NewFetcher(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func serve(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

func TestGet(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{
		"/page": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, "hello ", r.UserAgent())
		},
		"/moved": http.RedirectHandler("/page", http.StatusMovedPermanently).ServeHTTP,
		"/found": http.RedirectHandler("/moved", http.StatusFound).ServeHTTP,
	})
	f := fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}, UserAgent: "test"})
	want := Document{Data: []byte("hello test"), URL: base + "/page", ContentType: "text/plain; charset=utf-8", ETag: `"1"`}
	for _, path := range []string{"/page", "/moved", "/found"} {
		got, err := f.Get(t.Context(), base+path, Since{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	got, err := f.Get(t.Context(), base+"/page", Since{ETag: `"1"`})
	if err != nil || !got.Unchanged || len(got.Data) > 0 {
		t.Errorf("asked again: %+v, %v", got, err)
	}
}

func TestGetRefuses(t *testing.T) {
	release := make(chan struct{})
	base := site(t, map[string]http.HandlerFunc{
		"/loop":   func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		"/inside": http.RedirectHandler("http://[::ffff:10.0.0.1]/secret", http.StatusFound).ServeHTTP,
		"/file":   http.RedirectHandler("file:///etc/passwd", http.StatusFound).ServeHTTP,
		"/name": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://localhost:"+port(r.Host)+"/", http.StatusFound)
		},
		"/missing": http.NotFound,
		"/denied":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"/busy":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"/long":    serve(strings.Repeat("x", 2000)),
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 1000 {
				if _, err := z.Write(make([]byte, 1000)); err != nil {
					return
				}
			}
			z.Close()
		},
		"/slow": func(http.ResponseWriter, *http.Request) { <-release },
	})
	defer close(release)
	f := fetcher(t, FetchConfig{Allow: []string{"127.0.0.0/8"}, MaxBytes: 1000})
	hasty := fetcher(t, FetchConfig{Allow: []string{"127.0.0.0/8"}, Timeout: 50 * time.Millisecond})
	for address, want := range map[string]string{
		base + "/loop":                 "it redirects more than 8 times: give the page's final address",
		base + "/inside":               "it leads to an address that is not public (::ffff:10.0.0.1): use a public address, or let the operator allow the host",
		base + "/file":                 "its scheme is file: only http and https are fetched",
		base + "/missing":              "the server answered 404 Not Found: check the link",
		base + "/denied":               "the server answered 403 Forbidden: save the page in a browser and load the file",
		base + "/busy":                 "the server answered 503 Service Unavailable: try again later",
		base + "/long":                 "it is longer than the limit of 1000 bytes for a document: save the article's text and load that",
		base + "/bomb":                 "it is longer than the limit of 1000 bytes for a document: save the article's text and load that",
		base + "/slow":                 "the server did not answer in time: try again later",
		"ftp://example.org/a":          "its scheme is ftp: only http and https are fetched",
		"http://":                      "it is no web address: write it whole, as https://example.org/page",
		"http://user@example.org/":     "it holds a user name: leave that out",
		"http://169.254.169.254/meta":  "it leads to an address that is not public (169.254.169.254): use a public address, or let the operator allow the host",
		"http://[::1]:8080/":           "it leads to an address that is not public (::1): use a public address, or let the operator allow the host",
		"http://127.0.0.1.invalid/":    "there is no host 127.0.0.1.invalid: check the link",
		"http://10.1.2.3/":             "it leads to an address that is not public (10.1.2.3): use a public address, or let the operator allow the host",
		"https://[fd00:ec2::254]/late": "it leads to an address that is not public (fd00:ec2::254): use a public address, or let the operator allow the host",
	} {
		f := f
		if strings.HasSuffix(address, "/slow") {
			f = hasty
		}
		_, err := f.Get(t.Context(), address, Since{})
		if strings.Contains(address, ".invalid") && err != nil && strings.Contains(err.Error(), "fetched") {
			continue // a machine without a resolver says so in its own words
		}
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
}

func port(host string) string { return host[strings.LastIndexByte(host, ':')+1:] }

// A name is judged by where it leads when it is connected to, whatever it was
// before, and whoever leads to it.
func TestNamesAreCheckedWhenConnecting(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{
		"/": serve("inside"),
		"/away": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://localhost:"+port(r.Host)+"/", http.StatusFound)
		},
	})
	inside := "http://localhost:" + port(base) + "/"
	if _, err := fetcher(t, FetchConfig{}).Get(t.Context(), inside, Since{}); !errors.Is(err, errForbidden) {
		t.Errorf("localhost: %v, want %v", err, errForbidden)
	}
	byAddress := fetcher(t, FetchConfig{Allow: []string{"localhost"}})
	if _, err := byAddress.Get(t.Context(), base+"/", Since{}); !errors.Is(err, errForbidden) {
		t.Errorf("an address whose name is allowed: %v, want %v", err, errForbidden)
	}
	if doc, err := byAddress.Get(t.Context(), inside, Since{}); err != nil || string(doc.Data) != "inside" {
		t.Errorf("an allowed name: %q, %v", doc.Data, err)
	}
}

// A host that is allowed on one port is not on others, by name or by address.
func TestPortsAreAllowed(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{"/": serve("inside")})
	inside := "http://localhost:" + port(base) + "/"
	for allowed, want := range map[string]struct{ name, address bool }{
		"localhost:" + port(base): {name: true},
		"localhost:1":             {},
		"127.0.0.1:" + port(base): {name: true, address: true},
		"127.0.0.1:1":             {},
		"[::1]:" + port(base):     {},
	} {
		f := fetcher(t, FetchConfig{Allow: []string{allowed}})
		if _, err := f.Get(t.Context(), inside, Since{}); (err == nil) != want.name {
			t.Errorf("%s allowed, by name: %v", allowed, err)
		}
		if _, err := f.Get(t.Context(), base+"/", Since{}); (err == nil) != want.address {
			t.Errorf("%s allowed, by address: %v", allowed, err)
		}
	}
}

func TestAllowanceRefusesNonsense(t *testing.T) {
	for _, entry := range []string{"", "http://example.org", "10.0.0.0/33", "a b", "intranet:", "intranet:0", "intranet:65536", "intranet:http", ":80"} {
		if _, err := NewFetcher(FetchConfig{Allow: []string{entry}}); err == nil {
			t.Errorf("%q is allowed", entry)
		}
	}
}

func TestGetStops(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{"/": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	if _, err := fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}}).Get(ctx, base, Since{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
}

const pageStory = "<html><head><title>Flood</title></head><body><h1>Flood</h1><p>" + story + "</p></body></html>"

func TestLoadLinks(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{
		"/page": serve(pageStory),
		"/feed": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<rss version="2.0"><channel><title>The Gazette</title>`+
				`<item><title>One</title><link>/page</link><pubDate>Fri, 05 Mar 2021 07:15:00 +0100</pubDate></item>`+
				`<item><title>Two</title><link>/gone</link><description>The second story is short, and the feed carries it.</description></item>`+
				`<item><title>Three</title><link>/gone</link></item></channel></rss>`)
		},
		"/empty": serve(`<rss version="2.0"><channel><title>x</title></channel></rss>`),
	})
	lib := &shelf{}
	l := New(Config{Fetch: fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}})})
	got := briefs(base, loadAll(t, l, lib, Request{Sources: []string{base + "/page", base + "/feed", base + "/empty", base + "/none"}}))
	want := []string{
		"page added made-1",
		"page added made-2",
		"gone added made-3",
		"gone rejected: the server answered 404 Not Found: check the link",
		"empty rejected: the feed lists no articles: try again when it does",
		"none rejected: the server answered 404 Not Found: check the link",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	wantMeta := []retrieval.Meta{
		{Title: "Flood", Authors: []string{}, URL: base + "/page", Language: "en"},
		{Title: "Flood", Outlet: "The Gazette", Authors: []string{}, Published: "2021-03-05T07:15:00+01:00", URL: base + "/page", Language: "en"},
		{Title: "Two", Outlet: "The Gazette", Authors: []string{}, URL: base + "/gone"},
	}
	for i, a := range lib.articles {
		if diff := cmp.Diff(wantMeta[i], a.Meta); diff != "" {
			t.Errorf("article %d (-want +got):\n%s", i, diff)
		}
	}
	if !lib.articles[2].Partial {
		t.Error("what only the feed carries is not marked as partial")
	}
}

func TestLinksWithoutFetcher(t *testing.T) {
	items := loadAll(t, New(Config{}), &shelf{}, Request{Sources: []string{"https://example.org/a"}})
	if len(items) != 1 || items[0].Reason != "links are not loaded here: save the page and load the file" {
		t.Errorf("items %+v", items)
	}
}
