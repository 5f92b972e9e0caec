package reader

import (
	"context"
	_ "embed"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// MaxCandidates is how many candidates one call may name.
const MaxCandidates = 64

// Candidate is a sentence that may answer, with the title that it stands
// under and the sentences beside it; all but Sentence may be empty.
type Candidate struct {
	Title, Before, Sentence, After string
}

//go:embed model.bin
var modelFile []byte

// Reader holds the unpacked network, some 30 MB with its working memory.
// Any number of calls may use it at once; they share its workers.
type Reader struct {
	net *network
	// benches holds one working memory for each worker: who takes one out
	// may read.
	benches chan *bench
}

// Load unpacks the embedded network, for as many workers as there are
// processors. It takes some tens of milliseconds; Lazy does it once, at the
// first use.
func Load() (*Reader, error) {
	net, err := parse(modelFile)
	if err != nil {
		return nil, fmt.Errorf("load reader: %w", err)
	}
	n := runtime.GOMAXPROCS(0)
	r := &Reader{net: net, benches: make(chan *bench, n)}
	for range n {
		r.benches <- nil // made when it is first taken
	}
	return r, nil
}

// Lazy returns a function that loads the reader when it is first called and
// returns the same one ever after.
func Lazy() func() (*Reader, error) { return sync.OnceValues(Load) }

// Read returns for each candidate the log-odds that its sentence answers the
// question. It fails where more than MaxCandidates are named and where the
// context ends before all are read.
func (r *Reader) Read(ctx context.Context, question string, candidates []Candidate) ([]float64, error) {
	if len(candidates) > MaxCandidates {
		return nil, fmt.Errorf("read %d candidates: at most %d are read at once", len(candidates), MaxCandidates)
	}
	asked := r.net.words.Pieces(question, maxQuestion)
	out := make([]float64, len(candidates))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(cap(r.benches), len(candidates)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(candidates) || !r.readOne(ctx, asked, candidates[i], &out[i]) {
					return
				}
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read %d candidates: %w", len(candidates), err)
	}
	return out, nil
}

// readOne sets the score of one candidate as soon as a worker's memory is
// free; it reports false where the context ends first.
func (r *Reader) readOne(ctx context.Context, asked []int32, c Candidate, score *float64) bool {
	select {
	case <-ctx.Done():
		return false
	case b := <-r.benches:
		if b == nil {
			b = newBench()
		}
		*score = float64(r.net.score(windowOf(r.net.words, asked, c), b))
		r.benches <- b
		return ctx.Err() == nil
	}
}
