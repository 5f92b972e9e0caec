package extract

import (
	"errors"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"dateline/retrieval"
)

// maxFrontMatter bounds what is parsed as front matter, in bytes.
const maxFrontMatter = 64 << 10

var (
	yamlKey = lazy(`^\s*["']?[A-Za-z_][\w -]*["']?\s*:(\s|$)`)
	tomlKey = lazy(`^\s*["']?[A-Za-z_][\w.-]*["']?\s*=`)
)

// frontMatter splits text into the metadata at its head and the rest. Text
// without front matter comes back whole.
func frontMatter(text string) (retrieval.Meta, string, error) {
	for _, kind := range []struct {
		fence string
		key   pattern
		parse func([]byte) (map[string]any, error)
	}{
		{"---", yamlKey, parseYAML},
		{"+++", tomlKey, parseTOML},
	} {
		head, rest, ok := fenced(text, kind.fence)
		if !ok || !kind.key.MatchString(head) {
			continue
		}
		if len(head) > maxFrontMatter {
			return retrieval.Meta{}, "", retrieval.NewProblem("long_front_matter", "its front matter is longer than %d bytes: shorten it", maxFrontMatter)
		}
		fields, err := kind.parse([]byte(head))
		if err != nil {
			return retrieval.Meta{}, "", retrieval.NewProblem("front_matter", "its front matter cannot be read: %w", err)
		}
		meta, err := metaFrom(fields)
		if err != nil {
			return retrieval.Meta{}, "", retrieval.NewProblem("front_matter_field", "its front matter: %w", err)
		}
		return meta, rest, nil
	}
	return retrieval.Meta{}, text, nil
}

// fenced returns what stands between a first line and a later one that both are
// the fence, and what comes after.
func fenced(text, fence string) (head, rest string, ok bool) {
	first, after, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t\r") != fence {
		return "", "", false
	}
	at := 0
	for line := range strings.Lines(after) {
		if strings.TrimRight(line, " \t\r\n") == fence {
			return after[:at], after[at+len(line):], true
		}
		at += len(line)
	}
	return "", "", false
}

// parseYAML keeps scalars as they are written: a date stays a date, and "no"
// does not become false.
func parseYAML(data []byte) (map[string]any, error) {
	var nodes map[string]yaml.Node
	if err := yaml.Unmarshal(data, &nodes); err != nil {
		return nil, plainYAMLError(err)
	}
	fields := make(map[string]any, len(nodes))
	for key, node := range nodes {
		switch node.Kind {
		case yaml.ScalarNode:
			if node.Tag != "!!null" {
				fields[key] = node.Value
			}
		case yaml.SequenceNode:
			var list []any
			for _, item := range node.Content {
				if item.Kind == yaml.ScalarNode {
					list = append(list, item.Value)
					continue
				}
				list = append(list, nil)
			}
			fields[key] = list
		default:
			fields[key] = nil
		}
	}
	return fields, nil
}

// plainYAMLError makes the library's error one line.
func plainYAMLError(err error) error {
	return errors.New(oneLine(strings.TrimPrefix(err.Error(), "yaml: ")))
}

func parseTOML(data []byte) (map[string]any, error) {
	var fields map[string]any
	if err := toml.Unmarshal(data, &fields); err != nil {
		return nil, errors.New(oneLine(strings.TrimPrefix(err.Error(), "toml: ")))
	}
	return fields, nil
}

// metaFrom reads the fields that it knows, by the names that writers of front
// matter use, and passes over the others.
func metaFrom(fields map[string]any) (retrieval.Meta, error) {
	f := fieldReader{fields: fields}
	meta := retrieval.Meta{
		ID:        f.text("id"),
		Title:     f.text("title", "headline"),
		Outlet:    f.text("outlet", "publisher", "publication", "site"),
		Agency:    f.text("agency"),
		Authors:   f.list("authors", "author", "byline"),
		Published: f.date("published", "date", "pubdate"),
		URL:       f.url("url", "link", "canonical"),
		Language:  f.text("language", "lang"),
	}
	return meta, f.err
}

// fieldReader reads fields and keeps the first error.
type fieldReader struct {
	fields map[string]any
	err    error
}

// field is the first of the fields called names that is there.
func (f *fieldReader) field(names []string) (string, any, bool) {
	for _, name := range names {
		for key, value := range f.fields {
			if strings.EqualFold(key, name) {
				return key, value, true
			}
		}
	}
	return "", nil, false
}

func (f *fieldReader) fail(problem error) {
	if f.err == nil {
		f.err = problem
	}
}

func (f *fieldReader) text(names ...string) string {
	key, value, ok := f.field(names)
	if !ok {
		return ""
	}
	text, ok := value.(string)
	if !ok {
		f.fail(retrieval.NewProblem("field_text", "%s is not a text: write %s: \"…\"", key, key))
	}
	return tidy(text)
}

func (f *fieldReader) list(names ...string) []string {
	key, value, ok := f.field(names)
	if !ok {
		return nil
	}
	switch value := value.(type) {
	case string:
		return splitNames(tidy(value))
	case []any:
		var out []string
		for _, item := range value {
			name, ok := item.(string)
			if !ok {
				f.fail(retrieval.NewProblem("field_names", "%s holds something that is not a name: write a list of names", key))
				return nil
			}
			out = append(out, tidy(name))
		}
		return out
	}
	f.fail(retrieval.NewProblem("field_names", "%s is neither a name nor a list of names", key))
	return nil
}

func (f *fieldReader) url(names ...string) string {
	text := f.text(names...)
	if text != "" && !retrieval.ValidURL(text) {
		f.fail(retrieval.NewProblem("field_address", "%q is no web address: write it whole, as https://example.org/page", text))
	}
	return text
}

func (f *fieldReader) date(names ...string) string {
	key, value, ok := f.field(names)
	if !ok {
		return ""
	}
	var published string
	switch value := value.(type) {
	case string:
		published = readDate(value)
		ok = published != "" || value == ""
	case toml.LocalDate:
		published = value.String()
	case toml.LocalDateTime:
		published = value.LocalDate.String()
	case time.Time:
		published = value.Format(time.RFC3339)
	default:
		ok = false
	}
	if !ok {
		f.fail(retrieval.NewProblem("field_date", "%s is no date that is understood: write YYYY-MM-DD or an RFC 3339 time", key))
	}
	return published
}
