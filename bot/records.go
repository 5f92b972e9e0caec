package bot

import (
	"context"
	"time"

	"dateline/bot/record"
)

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
	// ForgetGuild deletes a server's settings and questions, standing ones too.
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
