package reader

type kernelFunc func(out []int32, rows, panel []int16, inputs, stride int)

// kernels returns the kernels that this processor can run.
func kernels() map[string]kernelFunc {
	out := map[string]kernelFunc{"go": kernelGo}
	if hasAVX2 {
		out["avx2"] = func(o []int32, r, p []int16, inputs, stride int) { kernelAVX2(&o[0], &r[0], &p[0], inputs, stride) }
	}
	if hasVNNI {
		out["vnni"] = func(o []int32, r, p []int16, inputs, stride int) { kernelVNNI(&o[0], &r[0], &p[0], inputs, stride) }
	}
	return out
}
