package load

import (
	"context"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// page fetches the document at an address. A web page that only sends its readers
// on is followed, as a redirect is: each address is checked like the first one, and
// all of them share the time that one has.
func (f *Fetcher) page(ctx context.Context, address string) (Document, error) {
	limited, cancel := context.WithTimeout(ctx, f.client.Timeout)
	defer cancel()
	for range maxRedirects {
		doc, err := f.Get(limited, address, Since{})
		if limited.Err() != nil && ctx.Err() == nil && err != nil {
			err = tooSlow()
		}
		if err != nil {
			return doc, err
		}
		next := extract.Refresh(doc.Data, doc.ContentType, doc.URL)
		if next == "" {
			return doc, nil
		}
		address = next
	}
	return Document{}, tooManyRedirects()
}

func tooManyRedirects() error {
	return retrieval.NewProblem("redirects", "it redirects more than %d times: give the page's final address", maxRedirects)
}
