package bot

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"dateline/bot/discordtest"
)

func TestConnected(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{})
	b, err := New(slog.New(slog.DiscardHandler), &libraries{lib: answering(meeting())}, records(t), intake(t, t.TempDir()), Config{Token: discordtest.Token, APIURL: d.APIURL(), DeferAfter: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if b.Connected() {
		t.Error("connected before it runs")
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- b.Run(ctx) }()
	d.WaitReady()
	d.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When did they meet?"}}).Answer()
	if !b.Connected() {
		t.Error("not connected while it answers")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if b.Connected() {
		t.Error("connected after it stopped")
	}
}
