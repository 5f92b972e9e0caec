package reader

import "golang.org/x/sys/cpu"

// What the processor can do, read once.
var (
	hasAVX2 = cpu.X86.HasAVX2
	hasVNNI = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI
)

// kernelAVX2 and kernelVNNI do what kernelGo does, blockRows rows by one
// panel; inputs is even, stride counts 32-bit integers.
//
//go:noescape
func kernelAVX2(out *int32, rows, panel *int16, inputs, stride int)

//go:noescape
func kernelVNNI(out *int32, rows, panel *int16, inputs, stride int)

func kernel(out []int32, rows, panel []int16, inputs, stride int) {
	// The assembly checks no bounds: these do.
	_, _, _ = out[(blockRows-1)*stride+panelCols-1], rows[blockRows*inputs-1], panel[panelCols*inputs-1]
	switch {
	case hasVNNI:
		kernelVNNI(&out[0], &rows[0], &panel[0], inputs, stride)
	case hasAVX2:
		kernelAVX2(&out[0], &rows[0], &panel[0], inputs, stride)
	default:
		kernelGo(out, rows, panel, inputs, stride)
	}
}
