package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/store"
)

// harbour is a collection written for these tests: invented news of an
// invented coast, several outlets to an event, in three languages.
const harbour = "testdata/harbour"

// dated is a library for which it is always the same day, so that "14 August"
// means the same year whenever the tests run.
type dated struct{ *retrieval.Library }

func (d dated) Search(ctx context.Context, q retrieval.Query) (retrieval.Result, error) {
	q.Today = time.Date(2025, time.January, 15, 12, 0, 0, 0, time.UTC)
	return d.Library.Search(ctx, q)
}

// emptyLibrary is a new library in a temporary folder.
func emptyLibrary(tb testing.TB) dated {
	tb.Helper()
	dir := tb.TempDir()
	s, err := store.Open(tb.Context(), dir, "test")
	if err != nil {
		tb.Fatal(err)
	}
	libs := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir})
	tb.Cleanup(func() {
		if err := errors.Join(libs.Close(), s.Close()); err != nil {
			tb.Error(err)
		}
	})
	lib, err := libs.Make(tb.Context(), "eval")
	if err != nil {
		tb.Fatal(err)
	}
	return dated{lib}
}

// byDefault is how questions are answered when nothing is set.
func byDefault() answers.Config {
	return answers.Config{Threshold: answers.DefaultThreshold, Excerpts: answers.DefaultExcerpts}
}

func TestRun(t *testing.T) {
	stages := map[Stage][2]int{} // the last that was told of each
	lib := emptyLibrary(t)
	report, err := Run(t.Context(), slog.New(slog.DiscardHandler), lib, Config{
		Folder: harbour, Search: true, Ask: true, Answers: byDefault(), Worst: 3,
		Progress: func(s Stage, done, total int) { stages[s] = [2]int{done, total} },
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[Stage][2]int{Loading: {41, 41}, Searching: {71, 71}, Asking: {71, 71}}, stages); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if report.Folder != "harbour" || report.Articles != 41 || report.Rejected != 0 || report.Questions != 71 || report.Unknown != 0 {
		t.Errorf("report = %+v", report)
	}
	for name, r := range map[string]*Result{"search": report.Search, "ask": report.Ask} {
		if *r.Texts.Verbatim != 1 {
			t.Errorf("%s: %v of %d texts are verbatim", name, *r.Texts.Verbatim, r.Texts.Count)
		}
		if r.All.Questions != 57 || r.Types["comparison"].Questions != 7 {
			t.Errorf("%s: %d answerable questions, %d of them comparisons", name, r.All.Questions, r.Types["comparison"].Questions)
		}
		if len(r.Worst) != 3 || r.Worst[0].Loss < r.Worst[2].Loss {
			t.Errorf("%s: worst = %+v", name, r.Worst)
		}
	}
	if report.Search.Abstention != nil || report.Ask.Abstention.Questions != 71 {
		t.Errorf("abstention: search %v, ask %+v", report.Search.Abstention, report.Ask.Abstention)
	}
}

// What is measured agrees with the reference run on what was found.
func TestRunAgreesWithTheReference(t *testing.T) {
	lib := emptyLibrary(t)
	if err := new(Report).load(t.Context(), slog.New(slog.DiscardHandler), lib, Config{Folder: harbour}, 0); err != nil {
		t.Fatal(err)
	}
	for s, find := range map[Stage]finder{
		Searching: search(lib),
		Asking:    ask(answers.New(slog.New(slog.DiscardHandler), lib, byDefault())),
	} {
		var results []any
		got := measureWith(t, harbour, s, func(q Question) found {
			f, err := find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			results = append(results, batchLine(q.ID, f))
			return f
		})
		if diff := cmp.Diff(score(t, harbour, results), scoreLines(got)); diff != "" {
			t.Errorf("%s: -score.py +ours:\n%s", s, diff)
		}
	}
}

// write makes a folder of these files.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	wantQuestion = `{"id": "...", "question": "...", "type": "...", "answerable": true, "evidence": [{"article": "...", "quote": "..."}]}`
	goodArticle  = `{"id": "a", "title": "Port closed", "body": "The port was closed."}` + "\n"
	goodQuestion = `{"id": "q", "question": "What was closed?", "type": "what", "answerable": true, "evidence": [{"article": "a", "quote": "The port"}]}` + "\n"
)

