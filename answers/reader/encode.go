package reader

// mostRows is how many rows a window takes in whole blocks.
const mostRows = (maxWindow + blockRows - 1) / blockRows * blockRows

// mostCols is how many columns the places of a window take in whole panels.
const mostCols = (maxWindow + panelCols - 1) / panelCols * panelCols

// bench is the working memory of one reading.
type bench struct {
	x      []float32 // the tokens' vectors
	wide   []float32 // queries, keys and values
	rows   []int16   // what is multiplied next
	scales []float32 // its rows' scales
	sums   []int32   // what came out

	queries, weights []int16
	queryScales      []float32
	keyScales        []float32
	keys, values     panels
	attended         []int32
}

func newBench() *bench {
	return &bench{
		x: make([]float32, maxWindow*width), wide: make([]float32, maxWindow*3*width),
		rows: make([]int16, mostRows*inner), scales: make([]float32, maxWindow), sums: make([]int32, mostRows*inner),
		queries: make([]int16, mostRows*headSize), weights: make([]int16, mostRows*mostCols),
		queryScales: make([]float32, maxWindow), keyScales: make([]float32, maxWindow),
		keys: newPanels(headSize, mostCols), values: newPanels(mostCols, headSize),
		attended: make([]int32, mostRows*mostCols),
	}
}

// score reads a window and returns its mark's score. The token of the mark
// is put first: attention does not heed the order of rows, and of the last
// layer that row alone is needed.
func (n *network) score(w window, b *bench) float32 {
	count := len(w.ids)
	n.embed(w, b)
	for i := range n.layers {
		needed := count
		if i == len(n.layers)-1 {
			needed = 1
		}
		n.layers[i].forward(b, count, needed, n.tables)
	}
	sum := n.scoringBase
	for i, x := range b.x[:width] {
		sum += float32(x * n.scoring[i])
	}
	return sum
}

// embed sets the tokens' first vectors.
func (n *network) embed(w window, b *bench) {
	for row := range w.ids {
		at := row
		switch row {
		case 0:
			at = w.mark
		case w.mark:
			at = 0
		}
		kind := 0
		if at >= w.asked {
			kind = 1
		}
		id := int(w.ids[at])
		scale := n.pieceScales[id]
		piece, place, side := n.pieces[id*width:(id+1)*width], n.places[at*width:(at+1)*width], n.kinds[kind*width:(kind+1)*width]
		x := b.x[row*width : (row+1)*width]
		for i := range x {
			x[i] = float32(float32(int8(piece[i]))*scale) + place[i] + side[i]
		}
		n.norm.apply(x)
	}
}

// forward takes the tokens through a layer, all as keys and values, the
// first needed as what is asked for.
func (l *layer) forward(b *bench, count, needed int, t *tables) {
	b.quantiseRows(b.x, count)
	multiply(b.sums, b.rows, count, l.qkv.weights, width, 3*width)
	multiply(b.sums, b.rows, needed, l.qkv.weights, 0, width)
	for row := range count {
		from := width
		if row < needed {
			from = 0
		}
		l.qkv.restore(b.wide[row*3*width+from:(row+1)*3*width], b.sums[row*3*width+from:], b.scales[row], from)
	}
	for head := range heads {
		b.attend(head, count, needed, t)
	}
	// The queries' places now hold what each head found.
	for row := range needed {
		b.scales[row] = quantise(b.rows[row*width:(row+1)*width], b.wide[row*3*width:row*3*width+width], fullScale)
	}
	multiply(b.sums, b.rows, needed, l.out.weights, 0, width)
	l.out.addRows(b, needed, b.scales, l.norm1)

	b.quantiseRows(b.x, needed)
	multiply(b.sums, b.rows, needed, l.up.weights, 0, inner)
	for row := range needed {
		l.up.bend(b.rows[row*inner:(row+1)*inner], b.sums[row*inner:], b.scales[row], t.gelu)
		b.scales[row] = 1.0 / geluScale
	}
	multiply(b.sums, b.rows, needed, l.down.weights, 0, width)
	l.down.addRows(b, needed, b.scales, l.norm2)
}

// quantiseRows makes the vectors ready to be multiplied.
func (b *bench) quantiseRows(x []float32, count int) {
	for row := range count {
		b.scales[row] = quantise(b.rows[row*width:(row+1)*width], x[row*width:(row+1)*width], fullScale)
	}
}

