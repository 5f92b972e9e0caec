package load

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/golang-lru/v2/expirable"
	"github.com/temoto/robotstxt"
)

// robots says what sites allow a program that comes by itself. What a person
// asks for is not its business.
type robots struct {
	fetch *Fetcher
	known *expirable.LRU[string, *robotstxt.RobotsData]
}

func newRobots(fetch *Fetcher) *robots {
	const sites, keep = 1000, 24 * time.Hour
	return &robots{fetch: fetch, known: expirable.NewLRU[string, *robotstxt.RobotsData](sites, nil, keep)}
}

// allow reports whether the site of that address lets it be fetched. A site
// without robots.txt allows everything; one that cannot be asked now, nothing.
func (r *robots) allow(ctx context.Context, address string) (bool, error) {
	u, err := url.Parse(address)
	if err != nil {
		return false, errNoAddress
	}
	site := u.Scheme + "://" + u.Host
	data, ok := r.known.Get(site)
	if !ok {
		if data, err = r.ask(ctx, site); err != nil {
			return false, err
		}
		r.known.Add(site, data)
	}
	return data.TestAgent(u.RequestURI(), r.fetch.userAgent), nil
}

// ask fetches a site's robots.txt.
func (r *robots) ask(ctx context.Context, site string) (*robotstxt.RobotsData, error) {
	doc, err := r.fetch.Get(ctx, site+"/robots.txt", Since{})
	var status *StatusError
	switch {
	case errors.As(err, &status) && passing(status):
		return nil, err
	case errors.As(err, &status):
		return robotstxt.FromStatusAndBytes(status.Code, nil)
	case err != nil:
		return nil, err
	}
	data, err := robotstxt.FromStatusAndBytes(http.StatusOK, doc.Data)
	if err != nil {
		// What cannot be read forbids nothing.
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return data, nil
}
