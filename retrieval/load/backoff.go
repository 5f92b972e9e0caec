package load

import (
	"math/rand/v2"
	"time"

	"dateline/retrieval"
)

// succeed notes that a poll went well.
func succeed(f *retrieval.Feed, now time.Time, interval, wait time.Duration) {
	f.Polled, f.Next = now, now.Add(jittered(max(interval, min(wait, maxInterval))))
	f.Failures, f.FailingSince, f.Failure = 0, time.Time{}, ""
}

// fail notes that a poll failed: the next waits twice as long as the one
// before, and as long as the server asked.
func fail(f *retrieval.Feed, now time.Time, interval, wait time.Duration, err error) {
	if f.Failures == 0 {
		f.FailingSince = now
	}
	f.Failures++
	f.Failure = err.Error()
	pause := maxInterval
	if f.Failures < 16 {
		pause = min(interval<<f.Failures, maxInterval)
	}
	f.Next = now.Add(jittered(min(max(pause, wait), maxInterval)))
}

// jittered is d, a tenth more or less, so that feeds do not come due together.
func jittered(d time.Duration) time.Duration {
	return d + time.Duration((rand.Float64()-0.5)*0.2*float64(d))
}
