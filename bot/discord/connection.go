package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// connection is one connection to the gateway, from hello to its end.
type connection struct {
	ws    *websocket.Conn
	shard *shard

	write sync.Mutex
	seq   atomic.Int64
	acked atomic.Bool
	ready bool
	// settled ends the wait for the gateway to be ready.
	settled func()
}

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// packet is what goes over the gateway, in both directions.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

var (
	errSilent    = errors.New("the gateway took too long to let the bot in")
	errZombie    = errors.New("the gateway does not acknowledge heartbeats")
	errReconnect = errors.New("the gateway asked to reconnect")
	errSharding  = errors.New("the gateway does not take the bot's shards: see how many its gateway recommends")
)

// closeKept closes a connection whose session is to be resumed: Discord forgets
// a session that is closed as usual.
const closeKept = 4000

// writeWithin bounds a write to a peer that may be gone.
const writeWithin = 10 * time.Second

// serve speaks with the gateway until the connection ends. It reports whether the
// gateway was ready before that.
func (c *connection) serve(ctx context.Context) (ready bool, err error) {
	alive, end := context.WithCancelCause(ctx)
	wait := time.AfterFunc(c.shard.timing.LetIn, func() { end(errSilent) })
	c.settled = func() { wait.Stop() }
	// A read is ended by its deadline alone, and nothing else sets one.
	unblock := context.AfterFunc(alive, func() { _ = c.ws.SetReadDeadline(time.Unix(1, 0)) })
	var beats sync.WaitGroup
	defer func() {
		if c.shard.up.Swap(false) {
			c.shard.client.Observer.Lost(c.shard.number[0])
		}
		wait.Stop()
		end(nil)
		unblock()
		c.close(ctx)
		beats.Wait()
	}()

	every, err := c.hello()
	if err == nil {
		beats.Go(func() { c.beat(alive, every, end) })
		err = c.introduce()
	}
	for err == nil {
		err = c.next()
	}
	if cause := context.Cause(alive); cause != nil {
		err = cause
	}
	return c.ready, c.judge(err)
}

func (c *connection) close(ctx context.Context) {
	code := closeKept
	if ctx.Err() != nil {
		code = websocket.CloseNormalClosure
	}
	// The peer may be gone; there is nobody to tell that the goodbye failed.
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

// hello reads the first packet: how often the gateway wants a heartbeat.
func (c *connection) hello() (every time.Duration, err error) {
	p, err := c.read()
	if err != nil {
		return 0, err
	}
	var hello struct {
		Interval int64 `json:"heartbeat_interval"`
	}
	if p.Op == opReconnect {
		return 0, errReconnect
	}
	if err := json.Unmarshal(p.Data, &hello); p.Op != opHello || err != nil || hello.Interval <= 0 {
		return 0, fmt.Errorf("the gateway began with operation %d in place of a hello", p.Op)
	}
	return time.Duration(hello.Interval) * time.Millisecond, nil
}

// introduce resumes the session, or begins one.
func (c *connection) introduce() error {
	s := c.shard.session
	c.seq.Store(s.seq)
	if s.id != "" {
		return c.send(opResume, map[string]any{"token": c.shard.client.token, "session_id": s.id, "seq": s.seq})
	}
	return c.send(opIdentify, map[string]any{
		"token":      c.shard.client.token,
		"intents":    intents,
		"shard":      c.shard.number,
		"properties": map[string]string{"os": runtime.GOOS, "browser": "dateline", "device": "dateline"},
	})
}

// next reads a packet and does what it asks for.
func (c *connection) next() error {
	p, err := c.read()
	if err != nil {
		return err
	}
	switch p.Op {
	case opDispatch:
		return c.dispatch(p)
	case opHeartbeat:
		return c.heartbeat()
	case opHeartbeatAck:
		c.acked.Store(true)
		return nil
	case opReconnect:
		return errReconnect
	case opInvalidSession:
		return c.invalid(p)
	default:
		c.shard.log.Debug("unknown gateway operation", "op", p.Op)
		return nil
	}
}

func (c *connection) dispatch(p packet) error {
	if p.Seq != nil {
		c.seq.Store(*p.Seq)
		c.shard.session.seq = *p.Seq
	}
	c.shard.client.Observer.Heard(c.shard.number[0], p.Type)
	switch p.Type {
	case "READY":
		if err := c.shard.begin(p.Data); err != nil {
			return err
		}
		c.settle("connected to Discord", false)
	case "RESUMED":
		c.settle("connected to Discord again", true)
	}
	c.shard.handle(Event{Name: p.Type, Data: p.Data, Received: time.Now()})
	return nil
}

func (c *connection) settle(news string, resumed bool) {
	c.settled()
	c.ready = true
	c.shard.up.Store(true)
	c.shard.client.Observer.Connected(c.shard.number[0], resumed)
	c.shard.log.Info(news)
}

// invalid answers that the gateway does not accept the session.
func (c *connection) invalid(p packet) error {
	if string(p.Data) != "true" {
		c.shard.forget()
	}
	wait := c.shard.timing.Invalid
	return &waitError{reason: "the gateway does not know the session", wait: wait + rand.N(4*wait)}
}

// beat sends heartbeats until ctx ends, and ends the connection when one was not
// acknowledged before the next is due. The first comes after a random part of
// the interval, as Discord asks.
func (c *connection) beat(ctx context.Context, every time.Duration, end context.CancelCauseFunc) {
	every = min(every, c.shard.timing.Beat)
	timer := time.NewTimer(rand.N(every))
	defer timer.Stop()
	c.acked.Store(true)
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			timer.Reset(every)
		}
		if !c.acked.Swap(false) {
			end(errZombie)
			return
		}
		if err := c.heartbeat(); err != nil {
			end(err)
			return
		}
	}
}

func (c *connection) heartbeat() error {
	if seq := c.seq.Load(); seq > 0 {
		return c.send(opHeartbeat, seq)
	}
	return c.send(opHeartbeat, nil)
}

func (c *connection) send(op int, data any) error {
	payload, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("send operation %d: %w", op, err)
	}
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(writeWithin))
	if err := c.ws.WriteJSON(packet{Op: op, Data: payload}); err != nil {
		return fmt.Errorf("send operation %d: %w", op, err)
	}
	return nil
}

func (c *connection) read() (packet, error) {
	var p packet
	_, message, err := c.ws.ReadMessage()
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(message, &p); err != nil {
		// Resuming would only bring the same packet again.
		c.shard.forget()
		return p, fmt.Errorf("read from the gateway: %w", err)
	}
	return p, nil
}

// judge says what the end of a connection means for the next one.
func (c *connection) judge(err error) error {
	closed := (*websocket.CloseError)(nil)
	if !errors.As(err, &closed) {
		return err
	}
	switch closed.Code {
	case 4004:
		return ErrToken
	case 4010, 4011:
		return fmt.Errorf("%w (close code %d, %d of them)", errSharding, closed.Code, c.shard.number[1])
	case 4012, 4013, 4014:
		return &finalError{fmt.Sprintf("Discord does not take version %s of its gateway or the intents %d (close code %d): a newer Dateline may help",
			discordgo.APIVersion, intents, closed.Code)}
	case 4003, 4007, 4009:
		// The session is gone: not authenticated, out of sequence, timed out.
		c.shard.forget()
	}
	return fmt.Errorf("the gateway closed the connection: %w", err)
}
