package monitor

import (
	"context"
	"slices"
	"strconv"
	"time"

	"dateline/answers"
)

// What may come of a question.
const (
	answered  = "answered"
	abstained = "abstained"
	failed    = "failed"
)

// Asked returns what counts everything that is asked from an origin, "discord" or
// "terminal".
func (m *Monitor) Asked(origin string) func(answers.Asked) {
	return func(a answers.Asked) {
		outcome := answered
		switch {
		case a.Err != nil:
			outcome = failed
		case !a.Answered:
			outcome = abstained
		}
		m.asked.WithLabelValues(origin, a.Kind, outcome).Inc()
		if a.Kind != "ask" {
			return
		}
		m.questions.WithLabelValues(outcome).Inc()
		m.took.Observe(a.Took.Seconds())
		for _, s := range a.Stages {
			m.stages.WithLabelValues(s.Name).Observe(s.Took.Seconds())
		}
		if a.Reading.Read > 0 {
			m.judged.Inc()
			m.candidates.Add(float64(a.Reading.Read))
		}
		if a.Reading.Unread > 0 {
			m.hurried.Inc()
		}
	}
}

// Loaded counts an article that was to be loaded.
func (m *Monitor) Loaded(source, result string) { m.loaded.WithLabelValues(source, result).Inc() }

// Called implements discord.Observer.
func (m *Monitor) Called(ctx context.Context, call string, status int, took, waited time.Duration) {
	m.calls.WithLabelValues(call, strconv.Itoa(status)).Inc()
	m.callTook.WithLabelValues(call).Observe(took.Seconds())
	m.callWaited.WithLabelValues(call).Add(waited.Seconds())
	m.log.DebugContext(ctx, "called Discord", "call", call, "status", status, "took", took.Round(time.Microsecond), "waited", waited.Round(time.Microsecond))
}

// Connected implements discord.Observer.
func (m *Monitor) Connected(shard int, resumed bool) {
	session := "new"
	if resumed {
		session = "resumed"
	}
	m.connects.WithLabelValues(strconv.Itoa(shard), session).Inc()
	m.up.WithLabelValues(strconv.Itoa(shard)).Set(1)
}

// Lost implements discord.Observer.
func (m *Monitor) Lost(shard int) { m.up.WithLabelValues(strconv.Itoa(shard)).Set(0) }

// known are the events that are counted by name; Discord has more every year.
var known = []string{"READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "GUILD_DELETE"}

// Heard implements discord.Observer.
func (m *Monitor) Heard(shard int, event string) {
	if !slices.Contains(known, event) {
		event = "other"
	}
	m.events.WithLabelValues(strconv.Itoa(shard), event).Inc()
}

// Answered implements bot.Observer.
func (m *Monitor) Answered(kind, outcome string, took time.Duration) {
	m.replies.WithLabelValues(kind, outcome).Inc()
	m.replyTook.Observe(took.Seconds())
}

// Undelivered implements bot.Observer.
func (m *Monitor) Undelivered(step string) { m.undelivered.WithLabelValues(step).Inc() }
