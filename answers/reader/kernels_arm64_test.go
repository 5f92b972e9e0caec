package reader

type kernelFunc func(out []int32, rows, panel []int16, inputs, stride int)

// kernels returns the kernels that this processor can run.
func kernels() map[string]kernelFunc {
	return map[string]kernelFunc{"go": kernelGo, "neon": kernel}
}
