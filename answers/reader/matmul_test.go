package reader

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKernelsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, inputs := range []int{2, 32, 112, 384, 1536} {
		stride := panelCols * 3
		rows, panel := make([]int16, blockRows*inputs), make([]int16, panelCols*inputs)
		for i := range rows {
			rows[i] = int16(rng.IntN(2*8191+1) - 8191)
		}
		for i := range panel {
			panel[i] = int16(rng.IntN(255) - 127)
		}
		want := make([]int32, blockRows*stride)
		kernelGo(want, rows, panel, inputs, stride)
		for name, k := range kernels() {
			got := make([]int32, blockRows*stride)
			k(got, rows, panel, inputs, stride)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("kernel %s of %d inputs (-go +%s):\n%s", name, inputs, name, diff)
			}
		}
	}
}

func TestMultiply(t *testing.T) {
	w := newPanels(4, 33)
	for i := range 4 {
		for o := range 33 {
			w.data[w.place(i, o)] = int16(i*100 + o)
		}
	}
	rows := make([]int16, blockRows*4)
	copy(rows, []int16{1, 2, 3, 4, 0, 0, 0, 1})
	out := make([]int32, blockRows*w.outputs)
	multiply(out, rows, 2, w, 0, w.outputs)
	if got, want := out[32], int32(10*32+200+600+1200); got != want {
		t.Errorf("row 0, column 32: %d, want %d", got, want)
	}
	if got, want := out[w.outputs+5], int32(305); got != want {
		t.Errorf("row 1, column 5: %d, want %d", got, want)
	}
}

func BenchmarkKernels(b *testing.B) {
	const inputs = 384
	rows, panel := make([]int16, blockRows*inputs), make([]int16, panelCols*inputs)
	out := make([]int32, blockRows*panelCols)
	for name, k := range kernels() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				k(out, rows, panel, inputs, panelCols)
			}
			b.ReportMetric(float64(blockRows*panelCols*inputs)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gmac/s")
		})
	}
}