// restore turns sums of the outputs from on into values.
func (d *dense) restore(to []float32, sums []int32, scale float32, from int) {
	sums, scales, shift := sums[:len(to)], d.scales[from:from+len(to)], d.shift[from:from+len(to)]
	for i := range to {
		to[i] = float32(float32(sums[i])*float32(scale*scales[i])) + shift[i]
	}
}

// addRows adds a product's values to the vectors and norms them.
func (d *dense) addRows(b *bench, count int, rowScales []float32, n norming) {
	for row := range count {
		x, sums, scale := b.x[row*width:(row+1)*width], b.sums[row*width:(row+1)*width], rowScales[row]
		scales, shift := d.scales[:width], d.shift[:width]
		for i := range x {
			x[i] += float32(float32(sums[i])*float32(scale*scales[i])) + shift[i]
		}
		n.apply(x)
	}
}

// bend turns sums into values of GELU on its fixed scale.
func (d *dense) bend(to []int16, sums []int32, scale float32, gelu []int16) {
	sums, scales, shift := sums[:len(to)], d.scales[:len(to)], d.shift[:len(to)]
	scale *= geluSteps
	for i := range to {
		x := float32(float32(sums[i])*float32(scale*scales[i])) + float32(shift[i]*geluSteps)
		at := int32(min(max(x+(geluLow*geluSteps+0.5), 0), (geluLow+geluHigh)*geluSteps-1))
		to[i] = gelu[at]
	}
}

// attend lets one head look: what it finds takes the place of its queries.
func (b *bench) attend(head, count, needed int, t *tables) {
	at := head * headSize
	for row := range needed {
		b.queryScales[row] = quantise(b.queries[row*headSize:(row+1)*headSize], b.wide[row*3*width+at:row*3*width+at+headSize], attentionScale)
	}
	valueScale := b.layKeysAndValues(at, count)
	b.keys.outputs = roundUp(count, panelCols)
	multiply(b.attended, b.queries, needed, b.keys, 0, b.keys.outputs)
	b.values.inputs = roundUp(count, 2)
	var totals [maxWindow]float32
	for row := range needed {
		totals[row] = b.weigh(row, count, t.exp)
	}
	multiply(b.attended, b.weights, needed, b.values, 0, headSize)
	for row := range needed {
		to := b.wide[row*3*width+at : row*3*width+at+headSize]
		scale := valueScale / totals[row]
		for i := range to {
			to[i] = float32(b.attended[row*headSize+i]) * scale
		}
	}
}

// layKeysAndValues lays one head's keys, each on its own scale, and values,
// all on the scale that it returns, as the kernels read them.
func (b *bench) layKeysAndValues(at, count int) float32 {
	var most float32
	for row := range count {
		wide := b.wide[row*3*width : (row+1)*3*width]
		var key [headSize]int16
		b.keyScales[row] = quantise(key[:], wide[width+at:width+at+headSize], attentionScale)
		to := b.keys.place(0, row)
		for i := 0; i+1 < headSize; i += 2 {
			b.keys.data[to], b.keys.data[to+1] = key[i], key[i+1]
			to += 2 * panelCols
		}
		most = max(most, largest(wide[2*width+at:2*width+at+headSize]))
	}
	factor := float32(0)
	if most > 0 {
		factor = attentionScale / most
	}
	for row := range count {
		values := b.wide[row*3*width+2*width+at : row*3*width+2*width+at+headSize]
		to := row/2*2*panelCols + row%2
		for i, x := range values {
			b.values.data[to+2*i] = int16(round(float32(x * factor)))
		}
	}
	if count%2 == 1 {
		to := count / 2 * 2 * panelCols
		for i := range headSize {
			b.values.data[to+2*i+1] = 0
		}
	}
	return most / attentionScale
}

// weigh turns one row's products with the keys into weights of whole numbers
// and returns their total.
func (b *bench) weigh(row, count int, exp []int16) float32 {
	const root = 0.17677669 // 1/sqrt(headSize)
	var found [maxWindow]float32
	products := b.attended[row*b.keys.outputs : row*b.keys.outputs+count]
	scale := b.queryScales[row] * (root * expSteps)
	best := float32(-1 << 30)
	for i, p := range products {
		found[i] = float32(p) * float32(scale*b.keyScales[i])
		if found[i] > best {
			best = found[i]
		}
	}
	weights := b.weights[row*b.values.inputs : (row+1)*b.values.inputs]
	total := int32(0)
	for i := range products {
		w := exp[min(int32(best-found[i]+0.5), expSize-1)]
		weights[i] = w
		total += int32(w)
	}
	for i := count; i < len(weights); i++ {
		weights[i] = 0
	}
	return float32(total)
}
