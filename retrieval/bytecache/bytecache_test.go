package bytecache

import (
	"testing"

	"pgregory.net/rapid"
)

// TestBound holds that the cache keeps what was asked for last, and no more
// bytes than it may.
func TestBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 10
		c := New[int](most, func(s string) int { return len(s) })
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			key := rapid.IntRange(0, 5).Draw(t, "key")
			if rapid.Bool().Draw(t, "forget") {
				c.Forget(key)
				if _, ok := c.Get(key); ok {
					t.Fatalf("%d is kept after it was forgotten", key)
				}
				continue
			}
			value := rapid.StringMatching(`a{0,12}`).Draw(t, "value")
			c.Put(key, value)
			if got, ok := c.Get(key); ok != (len(value) <= most) || ok && got != value {
				t.Fatalf("Get(%d) after %q: %q, %t", key, value, got, ok)
			}
			sum := 0
			for _, v := range c.lru.Values() {
				sum += len(v)
			}
			if sum != c.bytes || sum > most {
				t.Fatalf("%d bytes, counted as %d", sum, c.bytes)
			}
		}
	})
}
