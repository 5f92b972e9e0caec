package eval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dateline/retrieval"
)

// The files of a benchmark folder, both JSON lines.
const (
	articlesFile  = "articles.jsonl"
	questionsFile = "questions.jsonl"
)

// Question is one question of a benchmark.
type Question struct {
	ID   string `json:"id"`
	Text string `json:"question"`
	// Type is the folder's own name for its kind, such as "comparison".
	Type string `json:"type"`
	// Answerable says that the articles hold the answer; Evidence then says
	// where, and has at least one place.
	Answerable bool       `json:"answerable"`
	Evidence   []Evidence `json:"evidence"`
	// Article is the one that the writer of a question without an answer had in
	// view, "" where that is not known.
	Article string `json:"article"`
}

// nearMiss reports whether q, by its type, asks for what the articles lack of
// something that they tell of.
func (q Question) nearMiss() bool {
	return !q.Answerable && (q.Type == "near-miss" || strings.HasPrefix(q.Type, "un-"))
}

// Evidence is a place where a question's answer stands.
type Evidence struct {
	// Article is the article's id.
	Article string `json:"article"`
	// Quote is what a text must hold to count, white space aside. Where it is
	// empty every text of the article counts.
	Quote string `json:"quote"`
	// Sentence, of a factoid question, is the sentence that Quote answers
	// with. Only a text of that article counts then, and only one that shares
	// half of the sentence's words: a short answer also stands elsewhere.
	Sentence string `json:"sentence,omitempty"`
}

// benchmark is a folder that is open.
type benchmark struct {
	questions []Question
	texts     *texts
}

func openBenchmark(ctx context.Context, dir string) (*benchmark, error) {
	t, err := openTexts(ctx, dir)
	if err != nil {
		return nil, err
	}
	questions, err := ReadQuestions(ctx, dir)
	if err != nil {
		return nil, errors.Join(err, t.close())
	}
	return &benchmark{questions, t}, nil
}

func (b *benchmark) close() error { return b.texts.close() }

// unknown counts the articles that evidence names and the folder has not.
func (b *benchmark) unknown(questions []Question) int {
	missing := make(map[string]bool)
	for _, q := range questions {
		for _, e := range q.Evidence {
			if _, ok := b.texts.at[e.Article]; !ok {
				missing[e.Article] = true
			}
		}
	}
	return len(missing)
}

// ReadQuestions reads a benchmark folder's questions. It returns an error when
// one of them cannot be judged.
func ReadQuestions(ctx context.Context, dir string) ([]Question, error) {
	f, err := openFile(dir, questionsFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Question
	seen := make(map[string]bool)
	err = eachLine(ctx, f, func(line []byte, _ int64) error {
		q, err := parseQuestion(line)
		if err != nil {
			return err
		}
		if seen[q.ID] {
			return fmt.Errorf("the id %q was there before: give each question its own", q.ID)
		}
		seen[q.ID] = true
		out = append(out, q)
		return nil
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", questionsFile, err)
	case len(out) == 0:
		return nil, fmt.Errorf("%s: it is empty: write one question a line", questionsFile)
	}
	return out, nil
}

// parseQuestion reads a question, and refuses one that cannot be judged.
func parseQuestion(line []byte) (Question, error) {
	var in struct {
		Question
		Answerable *bool `json:"answerable"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return Question{}, notJSON(err, `{"id": "...", "question": "...", "type": "...", "answerable": true, "evidence": [{"article": "...", "quote": "..."}]}`)
	}
	q := in.Question
	switch {
	case q.ID == "":
		return q, errors.New(`it has no "id": give each question its own`)
	case strings.TrimSpace(q.Text) == "":
		return q, errors.New(`it has no "question": write what is asked`)
	case in.Answerable == nil:
		return q, errors.New(`it does not say whether it is "answerable": write true or false`)
	case *in.Answerable && len(q.Evidence) == 0:
		return q, errors.New(`it is answerable and has no "evidence": name the articles that answer it`)
	}
	q.Answerable = *in.Answerable
	return q, nil
}

// notJSON says why a line could not be read as what is wanted.
func notJSON(err error, want string) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		// The decoder names embedded structs on the way to the field.
		return fmt.Errorf("its %q is a JSON %s: write %s", strings.TrimPrefix(wrong.Field, "Question."), wrong.Value, want)
	}
	return fmt.Errorf("it is not a JSON object: write %s", want)
}

// openFile opens a file of the folder.
func openFile(dir, name string) (*os.File, error) {
	f, err := os.Open(filepath.Join(dir, name))
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no %s in it: a benchmark folder holds %s and %s", name, articlesFile, questionsFile)
	case errors.As(err, &at):
		return nil, fmt.Errorf("%s: it cannot be read: %w", name, at.Err)
	}
	return f, err
}

// maxLine bounds a line, in bytes: that of the largest article that can be
// loaded, each byte of it escaped, and its metadata.
const maxLine = 6*retrieval.MaxBody + 1<<20

// eachLine calls f with each line that is not empty, and with the byte of the
// file that it starts at. An error names the line.
func eachLine(ctx context.Context, file io.Reader, f func(line []byte, start int64) error) error {
	in := bufio.NewScanner(file)
	in.Buffer(nil, maxLine)
	in.Split(wholeLines)
	start, number := int64(0), 0
	for in.Scan() {
		if err := ctx.Err(); err != nil {
			return err
		}
		line := in.Bytes()
		number++
		if len(bytes.TrimSpace(line)) > 0 {
			if err := f(line, start); err != nil {
				return fmt.Errorf("line %d: %w", number, err)
			}
		}
		start += int64(len(line))
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return nil
}

// wholeLines splits into lines that keep their ends, so that their lengths add
// up to where the next one starts.
func wholeLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i+1], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}
