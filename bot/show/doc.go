// Package show writes what members of a Discord server see: messages, forms and
// the texts in them, in five languages.
//
// It renders answers, summaries, comparisons, timelines and drafts without
// asking anything of anybody. What comes from articles is shown to the letter,
// so that Discord makes nothing of it; a quotation is shown whole or not at all;
// no message exceeds Discord's limits or pings anybody.
package show
