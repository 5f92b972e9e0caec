package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
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
}

// MaxDeferAfter leaves room for the response itself within the three seconds
// that Discord allows.
const MaxDeferAfter = 2 * time.Second

// Library is what a server's members can ask of its articles. Its methods are
// called from several goroutines at once.
type Library interface {
	// Ask answers a question, or abstains, which is no error.
	Ask(ctx context.Context, q answers.Question) (answers.Answer, error)
	// Quote says whether the library holds the words of text. It gives an error
	// that wraps retrieval.ErrInvalid when text has no words.
	Quote(ctx context.Context, id, text string, claim answers.Claim) (answers.Check, error)
	// Recheck compares what was cited with the library of today.
	Recheck(ctx context.Context, cited []answers.Cited) ([]answers.Rechecked, error)
	// NewEvidence asks a standing question of what came after a change of the
	// library, and gives what is new and no copy, and the last change.
	NewEvidence(ctx context.Context, q answers.Question, after int64) ([]answers.Excerpt, int64, error)
	// Summarize gives at most n sentences of an article, in its order, or
	// retrieval.ErrNoArticle.
	Summarize(ctx context.Context, articleID string, n int) (answers.Summary, error)
	// Digest gives the main points of the articles on a topic, or of the newest
	// within its filter; Compare what outlets say about it, and Timeline what is
	// told of it by day.
	Digest(ctx context.Context, t answers.Topic) (answers.Summary, error)
	Compare(ctx context.Context, t answers.Topic) (answers.Comparison, error)
	Timeline(ctx context.Context, t answers.Topic) (answers.Timeline, error)
	// List gives the articles that pass the filter, newest first.
	List(ctx context.Context, f retrieval.Filter) ([]retrieval.Meta, error)
	// Search finds the passages that bear on a query, best first.
	Search(ctx context.Context, q retrieval.Query) (retrieval.Result, error)
	// Article gives an article in a revision, 0 for the newest, or
	// retrieval.ErrNoArticle.
	Article(ctx context.Context, id string, revision int) (retrieval.Article, error)
	// SetStarters adds the starter articles, or removes them.
	SetStarters(ctx context.Context, by retrieval.Actor, on bool) error
	// Preview says what AddWithin would make of articles, and stores nothing.
	Preview(ctx context.Context, articles ...retrieval.Article) ([]retrieval.Outcome, error)
	// AddWithin stores articles, with an outcome for each; quota is how many the
	// library may hold, 0 any number. New ones beyond it have retrieval.ErrFull.
	AddWithin(ctx context.Context, quota int, of retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error)
	// Edit mends an article's metadata. It gives retrieval.ErrNoArticle,
	// retrieval.ErrTaken, or an error that wraps retrieval.ErrInvalid.
	Edit(ctx context.Context, by retrieval.Actor, id string, edit retrieval.Edit) (retrieval.Edited, error)
	// Log gives what was done to the library, newest first, and Act one of that,
	// or retrieval.ErrNoAct.
	Log(ctx context.Context, q retrieval.LogQuery) ([]retrieval.Act, error)
	Act(ctx context.Context, id string) (retrieval.Act, error)
	// History tells how an article came to be as it is, the newest change first,
	// or gives retrieval.ErrNoArticle.
	History(ctx context.Context, id string, q retrieval.LogQuery) ([]retrieval.Step, error)
	// CheckOutlets gives an error that wraps retrieval.ErrNoOutlet when it has no
	// article of one of the filter's outlets.
	CheckOutlets(ctx context.Context, f retrieval.Filter) error
	// Outlets gives the outlets of its articles, those with the most first.
	Outlets(ctx context.Context) ([]retrieval.Outlet, error)
	// SetAlias makes a name another name of an outlet, or gives
	// retrieval.ErrNoOutlet or an error that wraps retrieval.ErrInvalid; DropAlias
	// ends that, or gives retrieval.ErrNoAlias.
	SetAlias(ctx context.Context, by retrieval.Actor, alias, outlet string) (retrieval.Alias, error)
	DropAlias(ctx context.Context, by retrieval.Actor, alias string) (retrieval.Alias, error)
	// Lineage says which articles share text with one, or gives
	// retrieval.ErrNoArticle.
	Lineage(ctx context.Context, id string) (retrieval.Lineage, error)
	// Undo takes a load or an edit back, with what became of each article. It
	// gives retrieval.ErrNoAct or retrieval.ErrNotUndone.
	Undo(ctx context.Context, by retrieval.Actor, act string) ([]retrieval.Undone, error)
	// Remove forgets an article in all its revisions, or gives
	// retrieval.ErrNoArticle.
	Remove(ctx context.Context, by retrieval.Actor, id string) error
}

