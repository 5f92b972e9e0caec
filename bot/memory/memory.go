// Package memory holds what is remembered for a while and kept nowhere: what was
// asked in the last hour, and which events were seen. All of it is bounded.
package memory

import (
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"dateline/bot/record"
)

// Memory holds what was asked in the last hour: the answers that buttons speak
// of, and the conversation of each member in each channel. It is bounded; what
// was used the longest ago goes first.
type Memory struct {
	mu    sync.Mutex // between looking and changing
	asked *lru.Cache[string, record.Question]
	// last is the question that a member's conversation in a channel stands at.
	last *lru.Cache[place, string]
}

type place struct{ channel, user string }

// The bounds of the memory. A conversation is its last question: that holds
// what was carried over from those before it.
const (
	maxRemembered = 8192
	rememberedFor = time.Hour
	SweepEvery    = 5 * time.Minute
)

// New returns a memory of nothing.
func New() *Memory {
	// New fails for a size that is not positive, and for nothing else.
	asked, _ := lru.New[string, record.Question](maxRemembered)
	last, _ := lru.New[place, string](maxRemembered)
	return &Memory{asked: asked, last: last}
}

// Add remembers a question, as the last one of its conversation.
func (m *Memory) Add(q record.Question) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked.Add(q.ID, q)
	m.last.Add(place{q.Channel, q.User}, q.ID)
}

// Link lets a member's conversation in a channel go on from a question that was
// asked elsewhere, such as beside the thread that answers it.
func (m *Memory) Link(channel, user, id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last.Add(place{channel, user}, id)
}

// Question returns a question of the last hour.
func (m *Memory) Question(id string, now time.Time) (record.Question, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	q, ok := m.asked.Get(id)
	return q, ok && now.Sub(q.Asked) < rememberedFor
}

// Conversation returns the last question of a member in a channel, when there was
// one in the last hour.
func (m *Memory) Conversation(channel, user string, now time.Time) (record.Question, bool) {
	m.mu.Lock()
	id, ok := m.last.Get(place{channel, user})
	m.mu.Unlock()
	if !ok {
		return record.Question{}, false
	}
	return m.Question(id, now)
}

// Forget drops the questions that meet the condition.
func (m *Memory) Forget(condition func(record.Question) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, q := range m.asked.Values() {
		if condition(q) {
			m.asked.Remove(q.ID)
		}
	}
	for _, p := range m.last.Keys() {
		if id, ok := m.last.Peek(p); ok && !m.asked.Contains(id) {
			m.last.Remove(p)
		}
	}
}

// Sweep drops what is older than an hour.
func (m *Memory) Sweep(now time.Time) {
	m.Forget(func(q record.Question) bool { return now.Sub(q.Asked) >= rememberedFor })
}
