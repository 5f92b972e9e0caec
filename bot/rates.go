package bot

import (
	"fmt"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"dateline/bot/record"
)

// defaultMemberRate is how many questions a minute a member may ask when a
// server's admins say nothing.
const defaultMemberRate = 10

// maxBuckets bounds how many members and servers are counted at a time; what
// asked the longest ago is forgotten, and has a full bucket by then.
const maxBuckets = 1 << 14

// rates hold the token buckets of members and servers. A bucket is as large as
// a minute's questions and fills up evenly.
type rates struct {
	mu      sync.Mutex
	buckets *lru.Cache[bucketKey, *rate.Limiter]
}

type bucketKey struct{ guild, user string } // the user is empty for a server

func newRates() *rates {
	// New fails for a size that is not positive, and for nothing else.
	buckets, _ := lru.New[bucketKey, *rate.Limiter](maxBuckets)
	return &rates{buckets: buckets}
}

// take counts a question, or refuses it and says when there is room for it.
func (l *rates) take(r *request) error { return l.takeAt(r.settings, r.guild, r.user, time.Now()) }

func (l *rates) takeAt(s record.Settings, guild, user string, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	member := l.reserve(bucketKey{guild, user}, memberRate(s), now)
	if wait := member.wait(now); wait > 0 {
		member.cancel(now)
		return refuse("member_limit", "Count", memberRate(s), "When", timestamp(now.Add(wait)))
	}
	server := l.reserve(bucketKey{guild, ""}, serverRate(s), now)
	if wait := server.wait(now); wait > 0 {
		server.cancel(now)
		member.cancel(now)
		return refuse("server_limit", "Count", serverRate(s), "When", timestamp(now.Add(wait)))
	}
	return nil
}

// timestamp returns a moment as Discord shows it to each member in their own
// words: "in 5 seconds".
func timestamp(t time.Time) string {
	// Rounded up: at the moment that is shown there is room.
	return fmt.Sprintf("<t:%d:R>", t.Add(time.Second).Unix())
}

// reservation is a token taken from a bucket; nil where there is no limit.
type reservation struct{ *rate.Reservation }

func (r reservation) wait(now time.Time) time.Duration {
	if r.Reservation == nil {
		return 0
	}
	return r.DelayFrom(now)
}

func (r reservation) cancel(now time.Time) {
	if r.Reservation != nil {
		r.CancelAt(now)
	}
}

// reserve takes a token; a limit that was changed holds at once. l.mu is held.
func (l *rates) reserve(key bucketKey, perMinute int, now time.Time) reservation {
	if perMinute == 0 {
		return reservation{}
	}
	limit := rate.Limit(float64(perMinute) / time.Minute.Seconds())
	bucket, ok := l.buckets.Get(key)
	if !ok || bucket.Burst() != perMinute {
		bucket = rate.NewLimiter(limit, perMinute)
		l.buckets.Add(key, bucket)
	}
	return reservation{bucket.ReserveN(now, 1)}
}

func memberRate(s record.Settings) int {
	if s.MemberRate == nil {
		return defaultMemberRate
	}
	return *s.MemberRate
}

func serverRate(s record.Settings) int {
	if s.ServerRate == nil {
		return 0
	}
	return *s.ServerRate
}