// Libraries are those of all servers. Its methods are called from several
// goroutines at once.
type Libraries interface {
	// Open gives the library of that name, a server's id or the shared name,
	// and makes it when there is none. It is called for every question.
	Open(ctx context.Context, name string, t Tuning) (Library, error)
	// Delete deletes the library of that name with all that is in it; one that
	// is not there is no error.
	Delete(ctx context.Context, name string) error
}

// Tuning is how a server's admins want its library to answer; nil leaves a value
// to the operator's settings.
type Tuning struct{ Threshold *float64 }

// Records is what the bot keeps. Its methods are called from several goroutines
// at once, and what they acknowledge is kept.
type Records interface {
	// Settings gives what a server's admins have set, the zero Settings when
	// they have set nothing.
	Settings(ctx context.Context, guild string) (record.Settings, error)
	// ChangeSettings changes them, one change at a time, and gives what they
	// are then; an error of change is given back, and changes nothing.
	ChangeSettings(ctx context.Context, guild string, change func(*record.Settings) error) (record.Settings, error)
	// Arrive and Depart note that the bot came into a server, or left it.
	Arrive(ctx context.Context, guild string) error
	Depart(ctx context.Context, guild string, at time.Time) error
	// Guilds are the servers that it is in, Departed those that it left before
	// a moment, AskedIn those with questions; direct messages count as "".
	Guilds(ctx context.Context) ([]string, error)
	Departed(ctx context.Context, before time.Time) ([]string, error)
	AskedIn(ctx context.Context) ([]string, error)
	// ForgetGuild deletes a server's settings and questions.
	ForgetGuild(ctx context.Context, guild string) error
	// AddQuestion keeps a question; one that is kept already stays as it is.
	AddQuestion(ctx context.Context, q record.Question) error
	// Question gives one, or record.ErrNone.
	Question(ctx context.Context, id string) (record.Question, error)
	// Rate keeps what a member says of an answer, or gives record.ErrNone.
	Rate(ctx context.Context, question, user string, helpful bool) error
	// Gaps are the questions of a server without an answer, and those whose
	// answer was found not helpful, newest first.
	Gaps(ctx context.Context, guild string, limit int) ([]record.Gap, error)
	// Kept is all that is kept about a member, the oldest first; ForgetUser
	// deletes it, but for the id at what they did to libraries, and says how many
	// questions that were.
	Kept(ctx context.Context, user string) (record.Kept, error)
	ForgetUser(ctx context.Context, user string) (int, error)
	// AddWatch keeps a standing question and gives it with its number, and
	// RemoveWatch ends one, or gives record.ErrNone. Watches lists those of a
	// server, DueWatches all those whose library has changed since they were
	// asked, and Watched notes after which change one was.
	AddWatch(ctx context.Context, w record.Watch) (record.Watch, error)
	RemoveWatch(ctx context.Context, library, guild string, num int64) error
	Watches(ctx context.Context, library, guild string) ([]record.Watch, error)
	DueWatches(ctx context.Context) ([]record.Watch, error)
	Watched(ctx context.Context, num, seq int64) error
	// Purge deletes the questions of a server from before a moment, and says
	// how many.
	Purge(ctx context.Context, guild string, before time.Time) (int, error)
}

// Bot is Dateline on Discord.
type Bot struct {
	log       *slog.Logger
	cfg       Config
	libraries Libraries
	records   Records
	rest      *rest
	intake    Intake
	queue     *queue
	loads     *queue
	recent    *recent
	memory    *memory
	settings  *settings
	rates     *rates
	watching  *watching
	headlines *headlines
	voices    voices
	analyzer  *retrieval.Analyzer
	timing    timing
	self      atomic.Pointer[identity]
	tasks     sync.WaitGroup
	// shards are there once the bot connects.
	shards atomic.Pointer[[]*gateway]
}

