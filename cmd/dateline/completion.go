package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval/store"
)

// shells are those that a completion script can be written for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (p *program) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Write a script that completes commands in a shell",
		Long: `Write a script for bash, zsh, fish or powershell that completes dateline's commands, flags,
libraries, outlets and article ids as you type them.`,
		Example: `  source <(dateline completion bash)
  dateline completion zsh > "${fpath[1]}/_dateline"
  dateline completion fish > ~/.config/fish/completions/dateline.fish
  dateline completion powershell | Out-String | Invoke-Expression`,
		Args:      oneArgument("a shell's name"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return writing(root.GenBashCompletionV2(p.stdout, true))
			case "zsh":
				return writing(root.GenZshCompletion(p.stdout))
			case "fish":
				return writing(root.GenFishCompletion(p.stdout, true))
			case "powershell":
				return writing(root.GenPowerShellCompletionWithDesc(p.stdout))
			}
			return usagef("%q: no such shell: write one of %s", args[0], strings.Join(shells, ", "))
		},
	}
}

// addCompletions says for all commands what can stand in the place of an
// argument or of a flag's value. Files are offered only where a file is wanted.
func (p *program) addCompletions(root *cobra.Command) {
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	byFlag := map[string]cobra.CompletionFunc{
		"config":    cobra.FixedCompletions([]string{"yaml", "yml", "toml", "json"}, cobra.ShellCompDirectiveFilterFileExt),
		"data":      cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		"batch":     cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault),
		"log-level": cobra.FixedCompletions([]string{"debug", "info", "warn", "error"}, cobra.ShellCompDirectiveNoFileComp),
		"library":   p.completeFrom(libraryNames),
		"outlet":    p.completeFrom(outletNames),
		"article":   p.completeFrom(articleIDs),
	}
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		for name, complete := range byFlag {
			if cmd.LocalFlags().Lookup(name) != nil {
				_ = cmd.RegisterFlagCompletionFunc(name, complete) // it fails for a flag that is not there
			}
		}
		switch nameOf(cmd) {
		case "load", "backup", "restore", "eval":
			cmd.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
		case "articles show", "articles edit", "articles history", "articles lineage":
			cmd.ValidArgsFunction = firstOnly(p.completeFrom(articleIDs))
		case "articles remove":
			cmd.ValidArgsFunction = p.completeFrom(articleIDs)
		}
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	visit(root)
}

// firstOnly completes the first argument and no further one.
func firstOnly(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

// Bounds of completion: whoever types waits for it.
const (
	completionTime = time.Second
	mostCompleted  = 200
)

// finder finds the names in a store that what is typed may become.
type finder func(ctx context.Context, names *store.Names, library, typed string) ([]cobra.Completion, error)

// completeFrom completes what is typed with names from the store. It is silent
// about errors, because a shell has no place to show them.
func (p *program) completeFrom(find finder) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		found, err := p.findNames(cmd, find, typed)
		if err != nil {
			found = nil
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}

func (p *program) findNames(cmd *cobra.Command, find finder, typed string) (found []cobra.Completion, err error) {
	cfg, err := p.settings(cmd)
	if err != nil {
		return nil, err
	}
	names, err := store.OpenNames(storeFile(cfg))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, names.Close()) }()
	ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
	defer cancel()
	return find(ctx, names, p.flags.library, typed)
}

// steersCompletion reports whether a variable of the environment is one by which
// cobra's scripts are steered. The fish and PowerShell scripts set one themselves;
// it looks like a setting and is none.
func steersCompletion(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return name == "DATELINE_ACTIVE_HELP" || name == "DATELINE_COMPLETION_DESCRIPTIONS"
}

func libraryNames(ctx context.Context, names *store.Names, _, typed string) ([]cobra.Completion, error) {
	all, err := names.Libraries(ctx)
	return matching(all, typed), err
}

func outletNames(ctx context.Context, names *store.Names, library, typed string) ([]cobra.Completion, error) {
	all, err := names.Outlets(ctx, library)
	return matching(all, typed), err
}

// articleIDs returns ids that begin with what is typed, each with its headline.
func articleIDs(ctx context.Context, names *store.Names, library, typed string) ([]cobra.Completion, error) {
	articles, err := names.Articles(ctx, library, typed, mostCompleted)
	var found []cobra.Completion
	for _, m := range articles {
		if shown(m.ID) {
			found = append(found, cobra.CompletionWithDesc(m.ID, answers.Inline(m.Title)))
		}
	}
	return found, err
}

// matching returns the names that begin with what is typed, in any case of
// letters.
func matching(names []string, typed string) []cobra.Completion {
	var found []cobra.Completion
	for _, name := range names {
		if len(found) < mostCompleted && shown(name) && strings.HasPrefix(strings.ToLower(name), strings.ToLower(typed)) {
			found = append(found, name)
		}
	}
	return found
}

// shown reports whether a name can be given to a shell: it has nothing that
// would steer a terminal or end a line.
func shown(name string) bool { return answers.Inline(name) == name }
