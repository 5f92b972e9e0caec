package monitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Build is what the program was built from.
type Build struct{ Version, Revision, Go string }

// Monitor counts what Dateline does.
type Monitor struct {
	log      *slog.Logger
	registry *prometheus.Registry

	questions   *prometheus.CounterVec
	asked       *prometheus.CounterVec
	took        prometheus.Histogram
	stages      *prometheus.HistogramVec
	hurried     prometheus.Counter
	judged      prometheus.Counter
	candidates  prometheus.Counter
	loaded      *prometheus.CounterVec
	up          *prometheus.GaugeVec
	connects    *prometheus.CounterVec
	events      *prometheus.CounterVec
	calls       *prometheus.CounterVec
	callTook    *prometheus.HistogramVec
	callWaited  *prometheus.CounterVec
	replies     *prometheus.CounterVec
	replyTook   prometheus.Histogram
	undelivered *prometheus.CounterVec
}

// New returns a monitor that has counted nothing yet; state is asked for what
// counts itself.
func New(log *slog.Logger, build Build, state func(context.Context) (State, error)) *Monitor {
	registry := prometheus.NewRegistry()
	r := register{promauto.With(registry)}
	m := &Monitor{
		log: log, registry: registry,
		questions:   r.counters("dateline_questions_total", "Questions, by what came of them: answered, abstained or failed.", "outcome"),
		asked:       r.counters("dateline_asked_total", "What was asked: by whom, for what, and what came of it.", "origin", "kind", "outcome"),
		took:        r.times("dateline_answer_seconds", "Time from question to answer, Discord aside."),
		stages:      r.timesBy("dateline_answer_stage_seconds", "Time that a stage of answering a question took.", "stage"),
		hurried:     r.counter("dateline_reader_hurried_total", "Questions for which the reader judged fewer candidates, because many waited."),
		judged:      r.counter("dateline_reader_questions_total", "Questions whose candidates the reader judged."),
		candidates:  r.counter("dateline_reader_candidates_total", "Candidates that the reader judged."),
		loaded:      r.counters("dateline_loaded_total", "Articles that were to be loaded: by whom, and what became of them.", "source", "result"),
		up:          r.NewGaugeVec(prometheus.GaugeOpts{Name: "dateline_gateway_up", Help: "Whether a shard hears of events from Discord."}, []string{"shard"}),
		connects:    r.counters("dateline_gateway_connects_total", "Connections to Discord's gateway, with a new session or a resumed one.", "shard", "session"),
		events:      r.counters("dateline_gateway_events_total", "Events that Discord told of.", "shard", "event"),
		calls:       r.counters("dateline_rest_calls_total", "Attempts at calls to Discord, by status; 0 is none.", "call", "status"),
		callTook:    r.timesBy("dateline_rest_call_seconds", "Time that an attempt at a call to Discord took.", "call"),
		callWaited:  r.counters("dateline_rest_wait_seconds_total", "Time that calls to Discord waited for their turn under its rate limits.", "call"),
		replies:     r.counters("dateline_interactions_total", "Interactions and messages: commands, buttons and forms by name, and what came of them.", "kind", "outcome"),
		replyTook:   r.times("dateline_interaction_seconds", "Time from an interaction's turn to what is said to it, without Discord's part."),
		undelivered: r.counters("dateline_undelivered_total", "Replies that Discord may not have taken, by step.", "step"),
	}
	r.NewGauge(prometheus.GaugeOpts{
		Name: "dateline_build_info", Help: "What this program was built from; always 1.",
		ConstLabels: prometheus.Labels{"version": build.Version, "revision": build.Revision, "goversion": build.Go},
	}).Set(1)
	registry.MustRegister(&gauges{log: log, state: state}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, outcome := range []string{answered, abstained, failed} {
		m.questions.WithLabelValues(outcome) // so that it is 0 rather than absent
	}
	return m
}

// buckets are the bounds of histograms, in seconds: from a search to the longest
// that anybody waits.
var buckets = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 15}

// register makes metrics and registers them, so that none is forgotten.
type register struct{ promauto.Factory }

func (r register) counter(name, help string) prometheus.Counter {
	return r.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

func (r register) counters(name, help string, labels ...string) *prometheus.CounterVec {
	return r.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func (r register) times(name, help string) prometheus.Histogram {
	return r.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets})
}

func (r register) timesBy(name, help, label string) *prometheus.HistogramVec {
	return r.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{label})
}

// Options say where a monitor listens, and what it tells there.
type Options struct {
	// Listen is the address, "" for none. With Default, an address in use is logged
	// rather than an error: Dateline works without, and nobody asked for that one.
	Listen  string
	Default bool
	// Profile offers the Go runtime's profiles too, under /debug/pprof/.
	Profile bool
	// Live returns why Dateline does not work, and Ready why it cannot answer or
	// keep all now; nil where it does.
	Live, Ready func(context.Context) error
}

// Handler serves the pages.
func (m *Monitor) Handler(o Options) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", tell(o.Live))
	mux.HandleFunc("GET /readyz", tell(o.Ready))
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	if o.Profile {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux
}

// checkTimeout bounds a check: a probe waits a few seconds.
const checkTimeout = 2 * time.Second

// tell says "ok", or with 503 what is the matter.
func tell(check func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), checkTimeout)
		defer cancel()
		if err := check(ctx); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	}
}

// requestTimeout bounds a request, and the wait for those under way at a stop;
// profileTimeout bounds one where there are profiles, which take as long as asked.
const requestTimeout, profileTimeout = 5 * time.Second, 3 * time.Minute

// Start serves until stop is called.
func (m *Monitor) Start(o Options) (stop func(), err error) {
	if o.Listen == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", o.Listen)
	if errors.Is(err, syscall.EADDRINUSE) && o.Default {
		m.log.Warn("health and metrics are off: another program listens at their address; set http.listen", "address", o.Listen)
		return func() {}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("http.listen: %w: set an address of this machine that is free", err)
	}
	server := &http.Server{Handler: m.Handler(o), ReadTimeout: requestTimeout, WriteTimeout: requestTimeout}
	if o.Profile {
		server.WriteTimeout = profileTimeout
	}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			m.log.Error("health and metrics are off", "error", err)
		}
	}()
	m.log.Info("health and metrics", "address", listener.Addr().String())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), requestTimeout)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			m.log.Warn("stop health and metrics", "error", err)
		}
	}, nil
}
