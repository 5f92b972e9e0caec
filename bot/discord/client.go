package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/bwmarrin/discordgo"
)

// Client makes the bot's REST calls, through a discordgo session that never
// connects to the gateway. discordgo's own retries are off: they have no cap and
// no context interrupts them.
type Client struct {
	// Observer is told of the calls, and of the gateway's connections; it may be set
	// before the first call.
	Observer Observer

	token     string
	session   *discordgo.Session
	transport *http.Transport
	base      *baseTransport
}

// maxIdle is how many connections to Discord are kept for the next call.
const maxIdle = 256

// NewClient returns a client that makes its calls with a bot's token, with or
// without the word "Bot" before it, at the base of a REST API, without a version,
// such as https://discord.com/api. It returns an error that says what to mend
// when they cannot be such.
func NewClient(token, apiURL string) (*Client, error) {
	token = strings.TrimPrefix(strings.TrimSpace(token), "Bot ")
	base, err := url.Parse(strings.TrimRight(apiURL, "/"))
	switch {
	case token == "":
		return nil, errors.New("no Discord token: set discord.token or discord.token_file to the bot's token")
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, errors.New("the Discord token holds white space or characters that no token has: copy it anew")
	case err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https":
		return nil, errors.New("discord.api_url: give an http or https address, such as https://discord.com/api")
	}
	session, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, fmt.Errorf("make a Discord session: %w", err)
	}
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   maxIdle,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: time.Minute,
	}
	through := &baseTransport{base: base, next: transport}
	session.Client = &http.Client{
		Transport:     through,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	session.ShouldRetryOnRateLimit = false
	session.MaxRestRetries = 0
	session.LogLevel = -1 // the calls' errors say the same
	return &Client{Observer: Nobody{}, token: token, session: session, transport: transport, base: through}, nil
}

// Close closes the connections that are kept for further calls.
func (r *Client) Close() { r.transport.CloseIdleConnections() }

// ClockBehind returns how far this machine's clock is behind Discord's, negative
// where it is ahead, to within some seconds; 0 before the first call.
func (r *Client) ClockBehind() time.Duration { return time.Duration(r.base.behind.Load()) }

// Scrub takes the token out of a text that came from elsewhere.
func (r *Client) Scrub(text string) string {
	return strings.ReplaceAll(text, r.token, "[secret]")
}

// call is one REST call, repeated while it may yet succeed.
type call struct {
	// name says what it does, for the log; the URL may hold a secret.
	name   string
	method string
	url    string
	body   any
	// files go with the body.
	files []*discordgo.File
	// bucket is the call's rate limit. Empty gives it one of its own, as fits
	// the calls that belong to one interaction: Discord limits them apart from
	// all others, while discordgo would send all edits one after the other.
	bucket string
	// attempt is how long one attempt may take.
	attempt time.Duration
}

// do makes the call until it succeeds, is refused, or ctx ends.
func (r *Client) do(ctx context.Context, c call) ([]byte, error) {
	contentType, payload, err := c.encode()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, err)
	}
	for failures := 0; ; failures++ {
		response, err := r.try(ctx, c, contentType, payload)
		if err == nil {
			return response, nil
		}
		failed := newAPIError(c.name, err)
		wait, again := retryAfter(failed, failures)
		if !again || !sleep(ctx, wait) {
			return nil, failed
		}
	}
}

// encode writes the call's body: as JSON, or in parts when there are files.
func (c call) encode() (contentType string, payload []byte, err error) {
	const asJSON = "application/json"
	switch {
	case len(c.files) > 0:
		return discordgo.MultipartBodyWithJSON(c.body, c.files)
	case c.body != nil:
		payload, err = json.Marshal(c.body)
	}
	return asJSON, payload, err
}

func (r *Client) try(ctx context.Context, c call, contentType string, payload []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.attempt)
	defer cancel()
	limiter := r.session.Ratelimiter
	if c.bucket == "" {
		limiter = discordgo.NewRatelimiter()
	}
	start := time.Now()
	bucket := limiter.LockBucket(c.bucket)
	turn, status := time.Now(), 0
	response, err := r.session.RequestWithLockedBucket(c.method, c.url, contentType, payload, bucket, 0,
		discordgo.WithContext(context.WithValue(ctx, statusKey{}, &status)))
	r.Observer.Called(ctx, c.name, status, time.Since(turn), turn.Sub(start))
	return response, err
}

// sleep waits, and reports whether it did: not when ctx ends first, which it does
// not wait for either.
func sleep(ctx context.Context, d time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// apiError is a REST call that failed, told without its URL, which may hold an
// interaction's token, and without a body that is not Discord's.
type apiError struct {
	call       string
	status     int // 0 when there was no response
	code       int // Discord's own, 0 when there is none
	text       string
	retryAfter time.Duration // what a 429 asked for
	cause      error         // set when there was no response; free of secrets
}

func (e *apiError) Error() string {
	switch {
	case e.status == 0:
		return fmt.Sprintf("%s: %s", e.call, e.text)
	case e.text == "":
		return fmt.Sprintf("%s: HTTP %d", e.call, e.status)
	default:
		return fmt.Sprintf("%s: HTTP %d: %s (code %d)", e.call, e.status, e.text, e.code)
	}
}

func (e *apiError) Unwrap() error { return e.cause }

func newAPIError(call string, err error) *apiError {
	e := &apiError{call: call}
	var (
		limited *discordgo.RateLimitError
		refused *discordgo.RESTError
		failed  *url.Error
	)
	switch {
	case errors.As(err, &limited):
		e.status, e.retryAfter = http.StatusTooManyRequests, limited.RetryAfter
	case errors.As(err, &refused):
		e.status = refused.Response.StatusCode
		if refused.Message != nil {
			e.code, e.text = refused.Message.Code, fmt.Sprintf("%.200q", refused.Message.Message)
		}
	case errors.As(err, &failed):
		e.cause, e.text = failed.Err, failed.Err.Error()
	default:
		// What discordgo makes of a 502, and of a 429 that is not JSON.
		e.text = fmt.Sprintf("%.200s", oneLine(err.Error()))
	}
	return e
}

// oneLine makes foreign text safe to stand in a line of the log.
func oneLine(text string) string {
	shown := func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return unicode.ReplacementChar
		}
		return r
	}
	return strings.Join(strings.Fields(strings.Map(shown, text)), " ")
}

const (
	firstRetry = 100 * time.Millisecond
	lastRetry  = 5 * time.Second
)

// retryAfter reports whether a call that failed may yet succeed, and when to try.
func retryAfter(err *apiError, failures int) (time.Duration, bool) {
	switch {
	case err.status == http.StatusTooManyRequests:
		return max(err.retryAfter, firstRetry), true
	case err.status == 0, err.status >= http.StatusInternalServerError:
		return min(firstRetry<<min(failures, 10), lastRetry), true
	default:
		return 0, false
	}
}

// Status returns the HTTP status that err tells of, 0 when it tells of none.
func Status(err error) int {
	if e := (*apiError)(nil); errors.As(err, &e) {
		return e.status
	}
	return 0
}

// Code returns Discord's error code that err tells of, 0 when it tells of none.
func Code(err error) int {
	if e := (*apiError)(nil); errors.As(err, &e) {
		return e.code
	}
	return 0
}
