package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klippa-app/go-pdfium"
)

// pdfReader is one extractor for all tests: starting one for PDF takes
// seconds, but for the first time that its code is kept.
var pdfReader = sync.OnceValue(func() *Extractor {
	return New(Config{CacheDir: filepath.Join(os.TempDir(), "dateline-pdfium")})
})

// pdfOf makes a PDF of pages, each drawn by these operators, in Helvetica.
func pdfOf(pages ...string) []byte {
	var out bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	out.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	object("<< /Title (A flood in the valley) /Author (Ann Lee) >>")
	for i, content := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 6+2*i))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return out.Bytes()
}

// drawn draws a text at a place, in a size.
func drawn(size, x, y int, text string) string {
	return fmt.Sprintf("BT /F %d Tf %d %d Td (%s) Tj ET\n", size, x, y, strings.NewReplacer("(", `\(`, ")", `\)`).Replace(text))
}

// column draws lines under one another.
func column(x, y int, lines ...string) string {
	var out strings.Builder
	for i, line := range lines {
		out.WriteString(drawn(10, x, y-12*i, line))
	}
	return out.String()
}

func TestPDF(t *testing.T) {
	data := pdfOf(
		drawn(8, 50, 780, "The Valley Review, number 7")+
			drawn(18, 50, 740, "Flood in the valley")+
			column(50, 700,
				"The river rose by two metres over-",
				"night, the town said, and the well-",
				"known bridge was closed to all.",
			)+
			column(50, 640,
				"A second paragraph stands apart and",
				"goes on in the other column, where",
			)+
			column(320, 700,
				"it ends with a full stop at last.",
			)+
			drawn(14, 320, 660, "What comes next")+
			column(320, 636,
				"The well-known bridge opens again",
				"on Monday, or so the town hopes.",
			)+
			drawn(8, 290, 30, "1"),
		drawn(8, 50, 780, "The Valley Review, number 7")+column(50, 700, "On the second page there is a line.")+drawn(8, 290, 30, "2"),
		drawn(8, 50, 780, "The Valley Review, number 7")+column(50, 700, "And on the third there is another.")+drawn(8, 290, 30, "3"),
	)
	result, err := pdfReader().Extract(t.Context(), Source{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	check(t, result)
	var got strings.Builder
	fmt.Fprintln(&got, result.Article.Title, result.Article.Authors)
	for _, b := range result.Article.Blocks {
		text, _ := b.Of(result.Article.Body)
		fmt.Fprintln(&got, b.Kind, text)
	}
	want := `Flood in the valley [Ann Lee]
p The river rose by two metres overnight, the town said, and the well-known bridge was closed to all.
p A second paragraph stands apart and goes on in the other column, where it ends with a full stop at last.
h What comes next
p The well-known bridge opens again on Monday, or so the town hopes.
p On the second page there is a line.
p And on the third there is another.
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
}

func TestPDFRefusals(t *testing.T) {
	x := pdfReader()
	whole := pdfOf(column(50, 700, "Some text stands on this page."))
	for _, test := range []struct {
		name, want string
		data       []byte
	}{
		{"no text", "it holds pictures of text, not text: recognise its text first (OCR), or give the text", pdfOf("0 0 100 100 re f")},
		{"no pages", "it holds pictures of text, not text: recognise its text first (OCR), or give the text", pdfOf()},
		{"broken", "it is a broken PDF: get it again from where it came", whole[:60]},
		{"encrypted", "it is encrypted: save it without a password", bytes.Replace(whole, []byte("/Info 4 0 R"), []byte("/ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 1 /R 2 /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) /P -4 >>"), 1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := x.Extract(t.Context(), Source{Data: test.data})
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// The engine stops when the context is done, though its library has no way to
// say so.
func TestPDFStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	x := pdfReader()
	instance, err := x.pdf.instance(ctx)
	if err != nil {
		t.Fatal(err)
	}
	bind(ctx, instance)
	cancel()
	data := pdfOf(column(50, 700, "Some text stands on this page."))
	if _, _, err := readAll(ctx, instance, data); err == nil {
		t.Error("a document was read after its context was done")
	}
	if err := instance.Close(); err == nil {
		t.Log("the instance closed as if it had not been stopped")
	}
	x.pdf.release(instance)
	if _, err := x.Extract(t.Context(), Source{Data: data}); err != nil {
		t.Errorf("after an instance was stopped: %v", err)
	}
}

// Every document gives text or the right refusal.
func TestRealDocuments(t *testing.T) {
	paths, err := filepath.Glob("../../../shared/data/documents/*")
	if err != nil || len(paths) == 0 {
		t.Skip("the evaluation documents are not here")
	}
	refused := map[string]string{
		"MEDRPT-2024-PAT-3847_medical_report_scan.pdf": "pictures",
		"single_table.pdf":                 "pictures",
		"table-multi-row-column-cells.pdf": "pictures",
		"password.pdf":                     "encrypted",
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		result, err := pdfReader().Extract(t.Context(), Source{Data: data})
		why := refused[filepath.Base(path)]
		switch {
		case err != nil && (why == "" || !strings.Contains(err.Error(), why)):
			t.Errorf("%s: %v", path, err)
		case err == nil && why != "":
			t.Errorf("%s: %q, want it refused", path, result.Article.Body)
		case err == nil:
			check(t, result)
		}
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(pdfOf(column(50, 700, "Some text stands on this page.")))
	x := pdfReader()
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := x.Extract(t.Context(), Source{Data: append([]byte("%PDF-"), bytes.TrimPrefix(data, []byte("%PDF-"))...)})
		if err == nil {
			check(t, result)
		}
	})
}

// A document's time begins when it is its turn, and one that waits holds up
// neither the end of the engine nor its own caller.
func TestPDFsTakeTurns(t *testing.T) {
	data := pdfOf(column(50, 700, "Some text stands on this page."))
	synctest.Test(t, func(t *testing.T) {
		e := newPDFEngine(filepath.Join(os.TempDir(), "dateline-pdfium"))
		var taken []pdfium.Pdfium
		for range pdfReaders {
			instance, err := e.instance(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			taken = append(taken, instance)
		}
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan error)
		go func() {
			_, _, err := e.read(ctx, data)
			left <- err
		}()
		time.Sleep(2 * pdfTimeout)
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("one that nobody waits for: %v", err)
		}
		var pages []pdfPage
		go func() {
			var err error
			pages, _, err = e.read(t.Context(), data)
			left <- err
		}()
		time.Sleep(2 * pdfTimeout)
		e.release(taken[0])
		if err := <-left; err != nil || len(pages) != 1 {
			t.Errorf("after a long wait: %d pages, %v", len(pages), err)
		}
		e.release(taken[1])
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}
