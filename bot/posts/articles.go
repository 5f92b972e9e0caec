package posts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// Bounds of posting articles.
const (
	// Max is how many channels a server may have feeds posted to.
	Max = 50
	// DefaultHourly is how many articles a post has in an hour, and MaxHourly the
	// most that can be set; maxPublished is what Discord publishes of a channel.
	DefaultHourly = 10
	MaxHourly     = 60
	maxPublished  = 10
	// late is when an article is posted no more.
	late = 24 * time.Hour
	// settling is how long a new feed brings what it had before, of which the
	// newest are posted, and no others.
	settling = 10 * time.Minute
	newest   = 3
)

// articles posts the new articles of feeds.
func (p *Poster) articles(ctx, work context.Context) {
	due, err := p.records.DuePosts(work)
	if err != nil {
		p.log.Error("where feeds are posted cannot be listed", "error", err)
	}
	for _, post := range due {
		p.do(ctx, work, duty{
			name: postName(post), guild: post.Guild, log: p.log.With("channel", post.Channel, "url", post.Feed),
			post: func(ctx context.Context) error { return p.arrivals(ctx, post) },
			end:  func(ctx context.Context) error { return p.records.EndPost(ctx, post.Num) },
		})
	}
}

func postName(post record.Post) string { return "post " + strconv.FormatInt(post.Num, 10) }

// feedRound is a post, and all that it takes to post now.
type feedRound struct {
	*Poster
	post record.Post
	lib  Library
	say  show.Voice
	// pictures says that the server wants those of articles.
	pictures bool
	at       place
	now      time.Time
	room     int // for how many more there is room this hour
}

// arrivals posts what a feed has brought.
func (p *Poster) arrivals(ctx context.Context, post record.Post) error {
	set, say, err := p.host.Settings(ctx, post.Guild)
	if err != nil {
		return err
	}
	lib, err := p.host.Library(ctx, post.Library, post.Guild)
	if err != nil {
		return err
	}
	r := feedRound{Poster: p, post: post, lib: lib, say: say, pictures: !set.NoPictures, now: p.host.Now()}
	news, err := lib.News(ctx, post.Seq)
	if err != nil {
		return err
	}
	if !post.Paused {
		came, err := p.records.Arrivals(ctx, post, news.Seq)
		if err != nil {
			return err
		}
		if done, err := r.all(ctx, set, came); err != nil || !done {
			return err
		}
	}
	return p.records.PostedAll(ctx, post.Num, news.Seq, r.now)
}

// all posts what came, and reports whether nothing is left for later.
func (r *feedRound) all(ctx context.Context, set record.Settings, came []record.Arrival) (done bool, err error) {
	came = slices.DeleteFunc(came, func(a record.Arrival) bool { return r.now.Sub(a.At) > late })
	if len(came) == 0 {
		return true, nil
	}
	posted, err := r.records.CountPosted(ctx, r.post.Num, r.now.Add(-time.Hour))
	if err != nil {
		return false, err
	}
	if r.room = r.hourly() - posted; r.room <= 0 {
		return false, nil
	}
	articles, err := r.read(ctx, came)
	if err != nil || len(articles) == 0 {
		return err == nil, err
	}
	if r.at, err = r.open(ctx, set, r.post.Channel); err != nil {
		return false, err
	}
	for _, a := range articles {
		if r.room == 0 {
			return false, nil
		}
		if err := r.one(ctx, a); err != nil && !errors.Is(err, retrieval.ErrNoArticle) {
			return false, err
		}
	}
	return true, nil
}

func (r *feedRound) hourly() int {
	n := min(cmp.Or(r.post.Hourly, DefaultHourly), MaxHourly)
	if r.post.Publish {
		n = min(n, maxPublished)
	}
	return n
}

