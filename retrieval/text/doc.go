// Package text takes texts apart: blocks, passages, sentences, words, terms and
// spellings, each as a span of bytes of the text that it was found in. It keeps
// nothing but the words that an Analyzer has met, and it changes no text: what
// it folds away, it folds only to compare.
package text
