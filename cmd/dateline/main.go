// Dateline answers questions over a library of news articles with verbatim
// excerpts, each naming its article, outlet, date and link, or says that the
// library holds no answer.
//
//	dateline serve                    run the Discord bot
//	dateline ask [flags] QUESTION     answer from the library
//	dateline search [flags] QUERY     ranked passages, no answer made of them
//	dateline summary --article ID     an article's own sentences that carry it
//	dateline receipt ID               what became of an answer's quotations
//	dateline watch add|list|remove|check
//	                                  questions that are asked again of what is loaded
//	dateline load [flags] SOURCE...   load articles: file, folder, URL, or -
//	dateline quote [flags] TEXT       is this quote in the library, exactly, altered, or not at all
//	dateline articles list            the articles of the library; also show, remove, export
//	dateline feeds add|list|remove|poll
//	                                  subscriptions, whose new articles are loaded
//	dateline backup FILE              everything that is stored, in one file
//	dateline restore FILE             bring back what a backup holds
//	dateline doctor                   check settings, token, store, index; say what to mend
//	dateline healthcheck              whether a serving Dateline is well
//	dateline eval FOLDER              measure search and answers on a benchmark folder
//	dateline version                  which Dateline this is
//
// All commands take --config, --data, --library, --json, --quiet, --log-level
// and --no-starter. The exit status is 0 when it is done (an abstention is an
// answer), 1 when something failed, and 2 for wrong usage or settings.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A reader that has seen enough, such as head, shall end the program by an
	// error of writing and not by a signal, so that what is open is closed.
	signal.Ignore(syscall.SIGPIPE)
	stops := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		stops = append(stops, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), stops...)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