func TestRunRefusesWhatCannotBeJudged(t *testing.T) {
	for _, tt := range []struct{ name, articles, questions, want string }{
		{"no articles", "", goodQuestion, "articles.jsonl: it is empty: write one article a line"},
		{"no questions", goodArticle, "\n", "questions.jsonl: it is empty: write one question a line"},
		{"an article without id", goodArticle + `{"body": "x"}`, goodQuestion,
			`articles.jsonl: line 2: it has no "id": the questions' evidence names articles by theirs`},
		{"an article that is none", "[]", goodQuestion,
			`articles.jsonl: line 1: it is not a JSON object: write {"id": "...", "title": "...", "body": "..."}`},
		{"a question that is none", goodArticle, goodQuestion + "\n\n{",
			"questions.jsonl: line 4: it is not a JSON object: write " + wantQuestion},
		{"evidence that is none", goodArticle, `{"id": "q", "evidence": [{"article": 7}]}`,
			`questions.jsonl: line 1: its "evidence.article" is a JSON number: write ` + wantQuestion},
		{"no id", goodArticle, `{"question": "What?", "answerable": false}`, `questions.jsonl: line 1: it has no "id": give each question its own`},
		{"an id twice", goodArticle, goodQuestion + goodQuestion, `questions.jsonl: line 2: the id "q" was there before: give each question its own`},
		{"nothing asked", goodArticle, `{"id": "q", "question": " ", "answerable": false}`,
			`questions.jsonl: line 1: it has no "question": write what is asked`},
		{"not said whether answerable", goodArticle, `{"id": "q", "question": "What?"}`,
			`questions.jsonl: line 1: it does not say whether it is "answerable": write true or false`},
		{"no evidence", goodArticle, `{"id": "q", "question": "What?", "answerable": true}`,
			`questions.jsonl: line 1: it is answerable and has no "evidence": name the articles that answer it`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			folder := write(t, map[string]string{articlesFile: tt.articles, questionsFile: tt.questions})
			_, err := Run(t.Context(), slog.New(slog.DiscardHandler), emptyLibrary(t), Config{Folder: folder, Search: true})
			if err == nil || err.Error() != "benchmark "+folder+": "+tt.want {
				t.Errorf("error %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestRunNeedsBothFiles(t *testing.T) {
	for _, tt := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{questionsFile: goodQuestion}, "there is no articles.jsonl in it"},
		{map[string]string{articlesFile: goodArticle}, "there is no questions.jsonl in it"},
	} {
		_, err := Run(t.Context(), slog.New(slog.DiscardHandler), emptyLibrary(t), Config{Folder: write(t, tt.files), Search: true})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
}

// Articles that the library does not take are counted and named in the log.
func TestRunCountsWhatIsMissing(t *testing.T) {
	folder := write(t, map[string]string{
		articlesFile: goodArticle + `{"id": "b", "published": "yesterday", "body": "Not loaded."}`,
		questionsFile: goodQuestion +
			`{"id": "r", "question": "Which?", "type": "what", "answerable": true, "evidence": [{"article": "absent", "quote": ""}]}`,
	})
	var log bytes.Buffer
	report, err := Run(t.Context(), slog.New(slog.NewTextHandler(&log, nil)), emptyLibrary(t), Config{Folder: folder, Ask: true, Answers: byDefault()})
	if err != nil {
		t.Fatal(err)
	}
	if report.Articles != 1 || report.Rejected != 1 || report.Unknown != 1 || report.Search != nil {
		t.Errorf("report = %+v", report)
	}
	if !strings.Contains(log.String(), `id=b reason="line 2: its \"published\"`) {
		t.Errorf("log: %s", &log)
	}
}

func TestRunStops(t *testing.T) {
	for _, at := range []Stage{Loading, Searching, Asking} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := Run(ctx, slog.New(slog.DiscardHandler), emptyLibrary(t), Config{
			Folder: harbour, Search: true, Ask: true, Answers: byDefault(),
			Progress: func(s Stage, done, _ int) {
				switch {
				case s == at && done == 1:
					cancel()
				case s == at && s != Loading && done > 1, s == Asking && at != Asking:
					t.Errorf("stopped while %s, it went on %s", at, s)
				}
			},
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped while %s: error %v", at, err)
		}
	}
}

// Whoever reads the JSON finds every list and object there.
func TestReportJSON(t *testing.T) {
	folder := write(t, map[string]string{articlesFile: goodArticle, questionsFile: goodQuestion})
	report, err := Run(t.Context(), slog.New(slog.DiscardHandler), emptyLibrary(t), Config{Folder: folder, Search: true, Ask: true, Answers: byDefault()})
	if err != nil {
		t.Fatal(err)
	}
	report.Folder, report.LoadMS, report.Search.TookMS, report.Ask.TookMS = "f", 0, Latency{}, Latency{}
	got, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	const (
		figures = `{"questions":1,"hit@1":1,"hit@3":1,"hit@4":1,"hit@10":1,"evidence-recall@4":1,"evidence-recall@10":1,` +
			`"mrr@10":1,"article-recall@10":1,"article-mrr@10":1}`
		retrieved = `"all":` + figures + `,"types":{"what":` + figures + `},"texts":{"count":1,"verbatim":1,"words_mean":4,"words_most":4},`
		rest      = `"took_ms":{"median":0,"p95":0,"p99":0},"worst":[]}`
	)
	confidence, err := json.Marshal(report.Ask.Abstention.Bins[0].Confidence)
	if err != nil {
		t.Fatal(err)
	}
	off, err := json.Marshal(report.Ask.Abstention.CalibrationError)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"folder":"f","articles":1,"rejected":0,"load_ms":0,"questions":1,"unknown_evidence":0,` +
		`"search":{` + retrieved + `"abstention":null,` + rest +
		`,"ask":{` + retrieved + `"abstention":{"questions":1,"auc":null,"accuracy":1,"types":{"what":1},"near_miss_auc":null,"wrong_articles":0,` +
		`"calibration_error":` + string(off) + `,"bins":[{"questions":1,"confidence":` + string(confidence) + `,"right":1}]},` + rest + `}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}
