// Package align finds where a quote stands in texts, to the letter or altered,
// and what was changed, added, left out or put together from several places.
//
// It aligns the quote's words with those of all places at once and keeps
// nothing. It takes no two words for the same that only have the same hash, and
// gives no verdict on less than most of a quote.
package align
