package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// texts gives the articles' texts as the folder has them. It holds none: it
// knows where each stands in the file.
type texts struct {
	file *os.File
	at   map[string]section // by the article's id
}

// section is a part of a file, in bytes.
type section struct {
	start  int64
	length int
}

func openTexts(ctx context.Context, dir string) (*texts, error) {
	f, err := openFile(dir, articlesFile)
	if err != nil {
		return nil, err
	}
	t := &texts{file: f, at: make(map[string]section)}
	err = eachLine(ctx, f, func(line []byte, start int64) error {
		var a struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(line, &a); err != nil {
			return notJSON(err, `{"id": "...", "title": "...", "body": "..."}`)
		}
		if a.ID == "" {
			return errors.New(`it has no "id": the questions' evidence names articles by theirs`)
		}
		t.at[a.ID] = section{start, len(line)}
		return nil
	})
	if err == nil && len(t.at) == 0 {
		err = errors.New("it is empty: write one article a line")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", articlesFile, err), t.close())
	}
	return t, nil
}

func (t *texts) close() error { return t.file.Close() }

// has reports whether text, squashed, stands in that article's headline or body.
func (t *texts) has(id, squashed string) (bool, error) {
	at, ok := t.at[id]
	if !ok || squashed == "" {
		return false, nil
	}
	line := make([]byte, at.length)
	if _, err := t.file.ReadAt(line, at.start); err != nil {
		return false, fmt.Errorf("%s: read article %q again: %w", articlesFile, id, err)
	}
	var a struct {
		Title string `json:"title"`
		Body  string `json:"body"`
	}
	if err := json.Unmarshal(line, &a); err != nil {
		return false, fmt.Errorf("%s: article %q: %w", articlesFile, id, err)
	}
	return strings.Contains(squash(a.Body), squashed) || strings.Contains(squash(a.Title), squashed), nil
}
