package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Who the bot is, and where it is asked when a test does not say.
const (
	Token   = "MTIzNDU2.discordtest.a-token-to-look-for-in-logs"
	AppID   = "1100000000000000001"
	BotID   = "1100000000000000002"
	Guild   = "2200000000000000001"
	Channel = "3300000000000000001"
	User    = "4400000000000000001"
)

// patience is how long a test waits for the bot.
const patience = 20 * time.Second

// Options change how a Server behaves from the start.
type Options struct {
	// Path is where the API stands; "/api" when it is empty.
	Path string
	// Heartbeat is the interval that the gateway asks for; 41.25 s when 0.
	Heartbeat time.Duration
	// Latency is how long every REST call takes.
	Latency time.Duration
	// Shards is how many are recommended, and MaxConcurrency how many may
	// identify at once; 1 when 0.
	Shards, MaxConcurrency int
	// Permissions are the bot's in its server.
	Permissions int64
	// Denied are those that one of its channels takes from the bot.
	Denied int64
}

// Server is a Discord.
type Server struct {
	tb   testing.TB
	opts Options
	http *httptest.Server
	done chan struct{}

	mu           sync.Mutex
	changed      chan struct{} // closed and replaced when anything changes
	nextID       int64
	requests     []Request
	problems     []string
	faults       map[string][]*Fault
	commands     map[string]json.RawMessage
	interactions map[string]*Interaction
	messages     []Message
	threads      map[string]string // their channels
	channels     map[string]discordgo.ChannelType
	left         map[string]bool // who is not in the server any more
	silent       map[string]bool // who may write in no channel any more
	pingable     map[string]bool // roles and members that messages may ping
	files        map[string]File // by the path of their address
	together     map[string]int
	gateway      gateway
}

// Request is a REST call that the bot made.
type Request struct {
	Route  string // a method and a path of the OpenAPI description
	Path   string
	Header http.Header
	Body   json.RawMessage
}

// Start starts a Discord that stops at the test's end, and then fails the test
// for all that was wrong with the bot's requests.
func Start(tb testing.TB, opts Options) *Server {
	tb.Helper()
	if opts.Path == "" {
		opts.Path = "/api"
	}
	if opts.Heartbeat == 0 {
		opts.Heartbeat = 41250 * time.Millisecond
	}
	s := &Server{
		tb: tb, opts: opts,
		done:         make(chan struct{}),
		changed:      make(chan struct{}),
		nextID:       9_000_000_000_000_000_000,
		faults:       map[string][]*Fault{},
		commands:     map[string]json.RawMessage{},
		interactions: map[string]*Interaction{},
		threads:      map[string]string{},
		channels:     map[string]discordgo.ChannelType{},
		left:         map[string]bool{},
		silent:       map[string]bool{},
		pingable:     map[string]bool{},
		files:        map[string]File{},
		together:     map[string]int{},
		gateway:      gateway{sessions: map[string]*session{}, shards: map[int]*shard{}, acks: true},
	}
	// Started when it is in its place: a client that was left over may ask at once.
	s.http = httptest.NewUnstartedServer(s.routes())
	s.http.Start()
	tb.Cleanup(func() {
		close(s.done)
		s.http.CloseClientConnections()
		s.Drop()
		s.http.Close()
		for _, problem := range s.TakeProblems() {
			tb.Error("discordtest: " + problem)
		}
	})
	return s
}

// APIURL returns the base of the REST API, without a version.
func (s *Server) APIURL() string { return s.http.URL + s.opts.Path }

func (s *Server) gatewayURL() string {
	return "ws" + strings.TrimPrefix(s.http.URL, "http") + "/gateway/"
}

// Requests returns the REST calls that the bot made to a route, oldest first.
func (s *Server) Requests(route string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Request
	for _, r := range s.requests {
		if r.Route == route {
			out = append(out, r)
		}
	}
	return out
}

