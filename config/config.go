// Package config reads Dateline's settings: from flags, before the
// environment, before one file, before the defaults. It gives them as one plain
// struct, checked whole, and refuses unknown names, bad values and impossible
// combinations, all of them at once and each with what would do. It keeps
// nothing, and shows no secret in an error.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
)

// Config is every setting. The comments give the key in the settings' file.
type Config struct {
	Data    Data
	Store   Store
	Library Library
	Discord Discord
	Answers Answers
	Fetch   Fetch
	Feeds   Feeds
	HTTP    HTTP
	Log     Log
}

// Data says where things are kept.
type Data struct {
	Dir string // data.dir
}

// Store says where articles, settings and records are kept.
type Store struct {
	Path string // store.url: a SQLite file; "" is the usual one in Data.Dir
}

// Library says what a new library holds.
type Library struct {
	Starter bool // library.starter
}

// Discord is what the bot needs.
type Discord struct {
	Token      Secret        // discord.token
	TokenFile  Secret        // discord.token_file: its path, secret because a token is easily put there by mistake
	APIURL     string        // discord.api_url, without a slash at its end
	Guilds     []string      // discord.guilds: ids of the servers to serve; empty means all
	Library    string        // discord.library: "" gives each server its own
	DeferAfter time.Duration // discord.defer_after
}

// Answers tunes answering.
type Answers struct {
	Threshold float64 // answers.threshold, 0 to 1
	Excerpts  int     // answers.excerpts, 1 to Limits.Excerpts
	Reader    bool    // answers.reader
}

// Fetch bounds what is loaded by link.
type Fetch struct {
	AllowHosts []string      // fetch.allow_hosts: names, addresses and ranges beside the public internet
	MaxSize    int64         // fetch.max_size, in bytes
	Timeout    time.Duration // fetch.timeout
	UserAgent  string        // fetch.user_agent: "" is the program's own
}

// Feeds says how feeds are polled.
type Feeds struct {
	Interval time.Duration // feeds.interval
}

// HTTP is the server for health and metrics.
type HTTP struct {
	Listen  string // http.listen: host:port, or "" for none
	Profile bool   // http.pprof
}

// Log says what is logged, and how.
type Log struct {
	Level  slog.Level // log.level
	Format string     // log.format: "text" or "json"
}

// Limits are the most that settings may be, which another package knows.
type Limits struct {
	DeferAfter time.Duration // discord.defer_after
	Excerpts   int           // answers.excerpts
}

// Source is where settings come from.
type Source struct {
	// Defaults are, by key, those that another package knows better than this
	// one. Those of answers.threshold, answers.excerpts, fetch.max_size,
	// fetch.timeout and feeds.interval must be there.
	Defaults map[string]string
	// Most bounds the settings that it names; it must be there.
	Most Limits
	// File is a YAML, TOML or JSON file; "" reads the one that the environment
	// names as DATELINE_CONFIG, if it does.
	File string
	// Environ is the environment in the form of os.Environ.
	Environ []string
	// Flags are the settings given on the command line.
	Flags []Flag
}

// Flag is a setting given on the command line.
type Flag struct {
	Name string // as it was written, such as "--data"
	Key  string
	Text string
}

// Load reads and checks all settings. Its error joins one error for each thing
// that is wrong (errors.Join).
func Load(src Source) (Config, error) {
	env := readEnviron(src.Environ)
	file, err := readFile(src.Path())
	if err != nil {
		return Config{}, errors.Join(append(env.problems, err)...)
	}
	problems := slices.Concat(env.problems, file.problems)

	var c Config
	for _, s := range settings {
		v := src.given(s, env, file)
		if err := s.set(&c, strings.TrimSpace(v.text), src.Most); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", v.origin, err))
		}
	}
	if err := c.conflict(); err != nil {
		problems = append(problems, err)
	}
	return c, errors.Join(problems...)
}

// Given are the texts of all settings as src gives them, by key: what
// Source.Defaults takes, so that one source can build on another.
func Given(src Source) (map[string]string, error) {
	env := readEnviron(src.Environ)
	file, err := readFile(src.Path())
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(settings))
	for _, s := range settings {
		texts[s.key] = src.given(s, env, file).text
	}
	return texts, nil
}

// Path is the settings' file, "" where there is none.
func (src Source) Path() string { return cmp.Or(src.File, readEnviron(src.Environ).file) }

// FileVariable is the environment variable that names the settings' file.
const FileVariable = envFile

// value is a setting as it was given, and where.
type value struct {
	text, origin string
}

// given finds the value of a setting where it has precedence.
func (src Source) given(s setting, env environ, file settingsFile) value {
	for _, flag := range src.Flags {
		if flag.Key == s.key {
			return value{flag.Text, flag.Name}
		}
	}
	if text, ok := env.values[s.key]; ok {
		return value{text, envName(s.key)}
	}
	if text, ok := file.values[s.key]; ok {
		return value{text, file.path + ": " + s.key}
	}
	if text, ok := src.Defaults[s.key]; ok {
		return value{text, s.key}
	}
	return value{s.initial, s.key}
}

// conflict says which settings are right alone and wrong together.
func (c Config) conflict() error {
	if c.Discord.Token.Given() && c.Discord.TokenFile.Given() {
		return errors.New("discord.token and discord.token_file are both set: keep one of them")
	}
	return nil
}
