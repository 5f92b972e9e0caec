package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"dateline/retrieval"
)

// FetchConfig bounds what is fetched.
type FetchConfig struct {
	// Allow lists hosts, addresses and ranges that may be fetched from although
	// they are not of the public internet.
	Allow []string
	// UserAgent says who asks; "" means DefaultUserAgent.
	UserAgent string
	// Timeout bounds a fetch with all its redirects; 0 means DefaultTimeout.
	Timeout time.Duration
	// MaxBytes bounds a document, decompressed; 0 means DefaultMaxDocument.
	MaxBytes int64
}

// Defaults of FetchConfig.
const (
	DefaultUserAgent = "Dateline/1 (self-hosted news library)"
	DefaultTimeout   = 30 * time.Second
)

const maxRedirects = 8

// Fetcher gets documents from the web. The web is hostile: it speaks http and
// https alone, and connects to no address that is not public, as resolved at
// the moment of connecting, so that neither a redirect nor a name that changes
// its address leads it into the operator's network. It asks no proxy.
type Fetcher struct {
	client    *http.Client
	allow     allowance
	userAgent string
	maxBytes  int64
}

// NewFetcher returns a fetcher, or an error for an allowance that is none.
func NewFetcher(cfg FetchConfig) (*Fetcher, error) {
	allow, err := newAllowance(cfg.Allow)
	if err != nil {
		return nil, err
	}
	f := &Fetcher{allow: allow, userAgent: cfg.UserAgent, maxBytes: cfg.MaxBytes}
	if f.userAgent == "" {
		f.userAgent = DefaultUserAgent
	}
	if f.maxBytes == 0 {
		f.maxBytes = DefaultMaxDocument
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = DefaultTimeout
	}
	f.client = &http.Client{
		Timeout:       cfg.Timeout,
		CheckRedirect: f.redirect,
		Transport: &http.Transport{
			DialContext:            f.dial,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  15 * time.Second,
			MaxResponseHeaderBytes: 256 << 10,
			MaxIdleConns:           16,
			IdleConnTimeout:        30 * time.Second,
			ForceAttemptHTTP2:      true,
		},
	}
	return f, nil
}

// Document is what was fetched.
type Document struct {
	Data []byte
	// URL is where it was found, after redirects.
	URL         string
	ContentType string
	// ETag and LastModified are for asking again.
	ETag, LastModified string
	// Unchanged says that it is as it was by those, and Data is empty.
	Unchanged bool
	// Wait is how long the server asked not to be asked again.
	Wait time.Duration
}

// Since says what is had already, for a conditional request.
type Since struct{ ETag, LastModified string }