// identity is who the bot is to Discord, known once it is connected.
type identity struct {
	userID string
	appID  string
}

// New gives a bot that is not connected yet. It returns an error that says what
// to mend when cfg cannot work.
func New(log *slog.Logger, libraries Libraries, records Records, intake Intake, cfg Config) (*Bot, error) {
	cfg.Token = strings.TrimPrefix(strings.TrimSpace(cfg.Token), "Bot ")
	base, err := cfg.validate()
	if err != nil {
		return nil, err
	}
	r, err := newREST(cfg.Token, base)
	if err != nil {
		return nil, err
	}
	vs, err := loadVoices()
	if err != nil {
		return nil, err
	}
	return &Bot{
		log:       log,
		cfg:       cfg,
		libraries: libraries,
		records:   records,
		rest:      r,
		intake:    intake,
		queue:     newQueue(),
		loads:     newQueueOf(maxWaitingLoads, loadsAtOnce),
		recent:    newRecent(),
		memory:    newMemory(),
		settings:  newSettings(records),
		rates:     newRates(),
		watching:  newWatching(),
		headlines: newHeadlines(),
		voices:    vs,
		analyzer:  retrieval.NewAnalyzer(),
		timing:    defaultTiming(),
	}, nil
}

func (c Config) validate() (*url.URL, error) {
	base, err := url.Parse(strings.TrimRight(c.APIURL, "/"))
	switch {
	case c.Token == "":
		return nil, errors.New("no Discord token: set discord.token or discord.token_file to the bot's token")
	case strings.ContainsFunc(c.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, errors.New("the Discord token holds white space or characters that no token has: copy it anew")
	case err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https":
		return nil, errors.New("discord.api_url: give an http or https address, such as https://discord.com/api")
	case c.DeferAfter < 0 || c.DeferAfter > MaxDeferAfter:
		return nil, fmt.Errorf("discord.defer_after: %s is not between 0s and %s", c.DeferAfter, MaxDeferAfter)
	}
	for _, id := range c.Guilds {
		if id == "" || strings.Trim(id, "0123456789") != "" {
			return nil, fmt.Errorf("discord.guilds: %.40q is not a server's id, which is a number", id)
		}
	}
	return base, nil
}

// stopGiveUp is how long a stop waits for answers that were told to give up.
const stopGiveUp = 2 * time.Second

// Connected says whether the bot hears its members now.
func (b *Bot) Connected() bool {
	shards := b.shards.Load()
	return shards != nil && !slices.ContainsFunc(*shards, func(g *gateway) bool { return !g.up.Load() })
}

// Run connects and serves until ctx ends, which is no error, or until Discord
// refuses the bot for good, such as for its token. It may be called once.
func (b *Bot) Run(ctx context.Context) error {
	// Answers under way may be finished when a stop is asked for.
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	keep, done := context.WithCancel(ctx)
	b.spawn("delete what is kept no longer", func() { b.housekeeping(keep) })
	b.spawn("ask standing questions", func() { b.watch(keep, work) })
	err := b.connect(ctx, func(e event) { b.dispatch(ctx, work, e) })
	done()
	b.drain(abandon)
	b.rest.close()
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
func (b *Bot) dispatch(run, work context.Context, e event) {
	switch e.name {
	case "READY":
		if b.ready(work, e) {
			b.log.Info("to add the bot to a server, open the link", "link", InviteLink(b.self.Load().appID))
			// What does not work is in the log, and nobody waits for it.
			b.spawn("register commands", func() { _ = b.register(run) })
		}
	case "INTERACTION_CREATE":
		b.spawn("answer an interaction", func() { b.onInteraction(work, e) })
	case "MESSAGE_CREATE":
		b.spawn("answer a message", func() { b.onMessage(work, e) })
	case "GUILD_CREATE":
		b.spawn("note a server", func() { b.onGuild(work, e) })
	case "GUILD_DELETE":
		b.spawn("note a server", func() { b.onGuildGone(work, e) })
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
	for _, secret := range append(secrets, b.cfg.Token) {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "[secret]")
		}
	}
	return text
}

// serves says whether the bot answers in that server.
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
