package reuse

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestPlacesOfShingles compares the table with looking at every place.
func TestPlacesOfShingles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Few different ones, so that they repeat and share their lowest bits.
		shingle := rapid.Map(rapid.Uint32Range(0, 9), func(n uint32) uint32 { return n << 27 })
		text := Shingles(rapid.SliceOf(shingle).Draw(t, "text"))
		h := shingle.Draw(t, "shingle")

		var want []int
		for i := range text {
			if text[i] == h {
				want = append(want, i)
			}
		}
		if len(want) > seedOccurs {
			want = nil
		}
		got := PlacesOf(text).at(h, nil)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("shingle %d of %d: at %d, want %d", h, text, got, want)
		}
	})
}