// Get fetches a document. Its errors say why not, and what would do.
func (f *Fetcher) Get(ctx context.Context, address string, since Since) (Document, error) {
	if err := f.check(address); err != nil {
		return Document{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return Document{}, errNoAddress
	}
	req.Header.Set("User-Agent", f.userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/pdf,*/*;q=0.5")
	if since.ETag != "" {
		req.Header.Set("If-None-Match", since.ETag)
	}
	if since.LastModified != "" {
		req.Header.Set("If-Modified-Since", since.LastModified)
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return Document{}, fetchError(ctx, err)
	}
	defer resp.Body.Close()
	doc := Document{
		URL: resp.Request.URL.String(), ContentType: resp.Header.Get("Content-Type"),
		ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"),
		Wait: retryAfter(resp.Header.Get("Retry-After")),
	}
	return f.read(ctx, resp, doc)
}

// read takes the body of a response.
func (f *Fetcher) read(ctx context.Context, resp *http.Response, doc Document) (Document, error) {
	switch {
	case resp.StatusCode == http.StatusNotModified:
		doc.Unchanged = true
		return doc, nil
	case resp.StatusCode != http.StatusOK:
		return doc, &StatusError{Code: resp.StatusCode}
	}
	body, err := decoded(ctx, resp, f.maxBytes)
	if err != nil {
		return doc, fetchError(ctx, err)
	}
	data, err := io.ReadAll(io.LimitReader(body, f.maxBytes+1))
	if err != nil {
		return doc, fetchError(ctx, err)
	}
	if int64(len(data)) > f.maxBytes {
		return doc, longPage(f.maxBytes)
	}
	doc.Data = data
	return doc, nil
}

func longPage(limit int64) error {
	return retrieval.NewProblem("long_page", "it is longer than the limit of %d bytes for a document: save the article's text and load that", limit)
}

// StatusError is a server's refusal.
type StatusError struct{ Code int }

func (e *StatusError) Error() string { return e.Unwrap().Error() }

// Unwrap returns the retrieval.ProblemError that it is.
func (e *StatusError) Unwrap() error {
	answer := strings.TrimSpace(fmt.Sprint(e.Code, " ", http.StatusText(e.Code)))
	switch {
	case e.Code == http.StatusNotFound || e.Code == http.StatusGone:
		return retrieval.NewProblem("not_found", "the server answered %s: check the link", answer)
	case e.Code == http.StatusTooManyRequests || e.Code >= 500:
		return retrieval.NewProblem("server_later", "the server answered %s: try again later", answer)
	}
	return retrieval.NewProblem("server_refused", "the server answered %s: save the page in a browser and load the file", answer)
}

// errNoAddress says that what should be a link is none.
var errNoAddress = retrieval.NewProblem("no_address", "it is no web address: write it whole, as https://example.org/page")

// check refuses an address that must not be fetched before anything is sent.
func (f *Fetcher) check(address string) error {
	u, err := url.Parse(address)
	switch {
	case err == nil && u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
		return retrieval.NewProblem("scheme", "its scheme is %s: only http and https are fetched", u.Scheme)
	case err != nil || u.Hostname() == "":
		return errNoAddress
	case u.User != nil:
		return retrieval.NewProblem("user_name", "it holds a user name: leave that out")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !f.allow.address(ip, portOf(u)) {
		return forbidden(u.Hostname())
	}
	return nil
}

// portOf is the port that an address leads to, 0 for one that is none.
func portOf(u *url.URL) uint16 {
	port := u.Port()
	switch {
	case port == "" && u.Scheme == "https":
		return 443
	case port == "":
		return 80
	}
	n, _ := strconv.ParseUint(port, 10, 16)
	return uint16(n)
}

// errLater is the advice that goes with errors that may pass.
var errLater = errors.New("try again later")

func forbidden(host string) error {
	return retrieval.NewProblem("not_public", "%w (%s): use a public address, or let the operator allow the host", errForbidden, host)
}

func (f *Fetcher) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return tooManyRedirects()
	}
	return f.check(req.URL.String())
}

// dial connects to a host whose address is found acceptable at that moment.
func (f *Fetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{Timeout: 10 * time.Second}
	if !f.allow.host(host, uint16(number)) {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !f.allow.address(to.Addr(), to.Port()) {
				return forbidden(host)
			}
			return nil
		}
	}
	return dialer.DialContext(ctx, network, address)
}

// fetchError says in a few words why a fetch failed, and what would do.
func fetchError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	var at *url.Error
	var own *retrieval.ProblemError
	switch {
	case errors.As(err, &own): // without the layers of the network's words around it
		return own
	case errors.As(err, &dns) && dns.IsNotFound:
		return retrieval.NewProblem("no_host", "there is no host %s: check the link", dns.Name)
	case errors.As(err, &timeout) && timeout.Timeout():
		return tooSlow()
	case errors.As(err, &at):
		err = at.Err
	}
	return retrieval.NewProblem("not_fetched", "it cannot be fetched (%s): check the link, or %w", strings.TrimSpace(err.Error()), errLater)
}

func tooSlow() error {
	return retrieval.NewProblem("no_answer", "the server did not answer in time: %w", errLater)
}

// retryAfter reads the header of that name, in seconds or as a date.
func retryAfter(value string) time.Duration {
	if at, err := http.ParseTime(value); err == nil {
		return max(0, time.Until(at))
	}
	if seconds, err := time.ParseDuration(value + "s"); err == nil && seconds > 0 {
		return seconds
	}
	return 0
}