// read returns those of the articles that are to be posted, oldest first, and
// notes that the others are passed over.
func (r *feedRound) read(ctx context.Context, came []record.Arrival) ([]retrieval.Article, error) {
	var out []retrieval.Article
	var passed []record.Posted
	had := 0 // by the feed when it was subscribed to
	for _, a := range came {
		article, err := r.lib.Article(ctx, a.Article, 0)
		if errors.Is(err, retrieval.ErrNoArticle) || errors.Is(err, retrieval.ErrDamaged) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !passes(r.post.Rule, article) {
			passed = append(passed, record.Posted{Post: r.post.Num, Article: a.Article, At: r.now})
			continue
		}
		if r.post.Fresh && a.At.Before(r.post.Added.Add(settling)) {
			had++
		}
		out = append(out, article)
	}
	slices.Reverse(out) // a feed has its newest first
	slices.SortStableFunc(out, func(a, b retrieval.Article) int { return cmp.Compare(a.Published, b.Published) })
	if had == len(out) { // all of them: what comes with something newer is new
		for len(out) > newest {
			passed = append(passed, record.Posted{Post: r.post.Num, Article: out[0].ID, At: r.now})
			out = out[1:]
		}
	}
	return out, r.records.KeepPosted(ctx, passed...)
}

// one posts an article, or names it where a copy of it was posted.
func (r *feedRound) one(ctx context.Context, a retrieval.Article) error {
	copies, ids, err := copiesOf(ctx, r.lib, a.ID)
	if err != nil {
		return err
	}
	prior, err := r.records.PostedIn(ctx, r.post.Guild, r.post.Channel, append(ids, a.ID))
	switch {
	case err == nil:
		return r.alsoBy(ctx, a.ID, prior)
	case !errors.Is(err, record.ErrNone):
		return err
	}
	m, err := r.render(ctx, r.post.Rule, a, copies)
	if err != nil {
		return err
	}
	channel, message, err := r.send(ctx, r.at, r.say, show.Clip(r.say.Headline(a.Meta), show.MaxThreadName), nonce(r.post.Num, a.ID), m)
	if unfit(err) { // nor will it be taken later, and others wait behind it
		r.log.Warn("an article cannot be posted", "guild", r.post.Guild, "channel", r.post.Channel, "article", a.ID, "error", err)
		return r.records.KeepPosted(ctx, record.Posted{Post: r.post.Num, Article: a.ID, At: r.now})
	}
	if err != nil {
		return err
	}
	r.room--
	if err := r.records.KeepPosted(ctx, record.Posted{Post: r.post.Num, Article: a.ID, Channel: channel, Message: message, At: r.now}); err != nil {
		return err
	}
	if r.post.Publish && r.at.Type == discordgo.ChannelTypeGuildNews {
		if err := r.rest.Publish(ctx, channel, message); err != nil {
			r.log.Warn("a post is not published", "guild", r.post.Guild, "channel", channel, "error", err)
		}
	}
	return nil
}

// alsoBy names, in the post of an article, those that have the same text. A post
// that was deleted meanwhile is not made again.
func (r *feedRound) alsoBy(ctx context.Context, id string, prior record.Posted) error {
	of, err := r.records.Post(ctx, prior.Post)
	if err != nil {
		return err
	}
	first, err := r.lib.Article(ctx, prior.Article, 0)
	if err == nil && prior.Article != id {
		err = r.rename(ctx, of, first, prior)
	}
	if err != nil && !errors.Is(err, retrieval.ErrNoArticle) {
		return err
	}
	return r.records.KeepPosted(ctx, record.Posted{Post: r.post.Num, Article: id, Channel: prior.Channel, Message: prior.Message, At: prior.At})
}

func (r *feedRound) rename(ctx context.Context, of record.Post, first retrieval.Article, prior record.Posted) error {
	copies, _, err := copiesOf(ctx, r.lib, first.ID)
	if err != nil {
		return err
	}
	m, err := r.render(ctx, of.Rule, first, copies)
	if err != nil {
		return err
	}
	m.roles = nil // a change pings nobody
	if err := r.rest.Change(ctx, prior.Channel, prior.Message, m.send()); err != nil {
		r.log.Info("a post is not changed", "guild", of.Guild, "channel", prior.Channel, "error", err)
	}
	return nil
}

// copiesOf returns the articles that are copies of one, and their ids.
func copiesOf(ctx context.Context, lib Library, id string) (copies []retrieval.Meta, ids []string, err error) {
	lineage, err := lib.Lineage(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	for _, k := range lineage.Kin {
		if k.Copy {
			copies, ids = append(copies, k.Article), append(ids, k.Article.ID)
		}
	}
	return copies, ids, nil
}

// nonce names an article's post, so that Discord takes it once.
func nonce(post int64, article string) string {
	sum := sha256.Sum256([]byte(article))
	return fmt.Sprintf("p%s-%s", strconv.FormatInt(post, 36), hex.EncodeToString(sum[:5]))
}
