package reader

import "math"

// Ranges and steps of the tables. Quantised inputs of a product reach
// ±fullScale: the sum of inner products with 8-bit weights stays below 2^31.
// Inputs of GELU are taken between -geluLow and geluHigh; what it gives
// stands on a fixed scale, on which inner of 10 each would still sum up below
// 2^31 (the network's are below 1 but for single ones).
// Weights of attention are whole numbers up to expOne, which is the weight
// of the best place.
const (
	fullScale = 8191
	geluLow   = 8
	geluHigh  = 31
	geluSteps = 512 // a unit of input
	geluScale = 1024
	expSteps  = 256 // a unit of input
	expSize   = 10 * expSteps
	expOne    = 4095
	// attentionScale bounds queries, keys and values: headSize products, and
	// maxWindow·expOne weights, stay below 2^31.
	attentionScale = 4095
)

// tables are the functions that are looked up.
type tables struct {
	gelu []int16 // index (x+geluLow)·geluSteps, value gelu(x)·geluScale
	exp  []int16 // index x·expSteps, value exp(-x)·expOne
}

func newTables() *tables {
	t := &tables{gelu: make([]int16, (geluLow+geluHigh)*geluSteps), exp: make([]int16, expSize)}
	for i := range t.gelu {
		x := float64(i)/geluSteps - geluLow
		t.gelu[i] = int16(math.Floor(x*0.5*math.Erfc(-x/math.Sqrt2)*geluScale + 0.5))
	}
	for i := range t.exp {
		t.exp[i] = int16(math.Floor(math.Exp(-float64(i)/expSteps)*expOne + 0.5))
	}
	return t
}

// Every product below that is added to something stands in a conversion, so
// that no compiler joins the two to one operation of another rounding.

// round returns the nearest whole number, halves upward, of what lies
// between -16384 and 16384.
func round(x float32) int32 { return int32(x+16384.5) - 16384 }

// quantise fills to with from on a scale of its own on which the largest is
// ±reach, and returns that scale: to·scale is from.
func quantise(to []int16, from []float32, reach float32) float32 {
	most := largest(from)
	if most == 0 {
		clear(to[:len(from)])
		return 0
	}
	factor := reach / most
	for i, x := range from {
		to[i] = int16(round(float32(x * factor)))
	}
	return most / reach
}

// largest returns the largest magnitude. Without their signs, the bits of
// floats are in the order of what they stand for.
func largest(of []float32) float32 {
	const sign = 1 << 31
	var a, b uint32
	for i := 0; i+1 < len(of); i += 2 {
		a = max(a, math.Float32bits(of[i])&^sign)
		b = max(b, math.Float32bits(of[i+1])&^sign)
	}
	return math.Float32frombits(max(a, b))
}

// apply brings a vector to mean 0 and deviation 1, then scales and shifts
// it. The sums are taken in four strands.
func (n norming) apply(x []float32) {
	var a, b, c, d float32
	for i := 0; i+3 < len(x); i += 4 {
		a, b, c, d = a+x[i], b+x[i+1], c+x[i+2], d+x[i+3]
	}
	mean := (a + b + (c + d)) / float32(len(x))
	a, b, c, d = 0, 0, 0, 0
	for i := 0; i+3 < len(x); i += 4 {
		p, q, r, s := x[i]-mean, x[i+1]-mean, x[i+2]-mean, x[i+3]-mean
		a += float32(p * p)
		b += float32(q * q)
		c += float32(r * r)
		d += float32(s * s)
	}
	spread := (a + b + (c + d)) / float32(len(x))
	factor := 1 / float32(math.Sqrt(float64(spread+1e-12)))
	gain, shift := n.gain[:len(x)], n.shift[:len(x)]
	for i, v := range x {
		x[i] = float32(float32((v-mean)*factor)*gain[i]) + shift[i]
	}
}
