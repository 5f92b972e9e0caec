package retrieval

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	bcp47 "golang.org/x/text/language"
)

// Edit says what to change of an article's metadata. What is nil stays, what is
// empty is taken away.
type Edit struct {
	Title, Outlet, Agency, Published, URL, Language *string
	// Authors are all of them, in order.
	Authors *[]string
}

// Edited is an article whose metadata was mended.
type Edited struct {
	Article Meta
	// Changes are empty when it was so already.
	Changes []FieldChange
}

// ErrTaken says that another article has that URL.
var ErrTaken = errors.New("another article has that URL")

// maxField is the longest field of metadata, in bytes.
const maxField = 2000

// Check says what cannot be accepted in e, wrapping ErrInvalid.
func (e Edit) Check() error {
	_, err := e.apply(Meta{})
	return err
}

// apply returns m with what e changes.
func (e Edit) apply(m Meta) (Meta, error) {
	for _, f := range []struct {
		name  string
		given *string
		to    *string
		check func(string) error
	}{
		{"title", e.Title, &m.Title, nil},
		{"outlet", e.Outlet, &m.Outlet, nil},
		{"agency", e.Agency, &m.Agency, nil},
		{"published", e.Published, &m.Published, checkPublished},
		{"url", e.URL, &m.URL, checkURL},
		{"language", e.Language, &m.Language, checkLanguage},
	} {
		if f.given == nil {
			continue
		}
		text, err := oneLine(f.name, *f.given)
		if err == nil && text != "" && f.check != nil {
			err = f.check(text)
		}
		if err != nil {
			return m, err
		}
		*f.to = text
	}
	if e.Published != nil {
		m.PublishedInferred = false
	}
	if e.Authors == nil {
		return m, nil
	}
	if n := authorBytes(*e.Authors); n > MaxAuthors {
		return m, fmt.Errorf("%w: the authors have %d bytes: give at most %d", ErrInvalid, n, MaxAuthors)
	}
	m.Authors = []string{}
	for _, name := range *e.Authors {
		name, err := oneLine("author", name)
		if err != nil {
			return m, err
		}
		if name != "" {
			m.Authors = append(m.Authors, name)
		}
	}
	return m, nil
}

// oneLine is text with its white space made single spaces.
func oneLine(field, text string) (string, error) {
	switch {
	case !utf8.ValidString(text):
		return "", fmt.Errorf("%w: %s: it is not UTF-8", ErrInvalid, field)
	case len(text) > maxField:
		return "", fmt.Errorf("%w: %s: it is longer than %d bytes", ErrInvalid, field, maxField)
	}
	return strings.Join(strings.Fields(text), " "), nil
}

func checkPublished(text string) error {
	if ValidPublished(text) {
		return nil
	}
	return fmt.Errorf("%w: published %.40q: write a day as YYYY-MM-DD, or an RFC 3339 time", ErrInvalid, text)
}

func checkURL(text string) error {
	if ValidURL(text) {
		return nil
	}
	return fmt.Errorf("%w: url %.200q: write a web address whole, as https://example.org/page", ErrInvalid, text)
}

func checkLanguage(text string) error {
	if _, err := bcp47.Parse(text); err == nil {
		return nil
	}
	return fmt.Errorf("%w: language %.40q: write a BCP 47 tag, such as en or pt-BR", ErrInvalid, text)
}

// Edit mends the metadata of an article; its text and its revision stay. It is
// searched as it is now from then on, and loading its source again leaves alone
// what was mended, unless the source comes to say something else.
//
// It returns ErrNoArticle, ErrTaken when another article has the URL, or an
// error that wraps ErrInvalid.
func (l *Library) Edit(ctx context.Context, by Actor, id string, edit Edit) (Edited, error) {
	return change(ctx, l, func(sh *shelf) (Edited, error) { return sh.edit(ctx, by, id, edit) })
}

func (sh *shelf) edit(ctx context.Context, by Actor, id string, edit Edit) (Edited, error) {
	entry, err := sh.find(id)
	if err != nil {
		return Edited{}, err
	}
	meta, err := edit.apply(entry.Meta)
	if err != nil {
		return Edited{}, fmt.Errorf("article %q: %w", id, err)
	}
	edited := Edited{meta, ChangedFields(entry.Meta, meta)}
	if len(edited.Changes) == 0 {
		return edited, nil
	}
	a, err := sh.store.Revision(ctx, entry.Num, 0)
	if err != nil {
		return Edited{}, fmt.Errorf("article %q: %w", id, err)
	}
	a.Meta = meta
	changed := changedArticle{article: &a}
	seq, err := sh.store.Change(ctx, sh.record.Key, newAct(by, DeedEdit, ""), func(tx StoreTx) (err error) {
		if err := untaken(tx, entry, meta.URL); err != nil {
			return err
		}
		if changed.Entry, err = tx.Put(entry, a, entry.statedOnce(), entry.Text); err != nil {
			return err
		}
		return keepURL(tx, entry, changed.Entry)
	})
	if err != nil {
		return Edited{}, fmt.Errorf("edit article %q: %w", id, err)
	}
	return edited, sh.publish(ctx, seq, []changedArticle{changed})
}

// untaken returns an error that wraps ErrTaken when an article other than e has
// that URL.
func untaken(tx StoreTx, e Entry, url string) error {
	hash := HashURL(url)
	if url == "" || hash == HashURL(e.URL) {
		return nil
	}
	other, err := tx.ByURL(hash)
	switch {
	case errors.Is(err, ErrNoArticle):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%w: it is that of %s", ErrTaken, other.ID)
}

// statedOnce is what the article's source said of it last.
func (e Entry) statedOnce() *Meta {
	if e.Stated != nil {
		return e.Stated
	}
	m := e.Meta
	return &m
}

// keepMended leaves in a, which is loaded again, what was mended by hand in
// old: a field counts only where its source says something else than before. It
// returns what the source says now, nil where nothing is mended any more.
func (a *Article) keepMended(old Entry) *Meta {
	if old.FactsDamaged {
		return nil // what was mended cannot be told from what is damaged
	}
	if a.ID == "" && HashURL(a.URL) != HashURL(old.URL) {
		a.URL = old.statedOnce().URL // it is known by another, which is news to nobody
	}
	if old.Stated == nil {
		return nil
	}
	says := a.Meta
	for _, f := range metaFields {
		if f.text(&says) == f.text(old.Stated) {
			f.copy(&a.Meta, &old.Meta)
		}
	}
	if len(ChangedFields(says, a.Meta)) == 0 {
		return nil
	}
	return &says
}
