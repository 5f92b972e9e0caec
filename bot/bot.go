package bot

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dateline/bot/discord"
	"dateline/bot/memory"
	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval/text"
)

// Config says which Discord to connect to and whom to serve.
type Config struct {
	// Token is the bot's token, without the word "Bot" before it.
	Token string
	// APIURL is the base of Discord's REST API, without a version, such as
	// https://discord.com/api; the gateway's address is asked for there.
	APIURL string
	// Guilds are the ids of the servers to serve; empty serves all.
	Guilds []string
	// SharedLibrary names the library of all servers and of direct messages.
	// When it is empty a server's library is named by the server's id, and
	// direct messages are declined.
	SharedLibrary string
	// DeferAfter is how long an answer may take before the member is told that
	// it is being worked on; 0 tells them always. At most MaxDeferAfter.
	DeferAfter time.Duration
	// Excerpts, Threshold and Starter are what servers have whose admins have
	// set nothing else: how many excerpts an answer has, the confidence under
	// which there is none, and whether the starter articles are in the library.
	Excerpts  int
	Threshold float64
	Starter   bool
	// Observer counts what the bot does; nil counts nothing.
	Observer Observer
}

// MaxDeferAfter leaves room for the response itself within the three seconds
// that Discord allows.
const MaxDeferAfter = 2 * time.Second

// Bot is Dateline on Discord.
type Bot struct {
	log       *slog.Logger
	cfg       Config
	libraries Libraries
	records   *record.Store
	journal   *record.Journal
	turns     *record.Turns
	rest      *discord.Client
	gateway   *discord.Gateway
	intake    Intake
	queue     *queue
	loads     *queue
	recent    *memory.Recent
	shared    *memory.Recent // the answers that members have shared
	memory    *memory.Memory
	settings  *settings
	rates     *rates
	watching  *posts.Rests[int64] // the standing questions, by their numbers
	adding    sync.Mutex          // held from looking how many there are of what is kept to adding one
	posts     *posts.Poster
	headlines *headlines
	voices    show.Voices
	analyzer  *text.Analyzer
	timing    timing
	self      atomic.Pointer[identity]
	tasks     sync.WaitGroup
}

// identity is who the bot is to Discord, known once it is connected.
type identity struct {
	userID string
	appID  string
	name   string
}

// names returns what members call the bot besides Dateline, as far as it is
// known.
func (b *Bot) names() []string {
	if self := b.self.Load(); self != nil && self.name != "" {
		return []string{self.name}
	}
	return nil
}

// New returns a bot that is not connected yet. It returns an error that says what
// to mend when cfg cannot work.
func New(log *slog.Logger, libraries Libraries, records *record.Store, intake Intake, cfg Config) (*Bot, error) {
	rest, err := discord.NewClient(cfg.Token, cfg.APIURL)
	if err != nil {
		return nil, err
	}
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	if cfg.Observer == nil {
		cfg.Observer = nobody{}
	}
	rest.Observer = cfg.Observer
	vs, err := show.LoadVoices()
	if err != nil {
		return nil, err
	}
	b := &Bot{
		log:       log,
		cfg:       cfg,
		libraries: libraries,
		records:   records,
		journal:   record.NewJournal(log, records),
		turns:     record.NewTurns(),
		rest:      rest,
		gateway:   discord.NewGateway(log, rest),
		intake:    intake,
		queue:     newQueue(),
		loads:     newQueueOf(maxWaitingLoads, loadsAtOnce),
		recent:    memory.NewRecent(),
		shared:    memory.NewRecent(),
		memory:    memory.New(),
		settings:  newSettings(records),
		rates:     newRates(),
		watching:  posts.NewRests[int64](),
		headlines: newHeadlines(),
		voices:    vs,
		analyzer:  text.NewAnalyzer(),
		timing:    defaultTiming(),
	}
	b.posts = posts.New(log, host{b}, records, rest)
	return b, nil
}

func (c Config) validate() error {
	if c.DeferAfter < 0 || c.DeferAfter > MaxDeferAfter {
		return fmt.Errorf("discord.defer_after: %s is not between 0s and %s", c.DeferAfter, MaxDeferAfter)
	}
	for _, id := range c.Guilds {
		if id == "" || strings.Trim(id, "0123456789") != "" {
			return fmt.Errorf("discord.guilds: %.40q is not a server's id, which is a number", id)
		}
	}
	return nil
}

