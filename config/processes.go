package config

import "errors"

// processSettings are what bots that run in several processes are set by, and
// errProcesses says why this one is not.
var (
	processSettings = []string{
		"discord.shard", "discord.shards", "discord.shard_id", "discord.shard_ids", "discord.shard_count", "discord.processes",
	}
	errProcesses = errors.New("leave it out: all shards run in this one process, as many as Discord recommends; " +
		"several processes would need a store that they share, and a SQLite file is not one")
)
