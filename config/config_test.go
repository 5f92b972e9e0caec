package config

import (
	"errors"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var secrets = cmp.AllowUnexported(Secret{})

// defaults is what Load gives when nothing is set.
func defaults() Config {
	return Config{
		Data:    Data{Dir: "./data"},
		Library: Library{Starter: true},
		Discord: Discord{APIURL: "https://discord.com/api", DeferAfter: time.Second},
		Answers: Answers{Threshold: 0.5, Excerpts: 3, Reader: true},
		Fetch:   Fetch{MaxSize: 64 << 20, Timeout: 30 * time.Second},
		Feeds:   Feeds{Interval: 30 * time.Minute},
		HTTP:    HTTP{Listen: "127.0.0.1:8080"},
		Log:     Log{Level: slog.LevelInfo, Format: "text"},
	}
}

// tuned are the defaults that Load is given.
var tuned = map[string]string{
	"answers.threshold": "0.5", "answers.excerpts": "3", "fetch.max_size": "64MiB", "fetch.timeout": "30s", "feeds.interval": "30m",
}

// most is what Load is given for limits.
var most = Limits{DeferAfter: 2 * time.Second, Excerpts: 10}

// merged is one map with what another says differently.
func merged(all, other map[string]string) map[string]string {
	out := maps.Clone(all)
	maps.Copy(out, other)
	return out
}

// write puts a settings' file of that name into a temporary folder.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// lines are the messages of a joined error.
func lines(err error) []string {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return nil
	}
	var out []string
	for _, err := range joined.Unwrap() {
		out = append(out, err.Error())
	}
	return out
}

