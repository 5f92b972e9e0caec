package eval

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"dateline/answers"
)

// BenchmarkSearch and BenchmarkAsk put the questions of multihop-rag, 609
// articles in about 8,000 passages, one after the other. Beside the mean they
// report the median and the 95th and 99th percentiles. They are skipped where
// that benchmark is not at hand.
//
//	go test ./answers/eval -run '^$' -bench . -benchtime 1260x
func BenchmarkSearch(b *testing.B) {
	lib, questions := multihop(b)
	putAll(b, questions, search(lib))
}

func BenchmarkAsk(b *testing.B) {
	lib, questions := multihop(b)
	putAll(b, questions, ask(answers.New(slog.New(slog.DiscardHandler), lib, byDefault())))
}

// multihop is a library of the benchmark's articles, and its questions.
func multihop(b *testing.B) (Library, []Question) {
	b.Helper()
	folder := filepath.Join(shared, "data", "multihop-rag")
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		b.Skipf("there is no %s", folder)
	}
	questions, err := ReadQuestions(b.Context(), folder)
	if err != nil {
		b.Fatal(err)
	}
	lib := emptyLibrary(b)
	if err := new(Report).load(b.Context(), slog.New(slog.DiscardHandler), lib, Config{Folder: folder}, 0); err != nil {
		b.Fatal(err)
	}
	return lib, questions
}

// putAll puts questions, from the first again after the last.
func putAll(b *testing.B, questions []Question, find finder) {
	b.Helper()
	var took []float64
	for i := 0; b.Loop(); i++ {
		f, err := find(b.Context(), questions[i%len(questions)])
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, f.tookMS)
	}
	l := LatencyOf(took)
	b.ReportMetric(l.Median, "median-ms")
	b.ReportMetric(l.P95, "p95-ms")
	b.ReportMetric(l.P99, "p99-ms")
}
