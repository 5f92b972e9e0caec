package discordtest

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// gateway is what the server knows of its gateway; the server's lock guards it.
type gateway struct {
	sessions   map[string]*session
	shards     map[int]*shard
	intents    discordgo.Intent
	identified int
	resumed    int
	acks       bool
	greetings  []Greeting
	closes     []int
}

// shard is one of a bot's connections: the session that it has, and the link
// while there is one.
type shard struct {
	current *session
	link    *link
}

// session is what a bot can resume.
type session struct {
	id     string
	shard  int
	events []packet
}

// link is one connection of a bot.
type link struct {
	write sync.Mutex
	ws    *websocket.Conn
}

type packet struct {
	Op   int    `json:"op"`
	Data any    `json:"d"`
	Seq  int64  `json:"s,omitempty"`
	Type string `json:"t,omitempty"`
}

// Greeting is what the gateway does in place of letting a bot in.
type Greeting struct {
	// Hello has it stand in place of the hello, not of READY or RESUMED.
	Hello bool
	// Silent does nothing at all. Else Close is the code to close with, or, when
	// 0, Op and Data are sent.
	Silent bool
	Close  int
	Op     int
	Data   any
}

// Greet sets what the next connections meet, one each.
func (s *Server) Greet(greetings ...Greeting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.greetings = append(s.gateway.greetings, greetings...)
}

// WaitReady waits until a bot is connected.
func (s *Server) WaitReady() {
	s.tb.Helper()
	s.Wait("a connection to the gateway", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		for i := range max(s.opts.Shards, 1) {
			if at := s.gateway.shards[i]; at == nil || at.link == nil {
				return false
			}
		}
		return true
	})
}

// Identified and Resumed count the sessions that were begun and resumed.
func (s *Server) Identified() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.identified
}

// Resumed counts the sessions that were resumed.
func (s *Server) Resumed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.resumed
}

// Closes returns the codes that bots closed their connections with.
func (s *Server) Closes() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]int(nil), s.gateway.closes...)
}

// Drop cuts the connection, without a word.
func (s *Server) Drop() { s.disconnect(func(l *link) { _ = l.ws.Close() }) }

// CloseWith closes the connection with a code. The bot ends it then: were it
// ended here, what the bot has just sent could cost it the code.
func (s *Server) CloseWith(code int) { s.disconnect(func(l *link) { l.close(code) }) }

func (s *Server) disconnect(goodbye func(*link)) {
	var links []*link
	s.mu.Lock()
	for _, at := range s.gateway.shards {
		if at.link != nil {
			links = append(links, at.link)
		}
		at.link = nil
	}
	s.mu.Unlock()
	for _, l := range links {
		goodbye(l)
	}
}

// Acknowledge turns the answers to heartbeats on and off.
func (s *Server) Acknowledge(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.acks = on
}

// Send sends an operation that is no event, such as 7 or 9.
func (s *Server) Send(op int, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range s.gateway.shards {
		if at.link != nil {
			at.link.send(packet{Op: op, Data: data})
		}
	}
}

// Repeat sends the last event once more.
func (s *Server) Repeat() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range s.gateway.shards {
		if at.link != nil {
			at.link.send(at.current.events[len(at.current.events)-1])
		}
	}
}

// Emit sends an event of any kind.
func (s *Server) Emit(name string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emit(name, data)
}

// emit sends an event to the shard of its server, or keeps it for when the bot
// resumes; s.mu is held.
func (s *Server) emit(name string, data any) { s.emitTo(s.shardOf(data), name, data) }

// shardOf returns the shard of the server that an event tells of; direct
// messages belong to the first.
func (s *Server) shardOf(data any) int {
	fields, _ := data.(map[string]any)
	guild, _ := fields["guild_id"].(string)
	id, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return 0
	}
	return int(id>>22) % max(s.opts.Shards, 1)
}

func (s *Server) emitTo(i int, name string, data any) {
	at := s.gateway.shards[i]
	if at == nil {
		s.problem("event %s: no bot has connected", name)
		return
	}
	p := packet{Op: 0, Data: data, Seq: int64(len(at.current.events) + 1), Type: name}
	at.current.events = append(at.current.events, p)
	if at.link != nil {
		at.link.send(p)
	}
}

func (l *link) send(p packet) {
	l.write.Lock()
	defer l.write.Unlock()
	_ = l.ws.WriteJSON(p) // a bot that is gone comes back
}

