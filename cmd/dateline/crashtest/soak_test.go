package crashtest

import (
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dateline/bot/discordtest"
)

// sample is what the metrics say at one moment.
type sample struct{ goroutines, heap, resident, files, failed float64 }

// measure reads the metrics.
func (s *serving) measure() (sample, error) {
	address := monitorAddress.FindStringSubmatch(s.log.String())
	if address == nil {
		return sample{}, fmt.Errorf("the log does not say where the metrics are")
	}
	resp, err := http.Get("http://" + address[1] + "/metrics")
	if err != nil {
		return sample{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return sample{}, err
	}
	value := func(name string) float64 {
		m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` (\S+)$`).FindSubmatch(text)
		if m == nil {
			err = fmt.Errorf("the metrics lack %s", name)
			return 0
		}
		v, parseErr := strconv.ParseFloat(string(m[1]), 64)
		if parseErr != nil {
			err = parseErr
		}
		return v
	}
	out := sample{
		value("go_goroutines"), value("go_memstats_heap_alloc_bytes"), value("process_resident_memory_bytes"),
		value("process_open_fds"), value(`dateline_questions_total{outcome="failed"}`),
	}
	return out, err
}

// steady says what has grown from the first third of the samples, when all has
// been used once, to the last: least values are compared, as each moment's load
// is another. What fills meanwhile, up to a bound, is spared: of the heap, the
// 8,192 questions that the bot remembers, of some 2 KB each.
func steady(samples []sample) []string {
	third := len(samples) / 3
	least := func(part []sample, of func(sample) float64) float64 {
		return of(slices.MinFunc(part, func(a, b sample) int { return int(of(a) - of(b)) }))
	}
	var out []string
	for _, m := range []struct {
		name  string
		of    func(sample) float64
		spare float64
	}{
		{"goroutines", func(s sample) float64 { return s.goroutines }, 20},
		{"bytes of heap", func(s sample) float64 { return s.heap }, 24 << 20},
		{"bytes of resident memory", func(s sample) float64 { return s.resident }, 96 << 20},
		{"open files", func(s sample) float64 { return s.files }, 20},
	} {
		first, last := least(samples[third/2:third+1], m.of), least(samples[len(samples)-third:], m.of)
		if last > first*1.25+m.spare {
			out = append(out, fmt.Sprintf("from %.0f to %.0f %s", first, last, m.name))
		}
	}
	return out
}

// TestSoak serves for long: members ask, moderators add, the terminal loads and
// removes, while the connection is cut and Discord fails. It has to stay as it is
// in memory, goroutines and open files, to answer in the end as in the
// beginning, and to hold what it acknowledged.
func TestSoak(t *testing.T) {
	if *soaking == 0 {
		t.Skip("without -soak, nothing is served")
	}
	w := newWorld(t, *seed)
	w.load(100)
	s := startServing(w.p)
	defer s.witness.close()
	s.WaitReady()
	s.Use(discordtest.Command{Name: "settings limits", Options: map[string]any{"member": 0, "server": 0}}).Answer() // none
	l := &load{world: w, serving: s, over: make(chan struct{})}
	var busy sync.WaitGroup
	for i, work := range []func(*rand.Rand){l.ask, l.ask, l.trouble} {
		busy.Go(func() { l.keep(50*time.Millisecond, rand.New(rand.NewSource(*seed+int64(i))), work) })
	}
	busy.Go(l.change)
	stop := sync.OnceFunc(func() {
		close(l.over)
		busy.Wait()
	})
	defer stop() // where a sample fails, too
	var samples []sample
	for begin := time.Now(); time.Since(begin) < *soaking; time.Sleep(min(*soaking/60, 10*time.Second)) {
		now, err := s.measure()
		if err != nil {
			t.Fatalf("%v\n%s", err, s.log)
		}
		samples = append(samples, now)
	}
	stop()
	for _, grown := range steady(samples) {
		t.Errorf("it grew %s", grown)
	}
	s.WaitReady()
	text := s.Use(ask("Who counted letters?")).Answer().Text()
	if !strings.Contains(text, "letters") {
		t.Errorf("in the end a member is told %q", text)
	}
	last := samples[len(samples)-1]
	t.Logf("%s: %d questions (%d answered with quotations, %d without an answer in time), %d changes, %d disturbances; %d sessions begun, %d resumed; %d samples, first %+v, middle %+v, last %+v",
		*soaking, l.asked.Load(), l.quoted.Load(), l.unanswered.Load(), l.changes, l.disturbances, s.Identified(), s.Resumed(), len(samples), samples[0], samples[len(samples)/2], last)
	if last.failed > 0 || l.unanswered.Load() > l.asked.Load()/10 || l.quoted.Load() < l.asked.Load()/2 {
		t.Errorf("%.0f questions failed, %d of %d got no answer, %d a quotation", last.failed, l.unanswered.Load(), l.asked.Load(), l.quoted.Load())
	}
	if o := s.end(syscall.SIGTERM); o.status != 0 || strings.Contains(o.stderr, "level=ERROR") && !strings.Contains(o.stderr, "Discord") {
		t.Errorf("it does not end as it should: %s", o)
	}
	for _, complaint := range complaints(w.have, w.examine(), nil, nil, false) {
		t.Error(complaint)
	}
}

