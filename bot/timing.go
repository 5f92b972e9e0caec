package bot

import "time"

// timing is how patient the bot is.
type timing struct {
	// letIn bounds all that comes before the gateway is ready: discordgo would
	// wait for ever.
	letIn time.Duration
	// retry is the wait after a lost connection, doubled up to maxRetry while
	// connecting fails: the bot is not away for long once Discord is back.
	retry, maxRetry time.Duration
	// invalid is the least wait after a session was refused, and a fifth of the
	// longest: Discord asks bots to come back after one to five seconds.
	invalid time.Duration
	// beat is the longest interval between heartbeats. It is shorter than what
	// Discord asks for, so that a dead connection is noticed within twice that,
	// not after minutes.
	beat time.Duration
	// identify is how far apart sessions are begun.
	identify time.Duration
	// progress is how far apart a member is told how far long work has come.
	progress time.Duration
	// watch is how often it is looked whether a library with standing questions
	// has changed, and watchPause how long one says nothing more after it told
	// something.
	watch, watchPause time.Duration
	// stop is how long a stop waits for answers that are under way.
	stop time.Duration
}

func defaultTiming() timing {
	return timing{
		watch:      time.Minute,
		letIn:      15 * time.Second,
		retry:      time.Second,
		maxRetry:   16 * time.Second,
		invalid:    time.Second,
		beat:       10 * time.Second,
		identify:   5 * time.Second,
		progress:   3 * time.Second,
		stop:       5 * time.Second,
		watchPause: watchPause,
	}
}
