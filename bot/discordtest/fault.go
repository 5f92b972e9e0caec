package discordtest

import (
	"net/http"
	"time"
)

// Fault is what goes wrong with REST calls. Without a status it is a connection
// that is cut.
type Fault struct {
	// Times is how many calls it befalls; 0 means one.
	Times int
	// TakesEffect has the call do what it should before it goes wrong.
	TakesEffect bool
	// Delay is how long it takes to go wrong; Hang lasts forever.
	Delay time.Duration
	Hang  bool
	// Status, Header and Body are the response.
	Status int
	Header map[string]string
	Body   string
}

// Fault lets the next calls to a route go wrong.
func (s *Server) Fault(route string, f Fault) {
	f.Times = max(f.Times, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[route] = append(s.faults[route], &f)
}

// takeFault returns what the next call to route meets; s.mu is held.
func (s *Server) takeFault(route string) *Fault {
	waiting := s.faults[route]
	if len(waiting) == 0 {
		return nil
	}
	f := waiting[0]
	if f.Times--; f.Times == 0 {
		s.faults[route] = waiting[1:]
	}
	return f
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, f *Fault) {
	if f.Hang {
		f.Delay = time.Hour
	}
	if !s.pause(r, f.Delay) || f.Status == 0 {
		panic(http.ErrAbortHandler) // cuts the connection
	}
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body))
}