// stopGiveUp is how long a stop waits for answers that were told to give up.
const stopGiveUp = 2 * time.Second

// Connected reports whether the bot hears its members now.
func (b *Bot) Connected() bool { return b.gateway.Connected() }

// Run connects and serves until ctx ends, which is no error, or until Discord
// refuses the bot for good, such as for its token. It may be called once.
func (b *Bot) Run(ctx context.Context) error {
	// Answers under way may be finished when a stop is asked for.
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	keep, done := context.WithCancel(ctx)
	b.spawn("delete what is kept no longer", func() { b.housekeeping(keep) })
	// What comes is kept until the last answer is there, which waits for none of it.
	keeping, enough := context.WithCancel(context.WithoutCancel(ctx))
	defer enough()
	go b.guard("keep what comes", func() { b.journal.Run(keeping) })
	b.spawn("ask standing questions", func() { b.watch(keep, work) })
	b.spawn("post what is due", func() { b.postDue(keep, work) })
	err := b.gateway.Run(ctx, func(e discord.Event) { b.dispatch(ctx, work, e) })
	done()
	b.drain(abandon)
	enough()
	last, end := context.WithTimeout(context.WithoutCancel(ctx), stopGiveUp)
	defer end()
	if err := b.journal.Flush(last); err != nil {
		b.log.Error("stopped before all was kept", "error", err)
	}
	b.rest.Close()
	return err
}

// drain waits for what is under way, first kindly.
func (b *Bot) drain(abandon context.CancelFunc) {
	done := make(chan struct{})
	go func() {
		b.tasks.Wait()
		close(done)
	}()
	select {
	case <-done:
		return
	case <-time.After(b.timing.stop):
		abandon()
	}
	select {
	case <-done:
	case <-time.After(stopGiveUp):
		b.log.Error("stopped with answers still under way")
	}
}

// dispatch takes an event from the gateway, and must not keep it waiting.
// Registration ends with run, answers with work.
func (b *Bot) dispatch(run, work context.Context, e discord.Event) {
	switch e.Name {
	case "READY":
		if b.ready(e) {
			b.log.Info("to add the bot to a server, open the link", "link", InviteLink(b.self.Load().appID))
			// What does not work is in the log, and nobody waits for it.
			b.spawn("register commands", func() { _ = b.register(run) })
		}
	case "INTERACTION_CREATE":
		b.spawn("answer an interaction", func() { b.onInteraction(work, e) })
	case "MESSAGE_CREATE":
		b.spawn("answer a message", func() { b.onMessage(work, e) })
	case "GUILD_CREATE":
		b.guard("note a server", func() { b.onGuild(e) })
	case "GUILD_DELETE":
		b.guard("note a server", func() { b.onGuildGone(e) })
	}
}

// spawn runs a task that must not take the program with it.
func (b *Bot) spawn(name string, task func()) {
	b.tasks.Go(func() { b.guard(name, task) })
}

// guard carries a task out, and goes on though it panics.
func (b *Bot) guard(name string, task func()) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("panic", "task", name, "error", b.scrub(fmt.Sprint(p)), "stack", string(debug.Stack()))
		}
	}()
	task()
}

// scrub takes the token, and any other secret that is given, out of a text that
// came from elsewhere.
func (b *Bot) scrub(text string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "[secret]")
		}
	}
	return b.rest.Scrub(text)
}

// serves reports whether the bot answers in that server.
func (b *Bot) serves(guildID string) bool {
	return len(b.cfg.Guilds) == 0 || slices.Contains(b.cfg.Guilds, guildID)
}

// library names the library that is asked from a server, or from a direct
// message when guildID is empty. It returns a refusal where none is.
func (b *Bot) library(guildID string) (string, error) {
	switch {
	case guildID != "" && !b.serves(guildID):
		return "", refuse("not_served")
	case b.cfg.SharedLibrary != "":
		return b.cfg.SharedLibrary, nil
	case guildID == "":
		return "", refuse("no_direct")
	default:
		return guildID, nil
	}
}
