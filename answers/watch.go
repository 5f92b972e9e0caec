package answers

import (
	"context"
	"slices"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// maxNews bounds how many excerpts are told of a standing question at once.
const maxNews = 3

// NewEvidence asks a standing question of the articles whose texts came after a change
// of the library, and gives what answers it, above the threshold, and is no
// copy of what was there before; and the library's last change. Until all of the
// library can be searched there is nothing new.
func (a *Answerer) NewEvidence(ctx context.Context, q Question, after int64) (found []Excerpt, seq int64, err error) {
	if pending, err := a.lib.Pending(ctx); err != nil || pending != nil {
		return nil, after, err
	}
	news, err := a.lib.News(ctx, after)
	if err != nil || len(news.Articles) == 0 {
		return nil, news.Seq, err
	}
	start := time.Now()
	defer func() { a.tell("news", start, len(found) > 0, err) }()
	q.Filter.Articles, q.Excerpts = news.Articles, 2*maxNews
	answer, err := a.ask(ctx, q, nil)
	if err != nil {
		return nil, 0, err
	}
	var out []Excerpt
	for _, e := range answer.Excerpts {
		if len(out) == maxNews {
			break
		}
		own, err := a.independent(ctx, e, news.Articles, out)
		if err != nil {
			return nil, 0, err
		}
		if own {
			out = append(out, e)
		}
	}
	return out, news.Seq, nil
}

// independent reports whether an excerpt is no other text's: neither carried by an
// article that is not among the news, nor of a copy of one, nor of a copy of
// what is told already.
func (a *Answerer) independent(ctx context.Context, e Excerpt, news []string, told []Excerpt) (bool, error) {
	known := func(id string) bool {
		return !slices.Contains(news, id) || slices.ContainsFunc(told, func(o Excerpt) bool { return o.Article.ID == id })
	}
	carriers, err := a.lib.Carriers(ctx, e.Article.ID, e.span(), retrieval.Filter{})
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(carriers, func(m retrieval.Meta) bool { return known(m.ID) }) {
		return false, nil
	}
	lineage, err := a.lib.Lineage(ctx, e.Article.ID)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(lineage.Kin, func(k retrieval.Kin) bool { return k.Copy && known(k.Article.ID) }) {
		return false, nil
	}
	places, err := a.lib.Places(ctx, e.Text, retrieval.Filter{}, false)
	if err != nil {
		return false, err
	}
	// A short report is too little for the library to know it as a copy.
	return !slices.ContainsFunc(places, func(p retrieval.Place) bool {
		return known(p.Article.ID) && shareIn(e.grams, trigrams(tokensAt(a.lib.Analyzer(), p.Article, p.Span, text.LanguageOf(p.Article.Language, p.Article.Body)))) >= sameWords
	}), nil
}