// Commands returns the commands that the bot has set, in a server or, when
// guild is empty, everywhere.
func (s *Server) Commands(guild string) []*discordgo.ApplicationCommand {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*discordgo.ApplicationCommand
	if raw := s.commands[guild]; raw != nil {
		if err := json.Unmarshal(raw, &out); err != nil {
			s.problem("commands: %v", err)
		}
	}
	return out
}

// TakeProblems returns what was wrong with the bot's requests so far; they do
// not fail the test any more.
func (s *Server) TakeProblems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.problems
	s.problems = nil
	return out
}

// problem notes what is wrong; s.mu is held.
func (s *Server) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// change tells those who wait; s.mu is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Wait waits until condition holds, which it looks at whenever something
// happens, and fails the test when it does not.
func (s *Server) Wait(what string, condition func() bool) {
	s.tb.Helper()
	timeout := time.After(patience)
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if condition() {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			s.tb.Fatalf("discordtest: waited in vain for %s; problems: %q", what, s.TakeProblems())
		}
	}
}

// id makes a snowflake; s.mu is held.
func (s *Server) id() string {
	s.nextID++
	return fmt.Sprint(s.nextID)
}

// routes serves the operations of the OpenAPI description and the gateway.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for _, path := range []string{"/gateway", "/gateway/"} { // to resume, it is named without the slash
		mux.HandleFunc(path, s.serveGateway)
	}
	mux.HandleFunc("GET "+filesPath, s.serveFile)
	for route, handle := range s.operations() {
		method, path, _ := strings.Cut(route, " ")
		mux.HandleFunc(method+" "+s.opts.Path+"/v9"+path, func(w http.ResponseWriter, r *http.Request) {
			s.serve(w, r, route, handle)
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.problem("%s %s: no such route", r.Method, r.URL.Path)
		s.mu.Unlock()
		write(w, refuse(http.StatusNotFound, 0, "404: Not Found"))
	})
	return mux
}

// serve takes a REST call through what all of them have in common.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, route string, handle operation) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the bot gave up
	}
	if !s.pause(r, s.opts.Latency) {
		return
	}
	s.mu.Lock()
	s.requests = append(s.requests, Request{Route: route, Path: r.URL.Path, Header: r.Header.Clone(), Body: body})
	fault := s.takeFault(route)
	s.change()
	s.mu.Unlock()
	if !s.meet(r, route) {
		return
	}
	if fault != nil && !fault.TakesEffect {
		s.fail(w, r, fault)
		return
	}
	reply := s.perform(r, route, body, handle)
	if fault != nil {
		s.fail(w, r, fault)
		return
	}
	write(w, reply)
}

func (s *Server) perform(r *http.Request, route string, body []byte, handle operation) response {
	err := validate(route, r, body) // takes long, so that nobody is kept waiting
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	if r.Header.Get("Authorization") != "Bot "+Token {
		return refuse(http.StatusUnauthorized, 0, "401: Unauthorized")
	}
	if err != nil {
		s.problem("%s: %v\n%s", route, err, body)
		return refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	return handle(r, body)
}

// Together has the calls to a route wait for each other until so many of them
// are under way: a bot that makes one after the other never gets an answer.
func (s *Server) Together(route string, calls int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.together[route] = calls
}

// meet waits until enough calls to a route have come, and reports whether the bot
// and the test are still there.
func (s *Server) meet(r *http.Request, route string) bool {
	for {
		s.mu.Lock()
		come := 0
		for _, call := range s.requests {
			if call.Route == route {
				come++
			}
		}
		wanted, changed := s.together[route], s.changed
		s.mu.Unlock()
		if come >= wanted {
			return true
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return false
		case <-s.done:
			return false
		}
	}
}

// pause waits, and reports whether the bot and the test are still there.
func (s *Server) pause(r *http.Request, d time.Duration) bool {
	if d == 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.done:
	}
	return false
}

// Messages returns what stands in a channel, oldest first: replies to messages
// and public answers to interactions.
func (s *Server) Messages(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.messages), func(m Message) bool { return m.Channel != channel })
}