func TestLoadDefaults(t *testing.T) {
	got, err := Load(Source{Defaults: tuned, Most: most, Environ: []string{"HOME=/root", "DATELINEX=1"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(defaults(), got, secrets); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
}

func TestLoadFileFormats(t *testing.T) {
	want := Config{
		Data:    Data{Dir: "/var/lib/dateline"},
		Store:   Store{Path: "/srv/store.db"},
		Discord: Discord{Token: NewSecret("abc.def-ghi"), APIURL: "http://127.0.0.1:9000/api", Guilds: []string{"1100000000000000001", "18446744073709551615"}, Library: "news", DeferAfter: 0},
		Answers: Answers{Threshold: 0.25, Excerpts: 10, Reader: true},
		Fetch:   Fetch{AllowHosts: []string{"intranet", "10.0.0.0/8", "::1"}, MaxSize: 5_000_000, Timeout: time.Minute, UserAgent: "Gazette (desk@gazette.example)"},
		Feeds:   Feeds{Interval: 2 * time.Hour},
		HTTP:    HTTP{},
		Log:     Log{Level: slog.LevelDebug, Format: "json"},
	}
	files := map[string]string{
		"a.yaml": `
data: {dir: /var/lib/dateline}
store: {url: "sqlite:/srv/store.db"}
library:
  starter: false
discord:
  token: abc.def-ghi
  token_file:
  api_url: http://127.0.0.1:9000/api/
  guilds: [1100000000000000001, "18446744073709551615"]
  library: news
  defer_after: 0s
answers: {threshold: 0.25, excerpts: 10}
fetch: {allow_hosts: [intranet, 10.0.0.0/8, "::1"], max_size: 5MB, timeout: 1m, user_agent: Gazette (desk@gazette.example)}
feeds: {interval: 2h}
http: {listen: ""}
log: {level: DEBUG, format: json}
`,
		"a.toml": `
data.dir = "/var/lib/dateline"
store.url = "sqlite:///srv/store.db"
library.starter = false
[discord]
token = "abc.def-ghi"
api_url = "http://127.0.0.1:9000/api"
guilds = [1100000000000000001, "18446744073709551615"]
library = "news"
defer_after = "0s"
[answers]
threshold = 0.25
excerpts = 10
[fetch]
allow_hosts = "intranet, 10.0.0.0/8, ::1"
max_size = 5_000_000
timeout = "60s"
user_agent = "Gazette (desk@gazette.example)"
[feeds]
interval = "120m"
[http]
listen = ""
[log]
level = "debug"
format = "json"
`,
		"a.json": `{
"data": {"dir": "/var/lib/dateline"}, "store": {"url": "/srv/store.db"}, "library": {"starter": false},
"discord": {"token": "abc.def-ghi", "api_url": "http://127.0.0.1:9000/api", "guilds": ["1100000000000000001", "18446744073709551615"], "library": "news", "defer_after": "0s"},
"answers": {"threshold": 0.25, "excerpts": 10}, "fetch": {"allow_hosts": ["intranet", "10.0.0.0/8", "::1"], "max_size": "5 MB", "timeout": "1m0s", "user_agent": "Gazette (desk@gazette.example)"}, "feeds": {"interval": "2h0m0s"}, "http": {"listen": ""}, "log": {"level": "debug", "format": "json"}}`,
	}
	for name, content := range files {
		t.Run(name, func(t *testing.T) {
			got, err := Load(Source{Defaults: tuned, Most: most, File: write(t, name, content)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, secrets); diff != "" {
				t.Errorf("Load (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadPrecedence(t *testing.T) {
	file := write(t, "settings.yaml", "data: {dir: file}\nanswers: {excerpts: 4, threshold: 0.1}\nlog: {level: warn}\n")
	got, err := Load(Source{
		Most:     most,
		Defaults: merged(tuned, map[string]string{"answers.threshold": "0.7", "answers.excerpts": "2", "log.format": "json"}),
		Environ:  []string{"DATELINE_CONFIG=" + file, "DATELINE_DATA_DIR=env", "DATELINE_ANSWERS_EXCERPTS=5", "DATELINE_DISCORD_GUILDS=1, 2"},
		Flags:    []Flag{{Name: "--data", Key: "data.dir", Text: "flag"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := defaults()
	want.Data.Dir = "flag"
	want.Discord.Guilds = []string{"1", "2"}
	want.Answers = Answers{Threshold: 0.1, Excerpts: 5, Reader: true}
	want.Log = Log{Level: slog.LevelWarn, Format: "json"}
	if diff := cmp.Diff(want, got, secrets); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
}

// Path is the file that is read: of a variable that comes twice the last one counts.
func TestPath(t *testing.T) {
	file := write(t, "a.yaml", "data: {dir: from-file}")
	for _, src := range []Source{
		{File: file, Environ: []string{"DATELINE_CONFIG=other.yaml"}},
		{Environ: []string{"DATELINE_CONFIG=other.yaml", "DATELINE_CONFIG=" + file}},
	} {
		src.Defaults, src.Most = tuned, most
		c, err := Load(src)
		if err != nil || c.Data.Dir != "from-file" || src.Path() != file {
			t.Errorf("the path is %s, and read is %+v, %v", src.Path(), c.Data, err)
		}
	}
	if path := (Source{}).Path(); path != "" {
		t.Errorf("without a file the path is %s", path)
	}
}

func TestLoadEmptyVariable(t *testing.T) {
	got, err := Load(Source{Defaults: tuned, Most: most, Environ: []string{"DATELINE_HTTP_LISTEN=", "DATELINE_DISCORD_TOKEN="}})
	if err != nil {
		t.Fatal(err)
	}
	if got.HTTP.Listen != "" || got.Discord.Token.Given() {
		t.Errorf("Load = %+v, want no address and no token", got)
	}
}

func TestLoadPassesByOrchestration(t *testing.T) {
	_, err := Load(Source{Defaults: tuned, Most: most, Environ: []string{
		"DATELINE_SERVICE_HOST=10.0.0.11", "DATELINE_SERVICE_PORT=8080", "DATELINE_SERVICE_PORT_HTTP=8080",
		"DATELINE_PORT=tcp://10.0.0.11:8080", "DATELINE_PORT_8080_TCP_ADDR=10.0.0.11",
	}})
	if err != nil {
		t.Errorf("Load = %v, want what Kubernetes sets to be passed by", err)
	}
}

func TestLoadNamesEverythingWrong(t *testing.T) {
	file := write(t, "settings.yaml", `
discord:
  tokn: MTAxNTM.Gx
  guild: 12
  library: My Server
  defer_after: 5s
answers:
  treshold: 0.5
http: 127.0.0.1
log: {level: [info]}
loging: {colour: true}
`)
	_, err := Load(Source{
		Defaults: tuned,
		Most:     most,
		File:     file,
		Environ:  []string{"DATELINE_ANSWERS_EXCERPTS=many", "DATELINE_DISCORD_TOKENFILE=x", "DATELINE_NOPE=1", "DATELINE_ZZZ=1", "DATELINE_DISCORD_TOKEN=a", "DATELINE_DISCORD_TOKEN_FILE=b"},
		Flags:    []Flag{{Name: "--data", Key: "data.dir", Text: " "}},
	})
	want := []string{
		"DATELINE_DISCORD_TOKENFILE: no such setting; did you mean DATELINE_DISCORD_TOKEN_FILE?",
		"DATELINE_NOPE: no such setting; the README lists them",
		"DATELINE_ZZZ: no such setting; the README lists them",
		file + ": answers.treshold: no such setting; did you mean answers.threshold?",
		file + ": discord.guild: no such setting; did you mean discord.guilds?",
		file + ": discord.tokn: no such setting; did you mean discord.token?",
		file + ": http is a section, not a setting; in it stand http.listen, http.pprof",
		file + ": log.level: a list does not fit: write a single value",
		file + ": loging.colour: no such setting; the README lists them",
		"--data: no folder is named: write a path, such as ./data",
		file + `: discord.library: "My Server": write 1 to 64 of the characters a-z, 0-9, - and _`,
		file + ": discord.defer_after: 5s: write 0s to 2s; Discord takes no first response after 3s",
		`DATELINE_ANSWERS_EXCERPTS: "many": write a whole number from 1 to 10`,
		"discord.token and discord.token_file are both set: keep one of them",
	}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Errorf("Load's error (-want +got):\n%s", diff)
	}
}

func TestLoadRefusesValues(t *testing.T) {
	tests := map[string][]string{
		"STORE_URL":           {"postgres://user:hunter2@db/dateline", "sqlite:", "sqlite::memory:", "sqlite:a.db?mode=ro"},
		"LIBRARY_STARTER":     {"", "maybe"},
		"DISCORD_TOKEN":       {"Bot hunter2", "hunter2 hunter2", "hunter2\x00"},
		"DISCORD_API_URL":     {"", "discord.com/api", "ftp://discord.com", "https://", "https://me:hunter2@discord.com/api", "https://discord.com/api?v=9"},
		"DISCORD_GUILDS":      {"my server", "1,,2", "-1", "0", "99999999999999999999"},
		"DISCORD_LIBRARY":     {"News", "a b", "../x", strings.Repeat("a", 65)},
		"DISCORD_DEFER_AFTER": {"", "1", "-1s", "3s", "soon"},
		"ANSWERS_THRESHOLD":   {"", "1.01", "-0.1", "NaN", "high"},
		"ANSWERS_EXCERPTS":    {"0", "11", "2.5"},
		"FETCH_ALLOW_HOSTS":   {"http://intranet", "intranet:80800", "10.0.0.0/33", "a,,b", "-a", "a b"},
		"FETCH_MAX_SIZE":      {"", "big", "0", "-1", "2GiB"},
		"FETCH_TIMEOUT":       {"", "30", "0s", "1h"},
		"FETCH_USER_AGENT":    {"a\nb", "caf\u00e9"},
		"FEEDS_INTERVAL":      {"", "30", "59s", "25h"},
		"HTTP_LISTEN":         {"8080", "localhost", "127.0.0.1:http", "127.0.0.1:65536"},
		"LOG_LEVEL":           {"", "loud", "info+1"},
		"LOG_FORMAT":          {"", "xml"},
	}
	for name, values := range tests {
		for _, v := range values {
			_, err := Load(Source{Defaults: tuned, Most: most, Environ: []string{envPrefix + name + "=" + v}})
			got := lines(err)
			if len(got) != 1 || !strings.HasPrefix(got[0], envPrefix+name+": ") {
				t.Errorf("%s=%s: errors %q, want one that names the variable", name, v, got)
			}
			if strings.Contains(strings.Join(got, ""), "hunter2") {
				t.Errorf("%s: the error shows a secret: %q", name, got)
			}
		}
	}
}

func TestLoadRefusesFiles(t *testing.T) {
	const form = "it is not well-formed"
	tests := []struct {
		name, content, want string
	}{
		{"settings.ini", "a=b", "its name must end in .yaml, .toml or .json"},
		{"list.yaml", "- hunter2", form},
		{"text.yaml", "hunter2", form},
		{"tabs.yaml", "discord:\n\ttoken: hunter2", form + " at line 2"},
		{"open.yaml", "discord: {token: 'hunter2", form},
		{"open.toml", "[discord]\ntoken = hunter2", form + " at line 2"},
		{"open.json", `{"discord": {"token": hunter2}}`, form},
		{"rounded.json", `{"discord": {"guilds": [1100000000000000001]}}`, "discord.guilds: the number is too long to be read exactly: write it in quotation marks"},
		{"nested.yaml", "discord: {guilds: [[1]]}", "discord.guilds: a list in a list does not fit: write single values"},
		{"date.yaml", "data: {dir: 2017-11-12}", "data.dir: the value does not fit: write a text, a number, true or false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(Source{Defaults: tuned, Most: most, File: write(t, tt.name, tt.content)})
			if err == nil {
				t.Fatal("Load took the file")
			}
			got := err.Error()
			if !strings.Contains(got, tt.want) || strings.Contains(got, "\n") {
				t.Errorf("Load's error = %q, want a line with %q", got, tt.want)
			}
			if strings.Contains(got, "hunter2") {
				t.Errorf("Load's error shows the file's content: %q", got)
			}
		})
	}
	folder := filepath.Join(t.TempDir(), "folder.yaml")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(Source{Defaults: tuned, Most: most, File: folder}); err == nil || !strings.HasSuffix(err.Error(), "it is no regular file") {
		t.Errorf("Load of a folder: error %v", err)
	}
	_, err := Load(Source{Defaults: tuned, Most: most, File: filepath.Join(t.TempDir(), "none.yaml")})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Load of a missing file: error %v, want one that is os.ErrNotExist", err)
	}
}
