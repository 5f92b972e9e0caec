package discord

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// baseTransport sends to base what discordgo addresses to Discord: its addresses
// are process-wide, those of the bot are not.
type baseTransport struct {
	base *url.URL
	next http.RoundTripper
	// behind is how far this machine's clock is behind Discord's, by its last
	// response that tells the time.
	behind atomic.Int64
}

// statusKey is where a context keeps the place for the status of a call's response,
// which discordgo does not tell of one that succeeds.
type statusKey struct{}

// RoundTrip implements http.RoundTripper.
func (t *baseTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = t.base.Scheme, t.base.Host, t.base.Host
	req.URL.Path = t.base.Path + strings.TrimPrefix(req.URL.Path, "/api")
	req.URL.RawPath = ""
	resp, err := t.next.RoundTrip(req)
	if err == nil {
		boundWaits(resp.Header)
		if status, ok := req.Context().Value(statusKey{}).(*int); ok {
			*status = resp.StatusCode
		}
		if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
			t.behind.Store(int64(time.Until(at)))
		}
	}
	return resp, err
}

// maxReset is the longest that discordgo's rate limiter is let wait, in seconds:
// nothing interrupts it. What is longer is waited for after a 429, by rest.
const maxReset = 2.0

// boundWaits drops rate limits that discordgo should not wait for, and those
// that it would take for an error.
func boundWaits(h http.Header) {
	after, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	if err != nil || after > maxReset || after < 0 {
		for _, name := range []string{"Reset-After", "Reset", "Remaining", "Global"} {
			h.Del("X-RateLimit-" + name)
		}
	}
	if _, err := strconv.Atoi(h.Get("X-RateLimit-Remaining")); err != nil {
		h.Del("X-RateLimit-Remaining")
	}
}
