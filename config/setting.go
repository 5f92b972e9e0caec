package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// setting is one key: its default, and how a text given for it is read.
type setting struct {
	key     string
	initial string
	set     func(c *Config, text string) error
}

// settings are all that there are, in the order in which the README has them.
var settings = []setting{
	{"data.dir", "./data", func(c *Config, s string) error { return into(&c.Data.Dir, s, folder) }},
	{"store.url", "", func(c *Config, s string) error { return into(&c.Store.Path, s, storePath) }},
	{"library.starter", "true", func(c *Config, s string) error { return into(&c.Library.Starter, s, yesNo) }},
	{"discord.token", "", func(c *Config, s string) error { return into(&c.Discord.Token, s, token) }},
	{"discord.token_file", "", func(c *Config, s string) error { return into(&c.Discord.TokenFile, s, secret) }},
	{"discord.api_url", "https://discord.com/api", func(c *Config, s string) error { return into(&c.Discord.APIURL, s, apiURL) }},
	{"discord.guilds", "", func(c *Config, s string) error { return into(&c.Discord.Guilds, s, guilds) }},
	{"discord.library", "", func(c *Config, s string) error { return into(&c.Discord.Library, s, library) }},
	{"discord.defer_after", "1s", func(c *Config, s string) error { return into(&c.Discord.DeferAfter, s, deferAfter) }},
	{"answers.threshold", "", // its default is for Source.Defaults to give
		func(c *Config, s string) error { return into(&c.Answers.Threshold, s, threshold) }},
	{"answers.excerpts", "3", func(c *Config, s string) error { return into(&c.Answers.Excerpts, s, excerpts) }},
	{"fetch.allow_hosts", "", func(c *Config, s string) error { return into(&c.Fetch.AllowHosts, s, hosts) }},
	{"fetch.max_size", "64MiB", func(c *Config, s string) error { return into(&c.Fetch.MaxSize, s, size) }},
	{"fetch.timeout", "30s", func(c *Config, s string) error { return into(&c.Fetch.Timeout, s, fetchTimeout) }},
	{"fetch.user_agent", "", func(c *Config, s string) error { return into(&c.Fetch.UserAgent, s, userAgent) }},
	{"feeds.interval", "30m", func(c *Config, s string) error { return into(&c.Feeds.Interval, s, feedInterval) }},
	{"http.listen", DefaultListen, func(c *Config, s string) error { return into(&c.HTTP.Listen, s, listenAddress) }},
	{"log.level", "info", func(c *Config, s string) error { return into(&c.Log.Level, s, logLevel) }},
	{"log.format", "text", func(c *Config, s string) error { return into(&c.Log.Format, s, logFormat) }},
}

// DefaultListen is where health and metrics are when nothing else is set.
const DefaultListen = "127.0.0.1:8080"

func into[T any](dst *T, text string, read func(string) (T, error)) error {
	v, err := read(text)
	if err == nil {
		*dst = v
	}
	return err
}

// Keys are the names of all settings, in the order of the documentation.
func Keys() []string {
	keys := make([]string, len(settings))
	for i, s := range settings {
		keys[i] = s.key
	}
	return keys
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
