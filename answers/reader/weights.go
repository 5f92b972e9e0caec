package reader

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"dateline/retrieval/wordpiece"
)

// The network's measures; model.bin must be of them.
const (
	width    = 384
	heads    = 12
	headSize = width / heads
	inner    = 4 * width
)

// magic begins model.bin. What follows is little-endian: the number of
// layers, the length of the vocabulary and the number of its pieces (uint32
// each); the vocabulary, a piece a line; then the tables in the order in
// which parse reads them. A matrix is, output by output, a float32 scale each
// and then int8 weights.
const magic = "reader1\n"

const maxLayers, maxPieces = 12, 1 << 16

var errShort = errors.New("weights end early")

// network is the unpacked model.
type network struct {
	words *wordpiece.Vocabulary
	// pieces, places and kinds are what a token's vector is the sum of; the
	// pieces' are kept in eight bits, each with a scale.
	pieces      []byte
	pieceScales []float32
	places      []float32
	kinds       []float32
	norm        norming
	layers      []layer
	scoring     []float32
	scoringBase float32
	tables      *tables
}

// norming scales and shifts a vector after it was brought to mean 0 and
// deviation 1.
type norming struct{ gain, shift []float32 }

// dense is a matrix with its outputs' scales and shifts.
type dense struct {
	weights panels
	scales  []float32
	shift   []float32
}

type layer struct {
	qkv, out, up, down dense
	norm1, norm2       norming
}

// parse unpacks model.bin.
func parse(file []byte) (*network, error) {
	f := &cursor{rest: file}
	if string(f.bytes(len(magic))) != magic {
		return nil, errors.New("not a reader's weights")
	}
	layers, length, pieces := f.count(maxLayers), f.count(1<<24), f.count(maxPieces)
	n := &network{words: wordpiece.New(string(f.bytes(length))), tables: newTables()}
	n.pieceScales = f.floats(pieces)
	n.pieces = f.bytes(pieces * width)
	n.places = f.floats(maxWindow * width)
	n.kinds = f.floats(2 * width)
	n.norm = f.norming()
	for range layers {
		n.layers = append(n.layers, layer{
			qkv: f.dense(width, 3*width), out: f.dense(width, width), norm1: f.norming(),
			up: f.dense(width, inner), down: f.dense(inner, width), norm2: f.norming(),
		})
	}
	n.scoring = f.floats(width)
	last := f.floats(1)
	switch {
	case f.err != nil:
		return nil, f.err
	case len(f.rest) > 0:
		return nil, fmt.Errorf("%d bytes too many", len(f.rest))
	case layers == 0:
		return nil, errors.New("no layers")
	}
	n.scoringBase = last[0]
	if n.words.Len() > pieces {
		return nil, errors.New("vocabulary longer than its table")
	}
	return n, nil
}

// cursor reads a file from front to back and keeps the first error.
type cursor struct {
	rest []byte
	err  error
}

func (f *cursor) bytes(n int) []byte {
	if n > len(f.rest) {
		f.err, f.rest = errShort, nil
		return nil
	}
	out := f.rest[:n:n]
	f.rest = f.rest[n:]
	return out
}

func (f *cursor) count(most int) int {
	b := f.bytes(4)
	if b == nil {
		return 0
	}
	n := binary.LittleEndian.Uint32(b)
	if n > uint32(most) {
		f.err, f.rest = fmt.Errorf("count %d over %d", n, most), nil
		return 0
	}
	return int(n)
}

func (f *cursor) floats(n int) []float32 {
	b := f.bytes(4 * n)
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (f *cursor) norming() norming { return norming{gain: f.floats(width), shift: f.floats(width)} }

func (f *cursor) dense(inputs, outputs int) dense {
	d := dense{scales: f.floats(outputs), weights: newPanels(inputs, outputs)}
	b := f.bytes(inputs * outputs)
	d.shift = f.floats(outputs)
	if f.err != nil {
		return d
	}
	for o := range outputs {
		row := b[o*inputs : (o+1)*inputs]
		at := d.weights.place(0, o)
		for i := 0; i < inputs; i += 2 {
			d.weights.data[at] = int16(int8(row[i]))
			d.weights.data[at+1] = int16(int8(row[i+1]))
			at += 2 * panelCols
		}
	}
	return d
}
