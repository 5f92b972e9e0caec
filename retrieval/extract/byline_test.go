package extract

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBylinesOfPages reads who wrote an article from pages whose data do not
// say it.
func TestBylinesOfPages(t *testing.T) {
	const page = `<html><head><title>The dam at Ekeby</title></head><body><article><h1>The dam at Ekeby</h1>
		%s
		<p>The dam at Ekeby was built in 1788 by a miller who could not read, from a drawing of his daughter.</p>
		<p>It held until 1924, when the spring flood carried off the eastern gate, two carts and a pig of some renown.</p>
		<p>What is left can be seen from the road, if one stops where the poplars were when the mill still stood.</p>
		%s</article></body></html>`
	for name, test := range map[string]struct {
		above, below string
		authors      []string
		agency       string
	}{
		"a line of its own":    {"<p>By Ann Lee and Bo Ek</p>", "", []string{"Ann Lee", "Bo Ek"}, ""},
		"with a colon":         {"<div>Von: Ann LEE, Bo EK</div>", "", []string{"Ann LEE", "Bo EK"}, ""},
		"what it is by them":   {`<span class="byline">Analysis by Ann Lee, Ekeby editor-at-large</span>`, "", []string{"Ann Lee"}, ""},
		"roles":                {`<span class="byline">Ann Lee</span> <span class="author">Ekeby Sports Writer</span>`, "", []string{"Ann Lee"}, ""},
		"a body":               {"<p>By The Ekeby Mills</p>", "", []string{}, ""},
		"a desk":               {"<p>By European Space Agency</p>", "", []string{}, ""},
		"an agency":            {"<p>By The Associated Press</p>", "", []string{}, "AP"},
		"an element of a name": {`<span class="byline">Ann Lee</span>`, "", []string{"Ann Lee"}, ""},
		"a text on the author": {"", `<div class="author">Ann has kept a mill for thirty years and writes about Old Bridges, Quiet Waters and much else that she passes on her way.</div>`, []string{}, ""},
		"a sentence":           {"<p>By Monday Ann Lee had gone.</p>", "", []string{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := New(Config{}).Extract(t.Context(), Source{Data: fmt.Appendf(nil, page, test.above, test.below)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.authors, result.Article.Authors); diff != "" {
				t.Errorf("authors (-want +got):\n%s", diff)
			}
			if result.Article.Agency != test.agency {
				t.Errorf("agency %q, want %q", result.Article.Agency, test.agency)
			}
		})
	}
}
