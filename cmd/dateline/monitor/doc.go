// Package monitor tells operators how Dateline is, over HTTP: /healthz, /readyz,
// and /metrics for Prometheus. It counts what it is told, asks for the rest when
// it is asked itself, and keeps nothing. No label of a metric comes from a member
// or from an article.
package monitor
