// Package bot is Dateline on Discord: it takes members' questions from slash
// commands, mentions and direct messages, asks the library of their server and
// shows what came of it.
//
// It remembers for an hour what each member asked in a channel, so that
// follow-ups and buttons work, and has its Records keep the questions for as
// long as the server's settings say, those settings, and the standing questions
// that it asks again when articles have come. What moderators load is shown to
// them first and is stored when they say so.
//
// Every interaction gets one answer, an apology at the worst; what a member is
// told of an error and what the log says are two texts, tied by a reference. Who
// may do what is checked with every call, button and form. It refuses servers
// that it is not set to serve, pings nobody, and shows article text to the
// letter: what Markdown would make of it is escaped. No token reaches a log.
//
// bot/command describes the commands and reads what comes of their use; bot/show
// writes what members see; bot/discord makes the connection and the calls.
package bot
