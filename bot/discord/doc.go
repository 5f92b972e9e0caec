// Package discord speaks with Discord: it stays connected to the gateway, on as
// many shards as Discord recommends, reads the events that the bot needs, and
// makes the REST calls. What the events mean and what is said in answer is no
// concern of it; it keeps nothing.
//
// discordgo makes the REST calls and gives Discord's types. The connection to
// the gateway is the package's own: discordgo v0.29.0 deadlocks when it is told
// to reconnect while it connects, waits for a silent gateway without end, tries
// a refused token again and again, notices a dead link after five heartbeats,
// and keeps private what a watchdog would need in order to mend that.
//
// It asks for no privileged intent, follows no address that leads away from
// where the gateway is, and tells of no failed call with its URL, which may hold
// an interaction's token.
package discord
