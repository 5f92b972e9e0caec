package answers

import (
	"context"
	"strings"

	"dateline/answers/speaker"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Attribution is whose words a quotation is, as the article says it. What the
// article does not say is nil, and never guessed.
type Attribution struct {
	// Direct says that the words stand in the article's quotation marks.
	Direct bool `json:"direct"`
	// Speaker is how the article names who says it, which may be "he"; To whom
	// it is said, and When.
	Speaker *Mention `json:"speaker,omitempty"`
	To      *Mention `json:"to,omitempty"`
	When    *Mention `json:"when,omitempty"`
	// Excerpt is the sentence that says so.
	Excerpt Excerpt `json:"excerpt"`
}

// Mention is words of an article: the body's bytes from Start to End.
type Mention struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	// Name is who that is, where the words name somebody and the article tells:
	// "Ada Holm" for "Mrs. Holm" or "she".
	Name string `json:"name"`
}

// Known returns who that is, " (Ada Holm)", where the words alone do not tell it, else
// "".
func (m *Mention) Known() string {
	if m.Name == "" || strings.Contains(m.Text, m.Name) {
		return ""
	}
	return " (" + m.Name + ")"
}

// speakerReach is how many bytes before and after a quotation are read for whose
// words it is.
const speakerReach = 64 << 10

// attribution says whose words span is; nil where the article's text does not
// tell around it.
func (a *Answerer) attribution(ctx context.Context, article *retrieval.Article, span text.Span) *Attribution {
	r := read(a.lib.Analyzer(), article, text.Span{
		Start: max(0, span.Start-speakerReach), End: min(len(article.Body), span.End+speakerReach),
	})
	said, ok := r.speakers().Of(span)
	if !ok {
		return nil
	}
	s := r.sentences[said.Sentence]
	out := &Attribution{
		Direct: said.Direct, Speaker: r.spoken(&said.Speaker.Span), To: r.spoken(said.To), When: r.spoken(said.When), Excerpt: r.excerpt(s.Span, 0, need{}),
	}
	out.Speaker.Name = said.Speaker.Name
	if s.words > MaxExcerptWords || len(a.verified(ctx, []Excerpt{out.Excerpt})) != 1 {
		return nil
	}
	return out
}

// speakers reads the article for who says what in it.
func (r *reading) speakers() *speaker.Reading {
	if r.said == nil {
		sentences := make([]speaker.Sentence, len(r.sentences))
		for i, s := range r.sentences {
			sentences[i] = speaker.Sentence{Span: s.Span, Tokens: s.tokens, Paragraph: s.block}
		}
		r.said = speaker.Read(r.article.Body, r.language, sentences)
	}
	return r.said
}

// spoken is s as a mention, nil for none.
func (r *reading) spoken(s *text.Span) *Mention {
	if s == nil {
		return nil
	}
	return &Mention{Text: r.text(*s), Start: s.Start, End: s.End}
}
