package extract

import (
	"regexp"
	"strings"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used: the
// package has dozens of them, and most runs of the program need none.
type pattern struct {
	compiled func() *regexp.Regexp
}

// lazy returns the pattern of an expression, which must be a valid one.
func lazy(expr string) pattern {
	return pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

func (p pattern) Match(data []byte) bool       { return p.compiled().Match(data) }
func (p pattern) MatchString(text string) bool { return p.compiled().MatchString(text) }
func (p pattern) FindStringSubmatch(text string) []string {
	return p.compiled().FindStringSubmatch(text)
}
func (p pattern) FindStringSubmatchIndex(text string) []int {
	return p.compiled().FindStringSubmatchIndex(text)
}
func (p pattern) FindAllStringIndex(text string, n int) [][]int {
	return p.compiled().FindAllStringIndex(text, n)
}
func (p pattern) ReplaceAllString(text, with string) string {
	return p.compiled().ReplaceAllString(text, with)
}
func (p pattern) Split(text string, n int) []string { return p.compiled().Split(text, n) }

// wordSet is the set of the words in a text.
func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}
