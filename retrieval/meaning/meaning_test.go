package meaning

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func alike(a, b string) float64 {
	v, w := Of(a), Of(b)
	return v.Alike(&w)
}

// What says the same in other words is more alike than what shares a word and
// says another thing.
func TestAlike(t *testing.T) {
	for _, c := range []struct{ asked, same, other string }{
		{"Who bought the company?", "The firm was purchased by an investor.", "The company picnic was held on a sunny day."},
		{"When was the boss sacked?", "The chief executive was fired in November.", "The quarterback took a sack in the second half."},
		{"How did the doctors treat the illness?", "Physicians gave patients a new drug for the disease.", "The band were given a treat by fans."},
	} {
		same, other := alike(c.asked, c.same), alike(c.asked, c.other)
		if same <= other {
			t.Errorf("%q: %.3f like %q, %.3f like %q", c.asked, same, c.same, other, c.other)
		}
	}
}

func TestAlikeBounds(t *testing.T) {
	if got := alike("the library", "the library"); math.Abs(got-1) > 0.001 {
		t.Errorf("a text is %v like itself", got)
	}
	if got := alike("", "the library"); got != 0 {
		t.Errorf("nothing is %v like something", got)
	}
}

// The sums of the longest text that is read must not overflow.
func TestLongText(t *testing.T) {
	if got := alike("zebra", strings.Repeat("zebra ", 10*maxPieces)); math.Abs(got-1) > 0.001 {
		t.Errorf("a word is %v like itself many times", got)
	}
}

func TestServes(t *testing.T) {
	if !Serves("en") || Serves("de") || Serves("") {
		t.Error("likeness is told in English alone")
	}
}

func TestParseRefuses(t *testing.T) {
	file := func(length, pieces uint32, rest string) []byte {
		out := binary.LittleEndian.AppendUint32([]byte(magic), length)
		return append(binary.LittleEndian.AppendUint32(out, pieces), rest...)
	}
	for name, raw := range map[string][]byte{
		"nothing":       nil,
		"another file":  []byte("reader1\n12345678"),
		"too short":     file(2, 1, "a\n"),
		"very long":     file(math.MaxUint32, math.MaxUint32, ""),
		"bytes after":   file(2, 1, "a\n"+strings.Repeat("x", 2+width+1)),
		"unknown words": file(18, 1, strings.Repeat("m\n", 7)+"a\nb\n"+strings.Repeat("x", 2+width)),
	} {
		if _, err := parse(raw); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestBytes(t *testing.T) {
	v := Of("the library")
	got, rest := FromBytes(append(v.Bytes(), "more"...))
	if got != v || string(rest) != "more" {
		t.Errorf("read back as %v, then %q", got, rest)
	}
	if got, rest := FromBytes([]byte("short")); got != (Vector{}) || string(rest) != "short" {
		t.Errorf("too few bytes: %v, then %q", got, rest)
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Who bought the company?")
	f.Add("\xff\x00 ﬁ \u200b漢字")
	f.Fuzz(func(t *testing.T, text string) {
		if got := alike(text, "a "+text); got < -1 || got > 1 || math.IsNaN(got) {
			t.Errorf("likeness %v (valid: %t)", got, utf8.ValidString(text))
		}
	})
}

// passage has the words of one of the longest passages.
var passage = strings.Repeat("The company said on Monday that it would buy its rival. ", 11)

func BenchmarkOf(b *testing.B) {
	for b.Loop() {
		Of(passage)
	}
}

func BenchmarkAsked(b *testing.B) {
	for b.Loop() {
		Of("What did the boss of the company say when he was asked about the sale?")
	}
}

func BenchmarkAlike(b *testing.B) {
	v, w := Of("the boss of the company"), Of(passage)
	for b.Loop() {
		v.Alike(&w)
	}
}
