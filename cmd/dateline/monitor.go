package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"dateline/answers"
	"dateline/config"
)

// monitor is the HTTP server for operators: /healthz says whether Dateline runs,
// /readyz whether it can answer now, and /metrics, for Prometheus, what it did.
type monitor struct {
	registry  *prometheus.Registry
	questions *prometheus.CounterVec
	took      prometheus.Histogram
	hurried   prometheus.Counter
}

func newMonitor() *monitor {
	m := &monitor{
		registry: prometheus.NewRegistry(),
		questions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dateline_questions_total",
			Help: "Questions, by what came of them: answered, abstained or failed.",
		}, []string{"outcome"}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "dateline_answer_seconds",
			Help:    "Time from question to answer, Discord aside.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
		}),
		hurried: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "dateline_reader_hurried_total",
			Help: "Questions for which the reader judged fewer candidates, because many waited.",
		}),
	}
	m.registry.MustRegister(m.questions, m.took, m.hurried,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, outcome := range []string{"answered", "abstained", "failed"} {
		m.questions.WithLabelValues(outcome) // so that it is 0 rather than absent
	}
	return m
}

// answered counts a question that took so long.
func (m *monitor) answered(a answers.Answer, err error, took time.Duration) {
	outcome := "answered"
	switch {
	case err != nil:
		outcome = "failed"
	case !a.Answered:
		outcome = "abstained"
	}
	m.questions.WithLabelValues(outcome).Inc()
	if a.Reading.Unread > 0 {
		m.hurried.Inc()
	}
	m.took.Observe(took.Seconds())
}

// handler serves the three pages; ready says why it cannot answer now, if so.
func (m *monitor) handler(ready func() error) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// monitorTimeout bounds a request, and the wait for those under way at a stop.
const monitorTimeout = 5 * time.Second

// start serves on the address that is set, if one is, until stop is called.
// If the default address is in use, that is logged rather than an error: the bot
// works without it, and nobody asked for that address.
func (m *monitor) start(log *slog.Logger, address string, ready func() error) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) && address == config.DefaultListen {
		log.Warn("health and metrics are off: another program listens at their address; set http.listen", "address", address)
		return func() {}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("http.listen: %w: set an address of this machine that is free", err)
	}
	server := &http.Server{Handler: m.handler(ready), ReadTimeout: monitorTimeout, WriteTimeout: monitorTimeout}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("health and metrics are off", "error", err)
		}
	}()
	log.Info("health and metrics", "address", listener.Addr().String())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), monitorTimeout)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			log.Warn("stop health and metrics", "error", err)
		}
	}, nil
}