// load is what goes on while the program serves.
type load struct {
	*world
	*serving
	over                  chan struct{}
	asked, unanswered     atomic.Int64
	quoted                atomic.Int64
	changes, disturbances int
}

// keep does work again and again, with pauses, until it is over. What waits in
// vain for an answer is one piece of work.
func (l *load) keep(pause time.Duration, r *rand.Rand, work func(*rand.Rand)) {
	for {
		done := make(chan struct{})
		go func() {
			defer close(done)
			work(r)
		}()
		<-done
		select {
		case <-l.over:
			return
		case <-time.After(pause):
		}
	}
}

// ask asks one of many questions. It goes unanswered when the connection is cut
// just then.
func (l *load) ask(r *rand.Rand) {
	l.asked.Add(1)
	l.unanswered.Add(1)
	m := l.Use(ask(fmt.Sprintf("%s %s %s?", subjects[r.Intn(len(subjects))], deeds[r.Intn(len(deeds))], objects[r.Intn(len(objects))]))).Answer()
	l.unanswered.Add(-1)
	if m.Quotations() > 0 {
		l.quoted.Add(1)
	}
}

// trouble cuts the connection and lets Discord fail, each now and then.
func (l *load) trouble(r *rand.Rand) {
	time.Sleep(time.Duration(500+r.Intn(1500)) * time.Millisecond)
	l.disturbances++
	switch r.Intn(6) {
	case 0:
		l.Drop()
	case 1:
		l.CloseWith(4000)
	case 2:
		l.Send(7, nil) // reconnect
	case 3:
		l.Fault(discordtest.RouteRespond, discordtest.Fault{Status: http.StatusBadGateway, Times: 2})
	case 4:
		l.Fault(discordtest.RouteEdit, discordtest.Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "1"}, Body: `{"message": "slow down", "retry_after": 0.3, "global": false}`})
	case 5:
		l.Repeat()
	}
}

// change loads, edits and removes from the terminal, so that the library stays
// about as large as it is.
func (l *load) change() {
	for {
		select {
		case <-l.over:
			return
		case <-time.After(200 * time.Millisecond):
		}
		c := l.w.articles(l.have, 5, 2)
		l.program().must(c.lines(), in("load", "-")...)
		l.have = l.have.after(c)
		gone := change{}
		for _, id := range l.w.some(l.have, len(l.have)-100) {
			gone[id] = nil
		}
		if len(gone) > 0 {
			l.remove(gone.ids())
			l.have = l.have.after(gone)
		}
		l.changes += len(c) + len(gone)
	}
}

// remove removes articles. That members read the store all the while, so that
// the text stays in its log for now, the program tells.
func (l *load) remove(ids []string) {
	o := l.program().run("", in(append([]string{"articles", "remove"}, ids...)...)...)
	if o.status != 0 && !strings.Contains(o.stderr, "it is done, but the text may stay in the store's log") {
		l.world.t.Errorf("a command that should succeed: %s", o)
	}
}

func (l *load) program() program { return l.serving.program }
