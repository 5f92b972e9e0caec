// Package reuse finds out which texts share text, in the same words or nearly
// so, and what changed from one text to another. For the first it sees words as
// hashes and articles as numbers, and keeps nothing but the sketches that it is
// given.
package reuse
