package main

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/answers"
	"dateline/bot"
	"dateline/config"
)

// document reads a file of the repository's root.
func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReadmeNamesEverySetting(t *testing.T) {
	readme := document(t, "README.md")
	for _, key := range config.Keys() {
		if !strings.Contains(readme, "| `"+key+"` |") {
			t.Errorf("README.md does not have the setting %s", key)
		}
	}
	threshold := strconv.FormatFloat(answers.DefaultThreshold, 'f', -1, 64)
	if !strings.Contains(readme, "| `answers.threshold` | `"+threshold+"` |") {
		t.Errorf("README.md has another default of answers.threshold than %s", threshold)
	}
}

func TestReadmeHasInviteLink(t *testing.T) {
	if link := bot.InviteLink("APPLICATION_ID"); !strings.Contains(document(t, "README.md"), link) {
		t.Errorf("README.md does not have the link %s", link)
	}
}

func TestReadmeNamesEveryCommandAndFlag(t *testing.T) {
	readme := document(t, "README.md")
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		if cmd.Runnable() && !cmd.HasSubCommands() && !strings.Contains(readme, "| `"+cmd.CommandPath()) {
			t.Errorf("README.md does not have the command %q", cmd.CommandPath())
		}
		check := func(f *pflag.Flag) {
			if f.Name != "help" && !strings.Contains(readme, "--"+f.Name+" ") && !strings.Contains(readme, "--"+f.Name+"`") {
				t.Errorf("README.md does not have the flag --%s of %q", f.Name, cmd.CommandPath())
			}
		}
		cmd.LocalFlags().VisitAll(check)
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	visit((&program{}).rootCommand())
}
