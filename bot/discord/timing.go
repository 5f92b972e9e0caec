package discord

import "time"

// Timing is how patient a gateway is.
type Timing struct {
	// LetIn bounds all that comes before the gateway is ready.
	LetIn time.Duration
	// Retry is the wait after a lost connection, doubled up to MaxRetry while
	// connecting fails: the bot is not away for long once Discord is back.
	Retry, MaxRetry time.Duration
	// Invalid is the least wait after a session was refused, and a fifth of the
	// longest: Discord asks bots to come back after one to five seconds.
	Invalid time.Duration
	// Beat is the longest interval between heartbeats. It is shorter than what
	// Discord asks for, so that a dead connection is noticed within twice that,
	// not after minutes.
	Beat time.Duration
	// Identify is how far apart sessions are begun.
	Identify time.Duration
}

// DefaultTiming returns what serves Discord itself.
func DefaultTiming() Timing {
	return Timing{
		LetIn:    15 * time.Second,
		Retry:    time.Second,
		MaxRetry: 16 * time.Second,
		Invalid:  time.Second,
		Beat:     10 * time.Second,
		Identify: 5 * time.Second,
	}
}
