package main

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"dateline/bot/discordtest"
)

// terminal runs the program's commands on one data folder.
type terminal struct {
	t       *testing.T
	data    string
	environ []string
}

// run runs a command and gives what it writes, standard error last.
func (c terminal) run(status int, args ...string) string {
	c.t.Helper()
	var stdout, stderr bytes.Buffer
	got := run(c.t.Context(), append(args, "--data", c.data), strings.NewReader(""), &stdout, &stderr, c.environ)
	if got != status {
		c.t.Errorf("%s exits with %d, want %d: %s", strings.Join(args, " "), got, status, &stderr)
	}
	return stdout.String() + stderr.String()
}

// wants runs a command and wants texts in what it writes.
func (c terminal) wants(status int, args []string, texts ...string) {
	c.t.Helper()
	got := c.run(status, args...)
	for _, text := range texts {
		if !strings.Contains(got, text) {
			c.t.Errorf("%s writes\n%s\nwant %q in it", strings.Join(args, " "), got, text)
		}
	}
}

// harbourFeed is a site with a feed of one article, which comes and goes.
func harbourFeed(t *testing.T) (base string, down *atomic.Bool) {
	t.Helper()
	down = new(atomic.Bool)
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Gazette</title><item><guid>1</guid><link>/ferry</link></item></channel></rss>`)
	})
	mux.HandleFunc("/ferry", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, ferryPage) })
	return "http://" + listening(t, mux), down
}

func TestFeeds(t *testing.T) {
	base, down := harbourFeed(t)
	feed := base + "/feed"
	c := terminal{t, filepath.Join(t.TempDir(), "data"), []string{"DATELINE_FETCH_ALLOW_HOSTS=127.0.0.1", "USER=ada"}}
	c.wants(exitDone, []string{"feeds", "list"}, "No feeds.\n")
	c.wants(exitFailed, []string{"feeds", "add", base + "/ferry", feed},
		"subscribed to The Gazette ("+feed+")\n",
		"dateline: feed "+base+"/ferry: it is no feed, and names none: give the address of an RSS, Atom or JSON feed\n")
	c.wants(exitDone, []string{"feeds", "add", feed, "--json"}, `{"url":"`+feed+`","title":"The Gazette","status":"duplicate"}`)
	c.wants(exitDone, []string{"feeds", "list"}, feed+"  The Gazette  not polled yet\n")

	c.wants(exitDone, []string{"feeds", "poll", "--json"}, `"status":"added"`, `"title":"Ferry service resumes"`)
	c.wants(exitDone, []string{"feeds", "poll"}, "0 added, 0 updated, 0 duplicates, 0 rejected\n")
	c.wants(exitDone, []string{"feeds", "list"}, "The Gazette  polled 2")

	// What was removed stays removed, also for a new subscription.
	_, rest, _ := strings.Cut(c.run(exitDone, "articles", "list", "--json"), `"id":"ferry`)
	id, _, _ := strings.Cut(rest, `"`)
	c.run(exitDone, "articles", "remove", "ferry"+id)
	c.wants(exitDone, []string{"feeds", "remove", feed}, "removed "+feed+"\n")
	c.run(exitDone, "feeds", "add", feed)
	c.wants(exitDone, []string{"feeds", "poll"}, "0 added, 0 updated, 0 duplicates, 0 rejected\n")

	down.Store(true)
	const why = "the server answered 503 Service Unavailable: try again later"
	c.wants(exitFailed, []string{"feeds", "poll", feed}, "rejected "+feed+": "+why+"\n")
	c.wants(exitDone, []string{"feeds", "list"}, "failing since 2", "(1 time)", why)
	c.wants(exitDone, []string{"feeds", "list", "--json"}, `"added_by":"terminal ada"`, `"failures":1,"failing_since":"2`, `"failure":"`+why+`"`)

	c.wants(exitFailed, []string{"feeds", "poll", base + "/fee"}, "no such feed; did you mean "+feed+"?")
	c.wants(exitFailed, []string{"feeds", "remove", "https://example.org/"}, "no such feed; \"dateline feeds list\" lists those of library \"local\"")
	c.wants(exitFailed, []string{"feeds", "list", "--library", "none"}, "no such library")
}

// A serving Dateline polls the feeds of its libraries.
func TestServePolls(t *testing.T) {
	base, _ := harbourFeed(t)
	d := discordtest.Start(t, discordtest.Options{})
	s := newServing(t, d, "DATELINE_FETCH_ALLOW_HOSTS=127.0.0.1")
	c := terminal{t, s.data, s.environ}
	c.run(exitDone, "feeds", "add", base+"/feed")
	s.start()
	d.WaitReady()
	s.waitLog("loaded from a feed")
	s.stop()
	if got := <-s.status; got != exitDone {
		t.Errorf("serve exits with %d, want %d", got, exitDone)
	}
	c.wants(exitDone, []string{"articles", "list"}, "Ferry service resumes")
}
