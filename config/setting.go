package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Setting is one key, as the documentation shows it.
type Setting struct {
	Key     string
	Default string // as it would be written; "" for none
	Meaning string // Markdown, without a full stop
}

// setting is one key: its default, what it means, and how a text given for it is
// read.
type setting struct {
	key     string
	initial string
	meaning string
	set     func(c *Config, text string, most Limits) error
}

// settings are all that there are, in the order of the documentation.
var settings = []setting{
	{
		"data.dir", "./data",
		"the folder that holds the store and the indexes",
		func(c *Config, s string, _ Limits) error { return into(&c.Data.Dir, s, folder) },
	},
	{
		"store.url", "",
		"the SQLite file in which everything that must be kept is stored: a path, or `sqlite:PATH`",
		func(c *Config, s string, _ Limits) error { return into(&c.Store.Path, s, storePath) },
	},
	{
		"library.starter", "true",
		"whether new libraries contain the starter articles",
		func(c *Config, s string, _ Limits) error { return into(&c.Library.Starter, s, yesNo) },
	},
	{
		"discord.token", "",
		"the bot's token, which `serve` needs; it is never logged",
		func(c *Config, s string, _ Limits) error { return into(&c.Discord.Token, s, token) },
	},
	{
		"discord.token_file", "",
		"a file that contains the token, instead of `discord.token`",
		func(c *Config, s string, _ Limits) error { return into(&c.Discord.TokenFile, s, secret) },
	},
	{
		"discord.api_url", "https://discord.com/api",
		"the base of Discord's REST interface, such as a proxy's address",
		func(c *Config, s string, _ Limits) error { return into(&c.Discord.APIURL, s, apiURL) },
	},
	{
		"discord.guilds", "",
		"the ids of the only servers to serve, where commands then appear at once; other servers are politely declined. Without it, every server is served",
		func(c *Config, s string, _ Limits) error { return into(&c.Discord.Guilds, s, guilds) },
	},
	{
		"discord.library", "",
		"one library for all servers and for direct messages; without it, each server has its own, and direct messages are declined",
		func(c *Config, s string, _ Limits) error { return into(&c.Discord.Library, s, library) },
	},
	{
		"discord.defer_after", "1s",
		"how long an answer may take before the member is asked to wait, from `0s` (always) to `2s`",
		func(c *Config, s string, most Limits) error { return into(&c.Discord.DeferAfter, s, most.deferAfter) },
	},
	{
		"answers.threshold", fromSource,
		"the confidence, from 0 to 1, below which a question is not answered; topics have a measure of their own",
		func(c *Config, s string, _ Limits) error { return into(&c.Answers.Threshold, s, threshold) },
	},
	{
		"answers.excerpts", fromSource,
		"the most excerpts in an answer, from 1 to 10",
		func(c *Config, s string, most Limits) error { return into(&c.Answers.Excerpts, s, most.excerpts) },
	},
	{
		"answers.reader", "on",
		"whether the built-in reader judges the sentences that may answer, `on` or `off`; off is faster, and words alone decide",
		func(c *Config, s string, _ Limits) error { return into(&c.Answers.Reader, s, onOff) },
	},
	{
		"fetch.allow_hosts", "",
		"hosts, addresses and ranges (`intranet.example`, `intranet.example:8080`, `10.0.0.0/8`) that links may lead to although they are not on the public internet. A name is allowed wherever it leads; with a port, on that port only",
		func(c *Config, s string, _ Limits) error { return into(&c.Fetch.AllowHosts, s, hosts) },
	},
	{
		"fetch.max_size", fromSource,
		"the largest page or file, unpacked, that is loaded by link",
		func(c *Config, s string, _ Limits) error { return into(&c.Fetch.MaxSize, s, size) },
	},
	{
		"fetch.timeout", fromSource,
		"how long fetching a link may take, redirects included",
		func(c *Config, s string, _ Limits) error { return into(&c.Fetch.Timeout, s, fetchTimeout) },
	},
	{
		"fetch.user_agent", "",
		"what websites are told about who is asking; it is good manners to say how to reach you",
		func(c *Config, s string, _ Limits) error { return into(&c.Fetch.UserAgent, s, userAgent) },
	},
	{
		"feeds.interval", fromSource,
		"about how long `serve` waits between two polls of a feed",
		func(c *Config, s string, _ Limits) error { return into(&c.Feeds.Interval, s, feedInterval) },
	},
	{
		"http.listen", DefaultListen,
		"where `serve` offers `/healthz`, `/readyz` (503 and the reason while something is the matter) and `/metrics` (for Prometheus); empty turns this off",
		func(c *Config, s string, _ Limits) error { return into(&c.HTTP.Listen, s, listenAddress) },
	},
	{
		"http.pprof", "false",
		"whether the Go runtime's profiles are offered there too, under `/debug/pprof/`; for developers, and never where strangers reach it",
		func(c *Config, s string, _ Limits) error { return into(&c.HTTP.Profile, s, yesNo) },
	},
	{
		"log.level", "info",
		"`debug`, `info`, `warn` or `error`",
		func(c *Config, s string, _ Limits) error { return into(&c.Log.Level, s, logLevel) },
	},
	{
		"log.format", "text",
		"`text` or `json`",
		func(c *Config, s string, _ Limits) error { return into(&c.Log.Format, s, logFormat) },
	},
}

// fromSource is the default of a setting that another package knows better:
// Source.Defaults has it.
const fromSource = ""

// DefaultListen is where health and metrics are when nothing else is set.
const DefaultListen = "127.0.0.1:8080"

func into[T any](dst *T, text string, read func(string) (T, error)) error {
	v, err := read(text)
	if err == nil {
		*dst = v
	}
	return err
}

// Settings returns all settings, in the order of the documentation.
func Settings() []Setting {
	all := make([]Setting, len(settings))
	for i, s := range settings {
		all[i] = Setting{Key: s.key, Default: s.initial, Meaning: s.meaning}
	}
	return all
}

// keys returns the names of all settings.
func keys() []string {
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.key
	}
	return names
}

// listSettings are the keys whose value may be a list.
var listSettings = []string{"discord.guilds", "fetch.allow_hosts"}

// textOf brings a value of a file to the form that a flag or the environment
// would give it in; a list becomes its elements with commas between them.
func textOf(key string, raw any) (string, error) {
	switch v := raw.(type) {
	case string:
		return v, nil
	case bool, int, int64, uint64:
		return fmt.Sprint(v), nil
	case float64:
		if v > 1<<53 { // JSON's numbers; a server's id has lost digits by now
			return "", errors.New("the number is too long to be read exactly: write it in quotation marks")
		}
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case []any:
		if !slices.Contains(listSettings, key) {
			return "", errors.New("a list does not fit: write a single value")
		}
		return listText(key, v)
	}
	return "", errors.New("the value does not fit: write a text, a number, true or false")
}

func listText(key string, list []any) (string, error) {
	parts := make([]string, len(list))
	for i, raw := range list {
		if _, nested := raw.([]any); nested {
			return "", errors.New("a list in a list does not fit: write single values")
		}
		text, err := textOf(key, raw)
		if err != nil {
			return "", err
		}
		parts[i] = text
	}
	return strings.Join(parts, ","), nil
}
