// Package meaning tells how alike two texts are in what they mean, whatever
// words they share, by a table with a vector for each word piece. A text's vector
// is the sum of its pieces', so that word order counts for nothing.
//
// All is in whole numbers up to one square root and one division: a likeness is
// the same on every machine. A vector is 128 bytes.
package meaning

import (
	_ "embed" // the table
	"encoding/binary"
	"errors"
	"math"
	"sync"

	"dateline/retrieval/wordpiece"
)

// languages are those whose texts the table was made from and measured on.
var languages = map[string]bool{"en": true}

// Serves reports whether likeness can be told in a language, by its tag.
func Serves(language string) bool { return languages[language] }

const (
	width = 128
	// maxPieces bounds the pieces read of a text, so that no sum overflows: more
	// than a passage has.
	maxPieces = 256
)

// magic begins table.bin. What follows is little-endian: the length of the
// vocabulary and the number of its pieces (uint32 each); the vocabulary, a piece a
// line; the pieces' weights (uint16 each) and then their vectors (int8).
const magic = "meaning1"

//go:embed table.bin
var tableFile []byte

var built = sync.OnceValue(func() *table {
	t, err := parse(tableFile)
	if err != nil {
		panic(err) // the file is part of the program, and every test reads it
	}
	return t
})

// table is the vectors of word pieces.
type table struct {
	words   *wordpiece.Vocabulary
	weights []uint16
	vectors []byte // of eight bits, with a sign
}

func parse(file []byte) (*table, error) {
	const head = len(magic) + 8
	if len(file) < head || string(file[:len(magic)]) != magic {
		return nil, errors.New("not a table of meanings")
	}
	length := uint64(binary.LittleEndian.Uint32(file[len(magic):]))
	pieces := uint64(binary.LittleEndian.Uint32(file[len(magic)+4:]))
	file = file[head:]
	if uint64(len(file)) != length+pieces*(2+width) {
		return nil, errors.New("table of meanings: its length is not what it says")
	}
	t := &table{words: wordpiece.New(string(file[:length])), weights: make([]uint16, pieces)}
	if uint64(t.words.Len()) > pieces {
		return nil, errors.New("table of meanings: more pieces than vectors")
	}
	file = file[length:]
	for i := range t.weights {
		t.weights[i] = binary.LittleEndian.Uint16(file[2*i:])
	}
	t.vectors = file[2*pieces:]
	return t, nil
}

// Vector is what a text means; that of one without a known word is zero.
type Vector [width]int8

// Of returns the vector of a text, of which some hundred words are read.
func Of(text string) Vector { return built().of(text) }

func (t *table) of(text string) Vector {
	var sums [width]int32
	for _, id := range t.words.Pieces(text, maxPieces) {
		weight := int32(t.weights[id])
		for i, v := range t.vectors[int(id)*width:][:width] {
			sums[i] += weight * int32(int8(v))
		}
	}
	return scaled(&sums)
}

// scaled returns the vector in the direction of sums, its largest number the
// largest of eight bits.
func scaled(sums *[width]int32) (v Vector) {
	largest := int64(0)
	for _, s := range sums {
		largest = max(largest, int64(s), -int64(s))
	}
	if largest == 0 {
		return v
	}
	for i, s := range sums {
		v[i] = int8(int64(s) * math.MaxInt8 / largest)
	}
	return v
}

// Alike is how alike two texts are: the cosine of their vectors, -1 to 1.
func (v *Vector) Alike(w *Vector) float64 {
	dot, vv, ww := int32(0), int32(0), int32(0) // at most 128 times 128 squared each
	for i := range v {
		a, b := int32(v[i]), int32(w[i])
		dot, vv, ww = dot+a*b, vv+a*a, ww+b*b
	}
	if vv == 0 || ww == 0 {
		return 0
	}
	return max(-1, min(float64(dot)/math.Sqrt(float64(vv)*float64(ww)), 1))
}

// Bytes returns the vector as it is stored.
func (v Vector) Bytes() []byte {
	out := make([]byte, width)
	for i, x := range v {
		out[i] = byte(x)
	}
	return out
}

// FromBytes returns the vector that stored bytes begin with, and the bytes after
// it; of too few, a vector of nothing and them all.
func FromBytes(stored []byte) (v Vector, rest []byte) {
	if len(stored) < width {
		return v, stored
	}
	for i := range v {
		v[i] = int8(stored[i])
	}
	return v, stored[width:]
}
