package reader

// kernelNEON does what kernelGo does, blockRows rows by one panel; inputs is
// even, stride counts 32-bit integers.
//
//go:noescape
func kernelNEON(out *int32, rows, panel *int16, inputs, stride int)

func kernel(out []int32, rows, panel []int16, inputs, stride int) {
	// The assembly checks no bounds: these do.
	_, _, _ = out[(blockRows-1)*stride+panelCols-1], rows[blockRows*inputs-1], panel[panelCols*inputs-1]
	kernelNEON(&out[0], &rows[0], &panel[0], inputs, stride)
}
