// Package command is what members can do on Discord, as Discord is told of it and
// as it tells of it: the commands with their options, in all languages and within
// their bounds, and what came with the use of one, with a button or with a form.
//
// It keeps nothing, and does not trust what came: Discord checks it against the
// commands that it was told, which may be older ones, so what is of another type
// than expected counts as not given.
package command
