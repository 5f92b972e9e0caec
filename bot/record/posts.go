package record

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// Post is a channel of a server to which new articles of a feed are posted.
type Post struct {
	Num     int64
	Library string
	Guild   string
	Feed    string // its URL
	Channel string
	Added   time.Time
	Rule
	// Seq is the library's last change of which all is posted.
	Seq int64
}

// Rule says how articles are posted.
type Rule struct {
	// Role is pinged with each, unless it is empty.
	Role string `json:"role,omitempty"`
	// Publish gives what is posted in an announcement channel to its followers.
	Publish bool `json:"publish,omitempty"`
	// Only are words of which an article must have one, and Without those of
	// which it must have none.
	Only    []string `json:"only,omitempty"`
	Without []string `json:"without,omitempty"`
	// Template is what a post looks like; empty is the usual.
	Template string `json:"template,omitempty"`
	// Hourly is how many are posted in an hour at most.
	Hourly int  `json:"hourly"`
	Paused bool `json:"paused,omitempty"`
	// Fresh says that the feed had not been polled when the post was set up.
	Fresh bool `json:"fresh,omitempty"`
}

// Posted is an article that was posted.
type Posted struct {
	Post    int64
	Article string // its id
	// Channel is where the message is; both are empty for one that was passed
	// over.
	Channel string
	Message string
	At      time.Time
}

// Arrival is an article that a feed brought, and when.
type Arrival struct {
	Article string // its id
	At      time.Time
}

// Deeds in a library's log that change no article.
const (
	DeedSubscribe   retrieval.Deed = "subscribe"
	DeedUnsubscribe retrieval.Deed = "unsubscribe"
	DeedPost        retrieval.Deed = "post"
	DeedUnpost      retrieval.Deed = "unpost"
	DeedPause       retrieval.Deed = "pause"
	DeedResume      retrieval.Deed = "resume"
	DeedDigest      retrieval.Deed = "digest"
	DeedUndigest    retrieval.Deed = "undigest"
	DeedWatch       retrieval.Deed = "watch"
	DeedUnwatch     retrieval.Deed = "unwatch"
)

// Note writes into a library's log what somebody did that changes no article.
func (s *Store) Note(ctx context.Context, library string, by retrieval.Actor, what retrieval.Deed, detail string) error {
	return s.db.Transact(ctx, func(tx *sql.Tx) error { return note(ctx, tx, library, by, what, detail) })
}

func note(ctx context.Context, tx *sql.Tx, library string, by retrieval.Actor, what retrieval.Deed, detail string) error {
	const idLetters = 8 // as the library's own acts have
	_, err := tx.ExecContext(ctx, `INSERT INTO acts (library, id, at, actor_kind, actor_id, actor_name, what, detail)
		SELECT key, ?, ?, ?, ?, ?, ?, ? FROM libraries WHERE name = ?`, strings.ToLower(rand.Text()[:idLetters]),
		store.Stamp(time.Now()), string(by.Kind), by.ID, by.Name, string(what), detail, library)
	if err != nil {
		return fmt.Errorf("note in the log of library %s: %w", library, err)
	}
	return nil
}

const selectPosts = `SELECT p.num, l.name, p.guild, p.feed, p.channel, p.added, p.rule, p.seq FROM posts p
	JOIN libraries l ON l.key = p.library`

