package main

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/bot/discordtest"
)

// What keeps Dateline from answering, or from keeping what comes, is told while it
// lasts.
func TestReadiness(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()
	if status, body := s.get("/readyz"); status != http.StatusOK || body != "ok\n" {
		t.Errorf("/readyz gives %d %q", status, body)
	}
	d.Fault(discordtest.RouteGateway, discordtest.Fault{Status: http.StatusInternalServerError})
	d.CloseWith(4003) // the session is gone: the gateway is asked for anew
	s.waitLog("not connected to Discord")
	if status, body := s.get("/readyz"); status != http.StatusServiceUnavailable || !strings.HasPrefix(body, "not connected to Discord\n") {
		t.Errorf("/readyz gives %d %q", status, body)
	}
	if status, _ := s.get("/healthz"); status != http.StatusOK {
		t.Errorf("/healthz gives %d while only Discord is away", status)
	}
}

func TestReadinessOfTheDisk(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()
	moved := s.data + ".moved"
	if err := os.Rename(s.data, moved); err != nil {
		t.Fatal(err)
	}
	status, body := s.get("/readyz")
	if err := os.Rename(moved, s.data); err != nil {
		t.Fatal(err)
	}
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "the store's folder cannot be written: ") {
		t.Errorf("/readyz gives %d %q", status, body)
	}
}

// The metrics know when the last backup was written.
func TestLastBackup(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()
	terminal{t, s.data, nil}.run(exitDone, "backup", s.data+".backup")
	_, metrics := s.get("/metrics")
	for line := range strings.Lines(metrics) {
		if text, ok := strings.CutPrefix(line, "dateline_last_backup_timestamp_seconds "); ok {
			at, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if age := time.Since(time.Unix(int64(at), 0)); err != nil || age < 0 || age > time.Minute {
				t.Errorf("the last backup was at %s", text)
			}
			return
		}
	}
	t.Error("the metrics do not tell of the last backup")
}
