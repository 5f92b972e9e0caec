// Package dates reads the days that an article's sentences tell of: those that
// they state, as "8 November 2017", and those that they count from the day of
// publication, as "on Saturday", "yesterday" or "two days later".
//
// It keeps nothing but the day told of last, which "two days later" counts
// from. It refuses to guess: a date without what it counts from is no date.
package dates
