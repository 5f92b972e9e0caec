// Package answers turns a question into verbatim excerpts of a library's
// articles, or abstains. It keeps nothing. It refuses to give out a quotation
// that does not stand, to the byte, in the stored article it names: every
// excerpt is read from the store again before it leaves.
package answers
