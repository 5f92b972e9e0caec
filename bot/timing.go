package bot

import (
	"context"
	"time"
)

// timing is how patient the bot is; what concerns the connection to Discord is
// its gateway's.
type timing struct {
	// progress is how far apart a member is told how far long work has come.
	progress time.Duration
	// watch is how often it is looked whether a library with standing questions
	// has changed and what is to be posted, and watchPause how long a standing
	// question says nothing more after it told something.
	watch, watchPause time.Duration
	// stop is how long a stop waits for answers that are under way.
	stop time.Duration
	// now is the clock by which is posted what nobody asks for.
	now func() time.Time
}

func defaultTiming() timing {
	return timing{
		progress:   3 * time.Second,
		watch:      time.Minute,
		watchPause: watchPause,
		stop:       5 * time.Second,
		now:        time.Now,
	}
}

// every does something at intervals, until ctx ends.
func every(ctx context.Context, interval time.Duration, do func(now time.Time)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-ticker.C:
			do(now)
		}
	}
}
