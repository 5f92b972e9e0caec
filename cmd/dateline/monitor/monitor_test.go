package monitor

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"dateline/answers"
)

// get asks a monitor for a page.
func get(t *testing.T, m *Monitor, o Options, path string) (status int, body string) {
	t.Helper()
	well := func(context.Context) error { return nil }
	if o.Live == nil {
		o.Live = well
	}
	if o.Ready == nil {
		o.Ready = well
	}
	w := httptest.NewRecorder()
	m.Handler(o).ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
	text, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(text)
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// busy is a monitor that has counted something of everything.
func busy() *Monitor {
	m := New(quiet(), Build{"1.2.3", "abc", "go1.26"}, func(context.Context) (State, error) {
		return State{Libraries: 2, FeedsFailing: 1, IndexLag: time.Second, LastBackup: time.Unix(1_700_000_000, 0)}, nil
	})
	ask := m.Asked("discord")
	ask(answers.Asked{Kind: "ask", Answered: true, Took: time.Second, Stages: []answers.Stage{{Name: "read", Took: time.Second}}, Reading: answers.Reading{Read: 8, Unread: 1}})
	ask(answers.Asked{Kind: "ask"})
	ask(answers.Asked{Kind: "ask", Err: errors.New("no")})
	m.Asked("terminal")(answers.Asked{Kind: "quote"})
	m.Loaded("feed", "added")
	m.Connected(1, true)
	m.Lost(0)
	m.Heard(0, "READY")
	m.Heard(0, "SOMETHING_NEW")
	m.Called(context.Background(), "reply to a message", 429, time.Second, 2*time.Second)
	m.Answered("ask", "answered", time.Second)
	m.Undelivered("edit")
	return m
}

func TestMetrics(t *testing.T) {
	_, got := get(t, busy(), Options{}, "/metrics")
	for _, want := range []string{
		`dateline_build_info{goversion="go1.26",revision="abc",version="1.2.3"} 1`,
		`dateline_questions_total{outcome="answered"} 1`, `dateline_questions_total{outcome="abstained"} 1`, `dateline_questions_total{outcome="failed"} 1`,
		`dateline_asked_total{kind="quote",origin="terminal",outcome="abstained"} 1`, `dateline_answer_stage_seconds_sum{stage="read"} 1`,
		"dateline_answer_seconds_count 3", "dateline_reader_hurried_total 1", "dateline_reader_candidates_total 8", "dateline_reader_questions_total 1",
		`dateline_loaded_total{result="added",source="feed"} 1`, `dateline_gateway_up{shard="0"} 0`, `dateline_gateway_up{shard="1"} 1`,
		`dateline_gateway_connects_total{session="resumed",shard="1"} 1`, `dateline_gateway_events_total{event="other",shard="0"} 1`,
		`dateline_rest_calls_total{call="reply to a message",status="429"} 1`, `dateline_rest_wait_seconds_total{call="reply to a message"} 2`,
		`dateline_interactions_total{kind="ask",outcome="answered"} 1`, `dateline_undelivered_total{step="edit"} 1`,
		"dateline_state_known 1", "dateline_libraries 2", "dateline_feeds_failing 1", "dateline_index_lag_seconds 1", "dateline_last_backup_timestamp_seconds 1.7e+09",
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("the metrics lack %s", want)
		}
	}
	problems, err := promlint.New(strings.NewReader(got)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// Where the store does not answer, the rest is told all the same.
func TestStateNotKnown(t *testing.T) {
	m := New(quiet(), Build{}, func(context.Context) (State, error) { return State{}, errors.New("locked") })
	status, got := get(t, m, Options{}, "/metrics")
	if status != http.StatusOK || !strings.Contains(got, "dateline_state_known 0\n") || strings.Contains(got, "dateline_libraries ") || !strings.Contains(got, "go_goroutines ") {
		t.Errorf("status %d:\n%s", status, got)
	}
}

func TestPages(t *testing.T) {
	sick := func(context.Context) error { return errors.Join(errors.New("not connected"), nil, errors.New("full")) }
	for _, test := range []struct {
		path   string
		o      Options
		status int
		body   string
	}{
		{"/healthz", Options{Ready: sick}, http.StatusOK, "ok\n"},
		{"/readyz", Options{}, http.StatusOK, "ok\n"},
		{"/readyz", Options{Ready: sick}, http.StatusServiceUnavailable, "not connected\nfull\n"},
		{"/healthz", Options{Live: sick}, http.StatusServiceUnavailable, "not connected\nfull\n"},
		{"/debug/pprof/", Options{}, http.StatusNotFound, "404 page not found\n"},
		{"/debug/pprof/goroutine?debug=1", Options{Profile: true}, http.StatusOK, ""},
	} {
		status, body := get(t, New(quiet(), Build{}, nil), test.o, test.path)
		if status != test.status || test.body != "" && body != test.body {
			t.Errorf("%s gives %d %q, want %d %q", test.path, status, body, test.status, test.body)
		}
	}
}