func (l *link) close(code int) {
	_ = l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, "discordtest"), time.Now().Add(time.Second))
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = ws.Close() }()
	l := &link{ws: ws}
	s.mu.Lock()
	if q := r.URL.Query(); q.Get("v") != "9" || q.Get("encoding") != "json" {
		s.problem("the gateway was reached with %q", r.URL.RawQuery)
	}
	greeting := s.takeGreeting(true)
	s.mu.Unlock()
	if greeting != nil {
		l.greet(*greeting)
	} else {
		l.send(packet{Op: 10, Data: map[string]any{"heartbeat_interval": s.opts.Heartbeat.Milliseconds()}})
	}
	for {
		var p struct {
			Op   int             `json:"op"`
			Data json.RawMessage `json:"d"`
		}
		if err := ws.ReadJSON(&p); err != nil {
			s.gone(l, err)
			return
		}
		s.take(l, p.Op, p.Data)
	}
}

func (s *Server) gone(l *link, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range s.gateway.shards {
		if at.link == l {
			at.link = nil
		}
	}
	if closed := (*websocket.CloseError)(nil); errors.As(err, &closed) {
		s.gateway.closes = append(s.gateway.closes, closed.Code)
	}
	s.change()
}

// takeGreeting returns what stands in place of a hello, or of a welcome; s.mu is
// held.
func (s *Server) takeGreeting(hello bool) *Greeting {
	waiting := s.gateway.greetings
	if len(waiting) == 0 || waiting[0].Hello != hello {
		return nil
	}
	s.gateway.greetings = waiting[1:]
	return &waiting[0]
}

func (l *link) greet(g Greeting) {
	switch {
	case g.Silent:
	case g.Close != 0:
		l.close(g.Close)
	default:
		l.send(packet{Op: g.Op, Data: g.Data})
	}
}

// take answers what a bot sent.
func (s *Server) take(l *link, op int, data json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.change()
	switch op {
	case 1:
		if s.gateway.acks {
			l.send(packet{Op: 11})
		}
	case 2:
		s.identify(l, data)
	case 6:
		s.resume(l, data)
	default:
		s.problem("the bot sent operation %d", op)
		l.close(4001)
	}
}

func (s *Server) identify(l *link, data json.RawMessage) {
	var given struct {
		Token      string            `json:"token"`
		Intents    *discordgo.Intent `json:"intents"`
		Properties map[string]string `json:"properties"`
		Shard      [2]int            `json:"shard"`
	}
	const privileged = discordgo.IntentsGuildMembers | discordgo.IntentsGuildPresences | discordgo.IntentMessageContent
	switch err := json.Unmarshal(data, &given); {
	case err != nil, given.Intents == nil, given.Properties["os"] == "":
		s.problem("the bot identified itself with %s", data)
		l.close(4002)
		return
	case given.Token != Token && given.Token != "Bot "+Token:
		l.close(4004)
		return
	case *given.Intents&privileged != 0:
		s.problem("the bot asked for the privileged intents %d", *given.Intents&privileged)
		l.close(4014)
		return
	}
	if n := max(s.opts.Shards, 1); given.Shard[0] >= max(given.Shard[1], 1) || max(given.Shard[1], 1) != n {
		l.close(4010)
		return
	}
	s.gateway.identified++
	if g := s.takeGreeting(false); g != nil {
		l.greet(*g)
		return
	}
	s.gateway.intents = *given.Intents
	s.begin(l, given.Shard)
}

// begin begins a session of a shard.
func (s *Server) begin(l *link, of [2]int) {
	current := &session{id: "session" + s.id(), shard: of[0]}
	s.gateway.sessions[current.id] = current
	s.gateway.shards[current.shard] = &shard{current, l}
	guilds := []map[string]any{}
	if s.shardOf(map[string]any{"guild_id": Guild}) == current.shard {
		guilds = append(guilds, map[string]any{"id": Guild, "unavailable": true})
	}
	s.emitTo(current.shard, "READY", map[string]any{
		"v":                  9,
		"session_id":         current.id,
		"resume_gateway_url": strings.TrimSuffix(s.gatewayURL(), "/"),
		"user":               map[string]any{"id": BotID, "username": "Dateline", "discriminator": "0", "bot": true},
		"application":        map[string]any{"id": AppID, "flags": 0},
		"guilds":             guilds,
		"shard":              of,
	})
}

func (s *Server) resume(l *link, data json.RawMessage) {
	var given struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		s.problem("the bot resumed with %s", data)
		l.close(4002)
		return
	}
	if given.Token != Token && given.Token != "Bot "+Token {
		l.close(4004)
		return
	}
	if g := s.takeGreeting(false); g != nil {
		l.greet(*g)
		return
	}
	known := s.gateway.sessions[given.SessionID]
	if known == nil || given.Seq > len(known.events) {
		l.send(packet{Op: 9, Data: false})
		return
	}
	s.gateway.resumed++
	s.gateway.shards[known.shard] = &shard{known, l}
	for _, p := range known.events[given.Seq:] {
		l.send(p)
	}
	s.emitTo(known.shard, "RESUMED", map[string]any{})
}
