package text

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBoundBlocks(t *testing.T) {
	const sentence = "The council agreed on Tuesday to build a new bridge. "
	for name, body := range map[string]string{
		"sentences": strings.Repeat(sentence, 2000),
		"no end":    strings.Repeat("council bridge ", 9000),
		"one word":  strings.Repeat("ü", 60000),
		"marks":     strings.Repeat("“‘«", 9000) + strings.Repeat("”", 30000),
		"Han":       strings.Repeat("城市议会同意建桥", 4000),
	} {
		t.Run(name, func(t *testing.T) {
			body = strings.TrimSpace(body)
			blocks := BoundBlocks(body, []Block{{Span: Span{0, len(body)}, Kind: Paragraph, Cut: true}})
			if !ValidBlocks(blocks, body) || len(blocks) < 2 || !blocks[0].Cut || blocks[1].Cut {
				t.Fatalf("%d blocks, which are valid: %t", len(blocks), ValidBlocks(blocks, body))
			}
			for _, b := range blocks {
				content := body[b.Start:b.End]
				if b.Len() > MaxBlock {
					t.Errorf("a block of %d bytes", b.Len())
				}
				if name == "sentences" && (!strings.HasPrefix(content, "The ") || !strings.HasSuffix(content, "bridge.")) {
					t.Errorf("a block from %.20q to %q", content, content[len(content)-20:])
				}
			}
		})
	}
}

func TestBoundBlocksKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringN(1, 40, -1).Draw(t, "part")
		body := strings.ToValidUTF8(strings.TrimSpace(strings.Repeat(part, rapid.IntRange(1, 2000).Draw(t, "times"))), "?")
		blocks := FindBlocks(body)
		bounded := BoundBlocks(body, blocks)
		if !ValidBlocks(bounded, body) {
			t.Fatalf("%v of %q", bounded, part)
		}
		for _, b := range bounded {
			if b.Len() > MaxBlock {
				t.Fatalf("a block of %d bytes", b.Len())
			}
		}
	})
}

func TestBlocksOfUsualLengthStay(t *testing.T) {
	body := strings.TrimSpace(strings.Repeat("A sentence. ", MaxBlock/13))
	blocks := []Block{{Span: Span{0, len(body)}, Kind: Paragraph}}
	if got := BoundBlocks(body, blocks); len(got) != 1 || got[0] != blocks[0] {
		t.Errorf("%v", got)
	}
}

func TestLongWordsAreTermsOfBoundedLength(t *testing.T) {
	for _, letter := range []string{"a", "7", "ü", "ж"} {
		word := strings.Repeat(letter, 100_000)
		tokens := NewAnalyzer().Tokens("It is "+word+" here", "en")
		long := tokens[2]
		if long.Len() != len(word) || len(long.Term) > maxTerm || len(long.Exact) > maxTerm || long.Term == "" {
			t.Errorf("%s: a term of %d bytes for a word of %d", letter, len(long.Term), long.Len())
		}
	}
}
