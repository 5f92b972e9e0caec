// Package seeds carries the starter articles: five published articles about
// one event, unchanged as their readers found them, with what is known of
// each. They come into a library by the same extraction as any other document;
// only their metadata, where the provenance states it, goes before what the
// text says.
package seeds

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

//go:embed *.txt provenance.json
var files embed.FS

// provenance is what is known of the articles.
type provenance struct {
	Articles []struct {
		retrieval.Meta
		File string `json:"file"`
	} `json:"articles"`
}

// Articles gives the starter articles, in the order of their provenance.
func Articles(ctx context.Context) ([]retrieval.Article, error) {
	data, err := files.ReadFile("provenance.json")
	if err != nil {
		return nil, fmt.Errorf("starter articles: %w", err)
	}
	var known provenance
	if err := json.Unmarshal(data, &known); err != nil {
		return nil, fmt.Errorf("starter articles: provenance.json: %w", err)
	}
	x := extract.New(extract.Config{})
	var out []retrieval.Article
	for _, entry := range known.Articles {
		data, err := files.ReadFile(entry.File)
		if err != nil {
			return nil, fmt.Errorf("starter articles: %w", err)
		}
		result, err := x.Extract(ctx, extract.Source{Data: data, Known: entry.Meta})
		if err != nil {
			return nil, fmt.Errorf("starter article %s: %w", entry.File, err)
		}
		out = append(out, result.Article)
	}
	return out, nil
}
