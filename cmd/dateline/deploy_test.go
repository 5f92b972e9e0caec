package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"dateline/config"
	"dateline/retrieval/load"
)

// examples are what the example settings say where there is no default, in YAML.
var examples = map[string]string{
	"data.dir":           "/var/lib/dateline",
	"store.url":          "/var/lib/dateline/dateline.db",
	"discord.token":      `""`,
	"discord.token_file": "/etc/dateline/token",
	"discord.guilds":     `["112233445566778899"]`,
	"discord.library":    "news",
	"fetch.allow_hosts":  "[intranet.example]",
	"fetch.user_agent":   `"` + load.DefaultUserAgent + `"`,
}

const exampleHead = `## Settings of Dateline. What is commented out has its default, or an example where there
## is none: take the "#" away before a setting, and before its section. docs/settings.md
## has the same as a table. The bot's token belongs into a file of its own.
## Written by: go test ./cmd/dateline -run TestExampleSettings -update
`

// exampleSettings are all settings with what they mean, of which only the data
// folder is set.
func exampleSettings() string {
	values := defaults()
	pg := &page{style: style{width: 89}}
	pg.WriteString(exampleHead)
	section := ""
	for _, s := range config.Settings() {
		value, ok := examples[s.Key]
		if !ok {
			value, ok = values[s.Key]
		}
		if !ok {
			value = s.Default
		}
		mark := "#"
		if s.Key == "data.dir" {
			mark = ""
		}
		in, key, _ := strings.Cut(s.Key, ".")
		if in != section {
			fmt.Fprintf(pg, "\n%s%s:\n", mark, in)
			section = in
		}
		pg.text(plain, mark+"  # ", strings.ReplaceAll(s.Meaning, "`", ""))
		fmt.Fprintf(pg, "%s  %s: %s\n", mark, key, value)
	}
	return pg.String()
}

// The example settings say what there is, and are taken as they stand and with
// everything in them set.
func TestExampleSettings(t *testing.T) {
	name := filepath.Join(repository, "deploy", "dateline.yaml")
	want := exampleSettings()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, document(t, "deploy/dateline.yaml")); diff != "" {
		t.Errorf("(-want +got); with -update it is rewritten:\n%s", diff)
	}
	for of, text := range map[string]string{"as it stands": want, "all set": regexp.MustCompile(`(?m)^#`).ReplaceAllString(want, "")} {
		file := filepath.Join(t.TempDir(), "dateline.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		src := config.Source{Defaults: defaults(), Most: limits(), File: file}
		cfg, err := config.Load(src)
		if err != nil || cfg.Data.Dir != "/var/lib/dateline" {
			t.Errorf("%s: the data folder is %s, %v", of, cfg.Data.Dir, err)
		}
		if given, err := config.Given(src); err != nil || of == "all set" && given["discord.library"] != "news" || of != "all set" && given["discord.library"] != "" {
			t.Errorf("%s: discord.library is %q, %v", of, given["discord.library"], err)
		}
	}
}

// What the image, the units and compose.yaml set are settings.
func TestDeploySetsSettings(t *testing.T) {
	known := map[string]bool{}
	for _, s := range config.Settings() {
		known["DATELINE_"+strings.ToUpper(strings.ReplaceAll(s.Key, ".", "_"))] = true
	}
	variable := regexp.MustCompile(`\bDATELINE_[A-Z_]+`)
	for _, name := range []string{"Dockerfile", "deploy/compose.yaml", "deploy/dateline.service", "deploy/dateline-backup.service"} {
		for _, found := range variable.FindAllString(document(t, name), -1) {
			if !known[found] {
				t.Errorf("%s sets %s, which is no setting", name, found)
			}
		}
	}
	for _, name := range []string{"deploy/compose.yaml", "deploy/nfpm.yaml"} {
		var content map[string]any
		if err := yaml.Unmarshal([]byte(document(t, name)), &content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
