// Dateline answers questions over a library of news articles with verbatim
// excerpts, each naming its article, outlet, date and link, or says that the
// library holds no answer.
//
//	dateline serve                  run the Discord bot
//	dateline ask QUESTION           answer a question from the library
//	dateline search QUERY           ranked passages, no answer made of them
//	dateline summary                an article, or the main points of several
//	dateline compare TOPIC          what each outlet says, side by side
//	dateline timeline TOPIC         dated excerpts, oldest first
//	dateline quote TEXT             is this quote in the library: exact, altered, or absent
//	dateline receipt ID             check an earlier answer against the library as it is now
//	dateline watch add|list|remove|check
//	                                questions that are asked of newly loaded articles
//	dateline load SOURCE...         load articles from files, folders, links or -
//	dateline articles list|show|edit|remove|history|undo|log|lineage|export
//	                                the articles of the library, and its log
//	dateline outlets list|alias|unalias
//	                                the outlets of the library, and their aliases
//	dateline feeds add|list|remove|poll
//	                                subscriptions, whose new articles are loaded
//	dateline backup FILE            write everything that is stored into one file
//	dateline restore FILE           restore a backup
//	dateline doctor                 check settings, token, store and indexes
//	dateline healthcheck            check whether dateline serve is healthy
//	dateline eval FOLDER            measure search and answers on a benchmark folder
//	dateline completion SHELL       a script that completes commands in a shell
//	dateline version                print the version
//	dateline help COMMAND           show how a command is used
//
// All commands take --config, --data, --library, --json, --quiet, --log-level
// and --no-starter. The exit status is 0 when the command did what it was asked (an
// abstention is an answer), 1 when something failed, and 2 for wrong usage or
// settings.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	limitMemory()
	// When a reader such as head has seen enough, writing shall fail instead of a
	// signal ending the program, so that what is open is closed.
	signal.Ignore(syscall.SIGPIPE)
	stops := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		stops = append(stops, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), stops...)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
