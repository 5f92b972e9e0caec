package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"

	"dateline/bot/discordtest"
)

// run is a gateway that is connected to a Discord and answers what it is asked.
type run struct {
	*discordtest.Server
	gateway *Gateway
	log     *logBuffer
	stop    context.CancelFunc
	ended   chan struct{}
	err     error
}

// start connects with a token until the test ends.
func start(t *testing.T, d *discordtest.Server, token string) *run {
	t.Helper()
	return startWith(t, d, token, Nobody{})
}

// startWith is start with an observer.
func startWith(t *testing.T, d *discordtest.Server, token string, o Observer) *run {
	t.Helper()
	client, err := NewClient(token, d.APIURL())
	if err != nil {
		t.Fatal(err)
	}
	client.Observer = o
	r := &run{Server: d, log: &logBuffer{}, ended: make(chan struct{})}
	r.gateway = NewGateway(slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})), client)
	r.gateway.Timing = quick()
	ctx, stop := context.WithCancel(t.Context())
	r.stop = stop
	var answers sync.WaitGroup
	go func() {
		defer close(r.ended)
		r.err = r.gateway.Run(ctx, func(e Event) {
			if e.Name == "INTERACTION_CREATE" {
				answers.Go(func() { answer(t, client, e) })
			}
		})
		answers.Wait()
		client.Close()
	}()
	t.Cleanup(func() {
		stop()
		<-r.ended
		if strings.Contains(r.log.String(), discordtest.Token) {
			t.Error("the token is in the log")
		}
		if t.Failed() {
			t.Log(r.log.String())
		}
	})
	return r
}

// connected connects and waits until it is.
func connected(t *testing.T, d *discordtest.Server) *run {
	t.Helper()
	r := start(t, d, discordtest.Token)
	d.WaitReady()
	return r
}

const here = "Here."

// answer answers an interaction with one word.
func answer(t *testing.T, client *Client, e Event) {
	it := &Interaction{Received: e.Received}
	if err := json.Unmarshal(e.Data, it); err != nil {
		t.Error(err)
		return
	}
	err := client.Respond(context.WithoutCancel(t.Context()), it, discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{
			Content: here, AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		},
	})
	if err != nil {
		t.Error(err)
	}
}

// ask asks something, and wants the answer.
func (r *run) ask(t *testing.T, c discordtest.Command) {
	t.Helper()
	if m := r.Use(c).Answer(); m.Content != here {
		t.Errorf("got %q, want the answer", m.Text())
	}
}

var when = discordtest.Command{Name: "when"}

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// quick comes back at once where Discord asks for a wait.
func quick() Timing {
	const soon = 10 * time.Millisecond
	return Timing{LetIn: patience, Retry: soon, MaxRetry: 2 * soon, Invalid: soon, Beat: patience}
}

// logBuffer collects a log.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// TestMain looks for goroutines that outlive the tests.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m, goleak.IgnoreCurrent()) }
