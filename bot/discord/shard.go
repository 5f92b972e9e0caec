package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// shard is one of the connections to Discord's gateway, and whatever follows it:
// it stays connected and hands on the events that come. It resumes a connection
// that was lost, so that what happened meanwhile comes too, and begins anew where
// that is not possible.
type shard struct {
	log    *slog.Logger
	client *Client
	// known is where it is for the first connection, asked for already.
	known string
	// number is which of how many this is, and turns says when it may begin a
	// session.
	number [2]int
	turns  *turns
	// handle takes the events in order, and does not keep them waiting.
	handle func(Event)
	timing Timing

	session session
	// up says that events come.
	up atomic.Bool
}

// session is what a lost connection is resumed by.
type session struct {
	id string
	// site is the address that the gateway was first reached at, and resume
	// the one that it gave for resuming.
	site   string
	resume string
	seq    int64
}

// intents are the events that the bot asks for: which servers it is in, messages
// in them and direct ones. None is privileged; a message's text comes with it
// where it mentions the bot or was sent to it.
const intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// finalError says that connecting again would fail in the same way.
type finalError struct{ reason string }

func (e *finalError) Error() string { return e.reason }

// waitError says that it is too early to connect again.
type waitError struct {
	reason string
	wait   time.Duration
}

func (e *waitError) Error() string { return e.reason }

// run stays connected until ctx ends, which is no error, or until an error that
// no new connection would mend.
func (s *shard) run(ctx context.Context) error {
	for failures := 0; ; failures++ {
		ready, err := s.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if final := (*finalError)(nil); errors.As(err, &final) || errors.Is(err, ErrToken) || errors.Is(err, errSharding) {
			return fmt.Errorf("connect to Discord: %w", err)
		}
		if ready {
			failures = 0
		}
		wait := s.timing.backoff(err, failures)
		s.log.Warn("not connected to Discord", "error", err, "again_in", wait.Round(time.Millisecond))
		if !sleep(ctx, wait) {
			return nil
		}
	}
}

// backoff returns how long to wait before connecting again, at random, so that
// not all bots come back at once.
func (t Timing) backoff(err error, failures int) time.Duration {
	if early := (*waitError)(nil); errors.As(err, &early) {
		return early.wait
	}
	wait := min(t.Retry<<min(failures, 10), t.MaxRetry)
	return wait/2 + rand.N(wait/2)
}

// connect makes one connection and serves it until it ends. It reports whether the
// gateway was ready before that.
func (s *shard) connect(ctx context.Context) (ready bool, err error) {
	address, err := s.dialAddress(ctx)
	if err != nil {
		return false, err
	}
	if s.session.id == "" && !s.turns.wait(ctx, s.number[0]) {
		return false, ctx.Err()
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: s.timing.LetIn}
	ws, response, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		if response != nil {
			err = fmt.Errorf("%w: HTTP %d", err, response.StatusCode)
		}
		// The gateway that was to resume may be gone; another one can say so.
		s.session.resume = ""
		return false, fmt.Errorf("reach the gateway: %w", err)
	}
	c := &connection{ws: ws, shard: s}
	return c.serve(ctx)
}

// dialAddress returns where to connect: to resume, where the gateway said.
func (s *shard) dialAddress(ctx context.Context) (string, error) {
	address := s.session.resume
	if address == "" {
		address, s.known = s.known, ""
		if address == "" {
			at, err := s.client.gatewaySite(ctx)
			if err != nil {
				return "", err
			}
			address = at.address
		}
		s.session.site = address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "ws" && u.Scheme != "wss" {
		return "", fmt.Errorf("the gateway's address %.100q is none that can be connected to", address)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = "v=" + discordgo.APIVersion + "&encoding=json"
	return u.String(), nil
}

// begin remembers the session that a READY event opens. An address for resuming
// that leads elsewhere than where the gateway is, such as past a proxy, is not
// followed.
func (s *shard) begin(data json.RawMessage) error {
	var ready struct {
		SessionID string `json:"session_id"`
		ResumeURL string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(data, &ready); err != nil {
		return fmt.Errorf("read READY: %w", err)
	}
	s.session.id, s.session.resume = ready.SessionID, ""
	if sameSite(s.session.site, ready.ResumeURL) {
		s.session.resume = ready.ResumeURL
	}
	return nil
}

// forget makes the next connection begin anew.
func (s *shard) forget() { s.session = session{} }

// sameSite reports whether two addresses are of one host, or of two hosts of one
// domain, over the same scheme.
func sameSite(a, b string) bool {
	x, errX := url.Parse(a)
	y, errY := url.Parse(b)
	if errX != nil || errY != nil || x.Scheme != y.Scheme {
		return false
	}
	if x.Host == y.Host {
		return x.Host != ""
	}
	if net.ParseIP(x.Hostname()) != nil || x.Port() != "" || y.Port() != "" {
		return false
	}
	_, domainX, _ := strings.Cut(x.Host, ".")
	_, domainY, _ := strings.Cut(y.Host, ".")
	return domainX == domainY && strings.Contains(domainX, ".")
}
