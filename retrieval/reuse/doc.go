// Package reuse finds out which texts share text, in the same words or nearly
// so. It sees words as hashes and articles as numbers, and keeps nothing but the
// sketches that it is given.
package reuse