// SetPost has a feed's articles that come from now on posted to a channel, by
// other rules than before where they were posted there already.
func (s *Store) SetPost(ctx context.Context, by retrieval.Actor, p Post) error {
	rule, err := json.Marshal(p.Rule)
	if err != nil {
		return fmt.Errorf("keep how %s is posted: %w", p.Feed, err)
	}
	err = s.db.Transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO posts (library, guild, feed, channel, rule, added, seq)
			SELECT key, ?, ?, ?, ?, ?, seq FROM libraries WHERE name = ?
			ON CONFLICT (guild, library, feed, channel) DO UPDATE SET rule = excluded.rule`,
			p.Guild, p.Feed, p.Channel, string(rule), store.Stamp(p.Added), p.Library); err != nil {
			return err
		}
		return note(ctx, tx, p.Library, by, DeedPost, p.Feed)
	})
	if err != nil {
		return fmt.Errorf("keep how %s is posted: %w", p.Feed, err)
	}
	return nil
}

// Posts lists where a server has the feeds of a library posted.
func (s *Store) Posts(ctx context.Context, library, guild string) ([]Post, error) {
	return s.posts(ctx, selectPosts+` WHERE l.name = ? AND p.guild = ? ORDER BY p.num`, library, guild)
}

// Post returns a post, or ErrNone.
func (s *Store) Post(ctx context.Context, num int64) (Post, error) {
	p, err := scanPost(s.db.Row(ctx, selectPosts+` WHERE p.num = ?`, num))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNone
	}
	if err != nil {
		return p, fmt.Errorf("post %d: %w", num, err)
	}
	return p, nil
}

// DuePosts lists those whose library has changed. Those of a server that the bot
// has left rest.
func (s *Store) DuePosts(ctx context.Context) ([]Post, error) {
	return s.posts(ctx, selectPosts+` WHERE p.seq < l.seq
		AND NOT EXISTS (SELECT 1 FROM guilds g WHERE g.id = p.guild AND g.departed IS NOT NULL) ORDER BY p.num`)
}

func (s *Store) posts(ctx context.Context, query string, args ...any) ([]Post, error) {
	out, err := store.List(ctx, s.db, scanPost, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list where feeds are posted: %w", err)
	}
	return out, nil
}

func scanPost(row store.Row) (p Post, err error) {
	var added string
	var rule []byte
	if err := row.Scan(&p.Num, &p.Library, &p.Guild, &p.Feed, &p.Channel, &added, &rule, &p.Seq); err != nil {
		return p, err
	}
	var unread error
	p.Added, unread = store.ReadStamp(added)
	return p, errors.Join(unread, json.Unmarshal(rule, &p.Rule))
}

// PausePosts pauses where a feed is posted in a server, or has it go on with what
// comes from then on, and returns in how many channels.
func (s *Store) PausePosts(ctx context.Context, by retrieval.Actor, library, guild, feed string, pause bool) (n int, err error) {
	what := DeedResume
	if pause {
		what = DeedPause
	}
	return s.changePosts(ctx, by, what, library, feed, func(tx *sql.Tx) (int64, error) {
		posts, err := store.ListIn(ctx, tx, scanPost, selectPosts+` WHERE l.name = ? AND p.guild = ? AND p.feed = ?`, library, guild, feed)
		for _, p := range posts {
			if err == nil {
				p.Paused = pause
				err = rule(ctx, tx, p)
			}
		}
		return int64(len(posts)), err
	})
}

// rule has a post go on by other rules, with what comes from now on.
func rule(ctx context.Context, tx *sql.Tx, p Post) error {
	text, err := json.Marshal(p.Rule)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE posts SET rule = ?, seq = (SELECT seq FROM libraries WHERE key = posts.library) WHERE num = ?`, string(text), p.Num)
	}
	return err
}

// RemovePosts ends where a feed is posted in a server: in one channel, or in all
// where that is empty; it returns in how many.
func (s *Store) RemovePosts(ctx context.Context, by retrieval.Actor, library, guild, feed, channel string) (int, error) {
	return s.changePosts(ctx, by, DeedUnpost, library, feed, func(tx *sql.Tx) (int64, error) {
		res, err := tx.ExecContext(ctx, `DELETE FROM posts WHERE library = (SELECT key FROM libraries WHERE name = ?1)
			AND guild = ?2 AND feed = ?3 AND ?4 IN ('', channel)`, library, guild, feed, channel)
		if err != nil {
			return 0, err
		}
		return res.RowsAffected()
	})
}

