package monitor

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// State is how Dateline is at a moment.
type State struct {
	Libraries, LibrariesOpen, Articles, Passages, Watches int
	Feeds, FeedsDue, FeedsFailing                         int
	QuestionsWaiting, LoadsWaiting, WritesWaiting         int
	StoreBytes, IndexBytes, FreeBytes                     int64 // FreeBytes is -1 where it is not known
	IndexRebuilds, CacheHits, CacheMisses                 int64
	IndexLag                                              time.Duration
	LastBackup                                            time.Time // zero for none
}

// gauges tell the state.
type gauges struct {
	log   *slog.Logger
	state func(context.Context) (State, error)

	mu   sync.Mutex
	last State
	at   time.Time
}

// figure is a metric of the state.
type figure struct {
	desc  *prometheus.Desc
	kind  prometheus.ValueType
	value func(State) float64
}

func gauge(name, help string, value func(State) float64) figure {
	return figure{prometheus.NewDesc(name, help, nil, nil), prometheus.GaugeValue, value}
}

func count(name, help string, value func(State) float64) figure {
	return figure{prometheus.NewDesc(name, help, nil, nil), prometheus.CounterValue, value}
}

var (
	stateKnown = prometheus.NewDesc("dateline_state_known", "Whether the store could be asked for the state; else figures of it are missing.", nil, nil)
	figures    = []figure{
		gauge("dateline_libraries", "Libraries.", func(s State) float64 { return float64(s.Libraries) }),
		gauge("dateline_libraries_open", "Libraries whose index is open.", func(s State) float64 { return float64(s.LibrariesOpen) }),
		gauge("dateline_articles", "Articles in all libraries.", func(s State) float64 { return float64(s.Articles) }),
		gauge("dateline_passages", "Passages in the libraries that are open.", func(s State) float64 { return float64(s.Passages) }),
		gauge("dateline_index_lag_seconds", "For how long an index has been opened or brought up to the store, the longest of them.", func(s State) float64 { return s.IndexLag.Seconds() }),
		count("dateline_index_rebuilds_total", "Indexes that were built anew.", func(s State) float64 { return float64(s.IndexRebuilds) }),
		gauge("dateline_index_bytes", "Size of the indexes' files.", func(s State) float64 { return float64(s.IndexBytes) }),
		gauge("dateline_store_bytes", "Size of the store's files.", func(s State) float64 { return float64(s.StoreBytes) }),
		gauge("dateline_disk_free_bytes", "Bytes that Dateline may still write on the disk of the data folder; -1 where that is not known.", func(s State) float64 { return float64(s.FreeBytes) }),
		gauge("dateline_last_backup_timestamp_seconds", "When the last backup was written; 0 when none was.", func(s State) float64 {
			if s.LastBackup.IsZero() {
				return 0
			}
			return float64(s.LastBackup.Unix())
		}),
		gauge("dateline_feeds", "Feeds.", func(s State) float64 { return float64(s.Feeds) }),
		gauge("dateline_feeds_due", "Feeds that are due to be polled.", func(s State) float64 { return float64(s.FeedsDue) }),
		gauge("dateline_feeds_failing", "Feeds that could not be polled the last time.", func(s State) float64 { return float64(s.FeedsFailing) }),
		gauge("dateline_watches", "Standing questions.", func(s State) float64 { return float64(s.Watches) }),
		gauge("dateline_questions_waiting", "Questions from Discord in hand.", func(s State) float64 { return float64(s.QuestionsWaiting) }),
		gauge("dateline_loads_waiting", "Loads from Discord in hand.", func(s State) float64 { return float64(s.LoadsWaiting) }),
		gauge("dateline_writes_waiting", "Records that wait for the store.", func(s State) float64 { return float64(s.WritesWaiting) }),
		count("dateline_cache_hits_total", "Texts and passages that were in memory when they were needed.", func(s State) float64 { return float64(s.CacheHits) }),
		count("dateline_cache_misses_total", "Texts and passages that had to be read.", func(s State) float64 { return float64(s.CacheMisses) }),
	}
)

// Describe implements prometheus.Collector.
func (g *gauges) Describe(to chan<- *prometheus.Desc) {
	to <- stateKnown
	for _, f := range figures {
		to <- f.desc
	}
}

// stateFor is for how long a state is told again, so that scrapes cost little.
const stateFor = 5 * time.Second

// Collect implements prometheus.Collector.
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if time.Since(g.at) > stateFor {
		ctx, cancel := context.WithTimeout(context.Background(), checkTimeout)
		defer cancel()
		s, err := g.state(ctx)
		if err != nil {
			g.log.Warn("the state is not known to the metrics", "error", err)
			to <- prometheus.MustNewConstMetric(stateKnown, prometheus.GaugeValue, 0)
			return
		}
		g.last, g.at = s, time.Now()
	}
	to <- prometheus.MustNewConstMetric(stateKnown, prometheus.GaugeValue, 1)
	for _, f := range figures {
		to <- prometheus.MustNewConstMetric(f.desc, f.kind, f.value(g.last))
	}
}
