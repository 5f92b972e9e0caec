package bot

import (
	"context"
	"runtime"
)

// queue bounds how much is worked on: a few questions at a time, and more that
// wait for their turn. What exceeds that is refused at once, while there is time
// to say so.
type queue struct {
	waiting chan struct{}
	working chan struct{}
}

// maxWaiting bounds the questions that wait or are worked on. Loads are fewer,
// and take longer: they have a queue of their own, so that they keep no question
// waiting.
const (
	maxWaiting      = 256
	maxWaitingLoads = 32
	loadsAtOnce     = 3
)

func newQueue() *queue { return newQueueOf(maxWaiting, 4*runtime.GOMAXPROCS(0)) }

func newQueueOf(waiting, working int) *queue {
	return &queue{waiting: make(chan struct{}, waiting), working: make(chan struct{}, working)}
}

const (
	// readWhole is how many questions may be in hand for each to be read in full,
	// and readShared how many candidates they share when there are more; each has
	// at least readLeast. A hundred at once have some 900 in all.
	readWhole  = 8
	readShared = 256
	readLeast  = 4
)

// mostRead is how many candidates the reader may judge of a question whose turn
// it is, the fewer the more wait; 0 where it may judge all.
func (q *queue) mostRead() int {
	inHand := len(q.waiting)
	if inHand <= readWhole {
		return 0
	}
	return max(readShared/inHand, readLeast)
}

// enter waits for a turn, which release ends. It returns a refusal when too many
// are waiting, and ctx's error when it ends first.
func (q *queue) enter(ctx context.Context) (release func(), err error) {
	select {
	case q.waiting <- struct{}{}:
	default:
		return nil, refuse("busy")
	}
	select {
	case q.working <- struct{}{}:
		return func() { <-q.working; <-q.waiting }, nil
	case <-ctx.Done():
		<-q.waiting
		return nil, ctx.Err()
	}
}
