//go:build !amd64 && !arm64

package reader

func kernel(out []int32, rows, panel []int16, inputs, stride int) {
	kernelGo(out, rows, panel, inputs, stride)
}
