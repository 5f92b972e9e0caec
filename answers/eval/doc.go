// Package eval measures search and answers on a benchmark folder: articles,
// and questions with the places where their answers stand, or with none.
//
// It loads the articles into the library that it is given, which should be
// empty, puts every question to it, and reports how often and how high up the
// evidence was found, how well answerable questions were told from others, and
// how long that took. What was quoted is checked against the folder's own
// text, not against what the library stored of it. It keeps nothing. It
// refuses a folder whose questions cannot be judged, since figures from a part
// of them would be taken for figures of the whole.
package eval