func (s *Store) changePosts(ctx context.Context, by retrieval.Actor, what retrieval.Deed, library, feed string, change func(*sql.Tx) (int64, error)) (n int, err error) {
	err = s.db.Transact(ctx, func(tx *sql.Tx) error {
		changed, err := change(tx)
		if n = int(changed); n == 0 || err != nil {
			return err
		}
		return note(ctx, tx, library, by, what, feed)
	})
	if err == nil && what == DeedUnpost && n > 0 {
		err = s.db.Erase(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("change where %s is posted: %w", feed, err)
	}
	return n, nil
}

// Arrivals lists the articles that the feed of a post has brought after what is
// posted of it, up to that change of the library, in the order in which they came.
func (s *Store) Arrivals(ctx context.Context, p Post, upTo int64) ([]Arrival, error) {
	out, err := store.List(ctx, s.db, func(row store.Row) (a Arrival, err error) {
		var at string
		if err := row.Scan(&a.Article, &at); err != nil {
			return a, err
		}
		a.At, err = time.Parse(time.RFC3339, at)
		return a, err
	}, `SELECT a.id, c.at FROM articles a JOIN touched t ON t.article = a.num JOIN acts c ON c.num = t.act
		WHERE a.library = (SELECT library FROM posts WHERE num = ?1) AND a.seq > ?2 AND t.seq > ?2 AND t.seq <= ?3
		AND t.did = 'added' AND c.actor_kind = ?4 AND c.actor_id = ?5
		AND NOT EXISTS (SELECT 1 FROM posted d WHERE d.post = ?1 AND d.article = a.id) ORDER BY t.seq`,
		p.Num, p.Seq, upTo, string(retrieval.ByFeed), p.Feed)
	if err != nil {
		return nil, fmt.Errorf("list what came of %s: %w", p.Feed, err)
	}
	return out, nil
}

// CountPosted returns how many messages were posted since that moment.
func (s *Store) CountPosted(ctx context.Context, post int64, since time.Time) (n int, err error) {
	err = s.db.Row(ctx, `SELECT count(DISTINCT message) FROM posted WHERE post = ? AND message <> '' AND at > ?`,
		post, store.Stamp(since)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count what was posted: %w", err)
	}
	return n, nil
}

// PostedIn returns the first of those articles that a server's posts have posted
// to a channel, or ErrNone.
func (s *Store) PostedIn(ctx context.Context, guild, channel string, articles []string) (d Posted, err error) {
	if len(articles) == 0 {
		return d, fmt.Errorf("look up what was posted: %w", ErrNone)
	}
	args := []any{guild, channel}
	for _, id := range articles {
		args = append(args, id)
	}
	var at string
	err = s.db.Row(ctx, `SELECT d.post, d.article, d.channel, d.message, d.at FROM posted d JOIN posts p ON p.num = d.post
		WHERE p.guild = ? AND p.channel = ? AND d.message <> '' AND d.article IN (?`+strings.Repeat(`, ?`, len(articles)-1)+`)
		ORDER BY d.at, d.article LIMIT 1`, args...).Scan(&d.Post, &d.Article, &d.Channel, &d.Message, &at)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNone
	}
	if err != nil {
		return d, fmt.Errorf("look up what was posted: %w", err)
	}
	d.At, err = time.Parse(time.RFC3339, at)
	return d, err
}

// KeepPosted notes what became of articles.
func (s *Store) KeepPosted(ctx context.Context, all ...Posted) error {
	return s.db.Transact(ctx, func(tx *sql.Tx) error {
		for _, d := range all {
			if _, err := tx.ExecContext(ctx, `INSERT INTO posted (post, article, channel, message, at)
				SELECT num, ?2, ?3, ?4, ?5 FROM posts WHERE num = ?1 ON CONFLICT DO NOTHING`,
				d.Post, d.Article, d.Channel, d.Message, store.Stamp(d.At)); err != nil {
				return fmt.Errorf("note that %s was posted: %w", d.Article, err)
			}
		}
		return nil
	})
}

// postedKept is how long it is known what was posted.
const postedKept = 14 * 24 * time.Hour

// PostedAll notes that all up to that change of its library is posted of a post,
// and forgets what was posted long ago.
func (s *Store) PostedAll(ctx context.Context, post, seq int64, now time.Time) error {
	return s.db.Transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE posts SET seq = ?2 WHERE num = ?1 AND seq < ?2`, post, seq); err != nil {
			return fmt.Errorf("note what was posted: %w", err)
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM posted WHERE post = ? AND at < ?`, post, store.Stamp(now.Add(-postedKept))); err != nil {
			return fmt.Errorf("forget what was posted: %w", err)
		}
		return nil
	})
}

// EndPost ends a post of which the channel is gone.
func (s *Store) EndPost(ctx context.Context, num int64) error {
	if _, err := s.db.Exec(ctx, `DELETE FROM posts WHERE num = ?`, num); err != nil {
		return fmt.Errorf("end post %d: %w", num, err)
	}
	return nil
}
