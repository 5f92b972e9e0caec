package memory

import (
	"fmt"
	"testing"
	"time"

	"dateline/bot/record"
)

// TestMemory is bounded, and forgets after an hour.
func TestMemory(t *testing.T) {
	t.Parallel()
	m := New()
	now := time.Now()
	for i := range maxRemembered + 10 {
		m.Add(record.Question{ID: fmt.Sprint(i), Channel: fmt.Sprint("c", i), User: "u", Asked: now})
	}
	if n := m.asked.Len(); n != maxRemembered {
		t.Errorf("remembers %d questions", n)
	}
	last := fmt.Sprint(maxRemembered + 9)
	if _, ok := m.Conversation("c"+last, "u", now.Add(59*time.Minute)); !ok {
		t.Error("a conversation was forgotten within the hour")
	}
	if _, ok := m.Conversation("c"+last, "v", now); ok {
		t.Error("another member's conversation")
	}
	if _, ok := m.Question(last, now.Add(time.Hour)); ok {
		t.Error("a question was remembered after an hour")
	}
	m.Sweep(now.Add(time.Hour))
	if m.asked.Len() != 0 || m.last.Len() != 0 {
		t.Errorf("%d questions and %d conversations stay", m.asked.Len(), m.last.Len())
	}
}
