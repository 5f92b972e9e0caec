package reader

// The kernels multiply rows of 16-bit integers with columns of weights that
// lie in panels, and sum in 32 bits. Rows come in blocks of blockRows, the
// columns in panels of panelCols; within a panel the weights of two
// neighbouring inputs stand side by side, as multiply-and-add instructions
// take them: panel[input/2][column][input%2].
const (
	blockRows = 12
	panelCols = 32
)

// panels is a matrix of weights as the kernels read it.
type panels struct {
	inputs, outputs int
	data            []int16
}

// newPanels makes room for a matrix of which outputs are filled up to whole
// panels.
func newPanels(inputs, outputs int) panels {
	cols := roundUp(outputs, panelCols)
	return panels{inputs: inputs, outputs: cols, data: make([]int16, inputs*cols)}
}

// place returns where the weight of an input for an output lies.
func (p panels) place(input, output int) int {
	panel := output / panelCols * p.inputs * panelCols
	return panel + input/2*2*panelCols + output%panelCols*2 + input%2
}

// multiply sets out[r][c] to the sum over i of rows[r][i]*w[i][c] for rows
// rows (filled up to whole blocks) and the columns from up to to, which are
// whole panels. Sums that a 32-bit integer cannot hold wrap; the callers'
// scales keep them from it.
func multiply(out []int32, rows []int16, count int, w panels, from, to int) {
	for c := from; c < to; c += panelCols {
		panel := w.data[c*w.inputs : (c+panelCols)*w.inputs]
		for r := 0; r < count; r += blockRows {
			block := rows[r*w.inputs : (r+blockRows)*w.inputs]
			kernel(out[r*w.outputs+c:(r+blockRows-1)*w.outputs+c+panelCols], block, panel, w.inputs, w.outputs)
		}
	}
}

// kernelGo multiplies one block of rows with one panel: the plain form of
// what the assembly does, to the same integers.
func kernelGo(out []int32, rows, panel []int16, inputs, stride int) {
	for r := range blockRows {
		var sums [panelCols]int32
		row := rows[r*inputs : (r+1)*inputs]
		for i := 0; i+1 < inputs; i += 2 {
			a, b := int32(row[i]), int32(row[i+1])
			pairs := panel[i*panelCols : (i+2)*panelCols]
			for c := range sums {
				sums[c] += a*int32(pairs[2*c]) + b*int32(pairs[2*c+1])
			}
		}
		copy(out[r*stride:], sums[:])
	}
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }
