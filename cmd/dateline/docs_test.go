package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/bot"
	"dateline/config"
	"dateline/retrieval/load"
)

const repository = "../.."

// document reads a file of the repository.
func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The part of a document between these lines is written by the program, the
// rest by hand.
const (
	writtenFrom = "<!-- From here on, written by: go test ./cmd/dateline -run TestWrittenDocs -update -->\n"
	writtenTo   = "<!-- Written up to here. -->\n"
)

func TestWrittenDocs(t *testing.T) {
	for name, want := range map[string]string{
		"docs/commands.md": commandDocs((&program{}).rootCommand()),
		"docs/settings.md": settingDocs(),
	} {
		text := document(t, name)
		before, rest, begins := strings.Cut(text, writtenFrom)
		got, after, ends := strings.Cut(rest, writtenTo)
		if !begins || !ends {
			t.Errorf("%s lacks the lines that say which part of it is written by the program", name)
			continue
		}
		diff := cmp.Diff(want, got)
		if diff == "" {
			continue
		}
		if !*update {
			t.Errorf("%s (-want +got); go test ./cmd/dateline -run TestWrittenDocs -update rewrites it:\n%s", name, diff)
			continue
		}
		if err := os.WriteFile(filepath.Join(repository, name), []byte(before+writtenFrom+want+writtenTo+after), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// commandDocs describes all commands, in Markdown.
func commandDocs(root *cobra.Command) string {
	var b, list strings.Builder
	fmt.Fprintf(&b, "\n## Flags of every command\n\n%s\n", flagDocs(root.PersistentFlags()))
	list.WriteString("\n| command | does |\n|---|---|\n")
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
		if !cmd.Runnable() || cmd.HasSubCommands() || cmd.Hidden {
			return
		}
		anchor := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
		fmt.Fprintf(&list, "| [`%s`](#%s) | %s |\n", cmd.CommandPath(), anchor, sentenceStart(cmd.Short))
		fmt.Fprintf(&b, "## %s\n\n    %s\n\n", cmd.CommandPath(), cmd.UseLine())
		if cmd.Long == "" {
			fmt.Fprintf(&b, "%s.\n\n", cmd.Short)
		} else {
			fmt.Fprintf(&b, "%s\n\n", cmd.Long)
		}
		if cmd.Example != "" {
			fmt.Fprintf(&b, "```sh\n%s\n```\n\n", regexp.MustCompile(`(?m)^  `).ReplaceAllString(cmd.Example, ""))
		}
		if own := cmd.LocalNonPersistentFlags(); own.HasAvailableFlags() {
			fmt.Fprintf(&b, "%s\n", flagDocs(own))
		}
	}
	visit(root)
	return list.String() + strings.TrimSuffix(b.String(), "\n")
}

// sentenceStart returns a text with its first letter in lower case.
func sentenceStart(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// flagDocs describes flags in a table.
func flagDocs(flags *pflag.FlagSet) string {
	var b strings.Builder
	b.WriteString("| flag | meaning |\n|---|---|\n")
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		if value != "" {
			value = " " + value
		}
		if initial := f.DefValue; initial != "" && initial != "false" && initial != "0" && initial != "[]" {
			usage += fmt.Sprintf(" (default %s)", initial)
		}
		fmt.Fprintf(&b, "| `--%s%s` | %s |\n", f.Name, value, usage)
	})
	return b.String()
}

// settingDocs describes all settings in a table.
func settingDocs() string {
	known := map[string]string{ // what other packages and the environment decide
		"store.url":        "`dateline.db` in `data.dir`",
		"discord.guilds":   "all",
		"fetch.user_agent": "`" + load.DefaultUserAgent + "`",
	}
	for key, text := range defaults() {
		known[key] = "`" + text + "`"
	}
	var b strings.Builder
	b.WriteString("\n| setting | default | meaning |\n|---|---|---|\n")
	for _, s := range config.Settings() {
		initial, ok := known[s.Key]
		switch {
		case ok:
		case s.Default == "":
			initial = "none"
		default:
			initial = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s.Key, initial, s.Meaning)
	}
	return b.String() + "\n"
}

func TestPackageDocNamesEveryCommand(t *testing.T) {
	doc, _, _ := strings.Cut(document(t, "cmd/dateline/main.go"), "\npackage main")
	for _, cmd := range (&program{}).rootCommand().Commands() {
		if !cmd.Hidden && !strings.Contains(doc, "//\tdateline "+cmd.Name()) {
			t.Errorf("the package's doc does not name %q", cmd.CommandPath())
		}
	}
}

func TestArchitectureNamesEveryPackage(t *testing.T) {
	text := document(t, "ARCHITECTURE.md")
	for path := range ownPackages(t) {
		if !strings.Contains(text, "\n| `"+path+"` |") {
			t.Errorf("the table of packages in ARCHITECTURE.md does not have %s", path)
		}
	}
}

func TestDocsHaveInviteLink(t *testing.T) {
	for _, name := range []string{"README.md", "docs/discord.md"} {
		if link := bot.InviteLink("APPLICATION_ID"); !strings.Contains(document(t, name), link) {
			t.Errorf("%s does not have the link %s", name, link)
		}
	}
}

// The README is a way in, not a manual, and ARCHITECTURE.md an overview.
func TestDocsAreShort(t *testing.T) {
	for name, most := range map[string]int{"README.md": 900, "ARCHITECTURE.md": 1600} {
		if n := len(strings.Fields(document(t, name))); n > most {
			t.Errorf("%s has %d words, more than %d: move some of it to docs", name, n, most)
		}
	}
}

var (
	markdownLink = regexp.MustCompile(`\]\(([^)\s]+)\)|src="([^"]+)"`)
	heading      = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notInAnchor  = regexp.MustCompile(`[^\p{L}\p{N}\- _]`)
)

// anchors are the names by which links lead to the headings of a document.
func anchors(text string) map[string]bool {
	out := make(map[string]bool)
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		out[strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")] = true
	}
	return out
}

func TestLinksOfDocsLeadSomewhere(t *testing.T) {
	names, err := fs.Glob(os.DirFS(repository), "docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md") {
		text := document(t, name)
		for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
			path, anchor, _ := strings.Cut(m[1]+m[2], "#")
			if strings.Contains(path, "://") {
				continue
			}
			target := name
			if path != "" {
				target = filepath.Join(filepath.Dir(name), path)
			}
			if _, err := os.Stat(filepath.Join(repository, target)); errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s links to %s, which is not there", name, path)
			} else if anchor != "" && !anchors(document(t, target))[anchor] {
				t.Errorf("%s links to %s#%s, which has no such heading", name, target, anchor)
			}
		}
	}
}
