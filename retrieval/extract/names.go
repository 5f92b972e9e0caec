package extract

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var nameSeparator = lazy(`\s*(?:,|;|&|\s(?:and|und|et|y|e|och|og)\s)\s*`)

// splitNames splits a list of names as a byline writes it.
func splitNames(text string) []string {
	var out []string
	for _, name := range nameSeparator.Split(text, -1) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// styles stand before a name without being part of it.
var styles = map[string]bool{
	"dr": true, "prof": true, "professor": true, "mr": true, "mrs": true, "ms": true,
	"pres": true, "president": true, "sen": true, "senator": true, "rep": true, "sir": true,
}

// authorsOf takes the names of persons from the list in a byline and passes
// over roles and places.
func authorsOf(text string) []string {
	var out []string
	for _, name := range splitNames(text) {
		first, rest, ok := strings.Cut(name, " ")
		if ok && styles[strings.ToLower(strings.TrimSuffix(first, "."))] {
			name = rest
		}
		if personName(name) {
			out = addName(out, name)
		}
	}
	return out
}

// creators are the names of persons in a file's properties, which may turn
// them: "Nordwall, Tessa", and others after a semicolon.
func creators(text string) []string {
	var out []string
	for one := range strings.SplitSeq(text, ";") {
		surname, given, ok := strings.Cut(one, ",")
		turned := strings.TrimSpace(given) + " " + strings.TrimSpace(surname)
		// What is a name before the comma has another one behind it.
		if ok && !strings.Contains(given, ",") && !personName(strings.TrimSpace(surname)) && personName(turned) {
			one = turned
		} else if ok && surnameParticle(surname) && personName(turned) {
			one = turned
		}
		for _, name := range authorsOf(one) {
			out = addName(out, name)
		}
	}
	return out
}

// surnameParticle reports whether text is a surname that a particle opens.
func surnameParticle(text string) bool {
	first, _, ok := strings.Cut(strings.TrimSpace(text), " ")
	return ok && nameParticles[strings.ToLower(first)]
}

// personsOf is authorsOf without the names of the outlet, of its address, of
// agencies and of desks.
func personsOf(text, outlet, address string) []string {
	return slices.DeleteFunc(authorsOf(text), func(name string) bool { return organisation(name, outlet, address) })
}

// nameParticles are the words of a name that are written small.
var nameParticles = map[string]bool{
	"de": true, "da": true, "di": true, "del": true, "della": true, "der": true, "den": true, "van": true,
	"von": true, "le": true, "la": true, "el": true, "al": true, "bin": true, "ibn": true, "dos": true, "du": true,
}

// personName reports whether text has the form of a person's name: two to five
// words, each with a capital but for particles, and no article before them.
func personName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 || strings.EqualFold(words[0], "the") {
		return false
	}
	for _, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(first) && !nameParticles[word] {
			return false
		}
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("@/:()", r) }) {
			return false
		}
	}
	return true
}

// deskWords are those of desks, roles and papers, which no person's name has.
var deskWords = wordSet(`staff team desk editor editors editor-at-large editorial redaktion redaction news online reporter reporters writer columnist
	agency agencies admin administrator press media magazine daily service correspondent newsroom contributor guest tv radio web
	times post herald tribune journal gazette`)

// organisation reports whether name is the outlet's, an agency's or a desk's.
func organisation(name, outlet, address string) bool {
	if _, ok := agencyName(name); ok {
		return true
	}
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		if deskWords[word] {
			return true
		}
	}
	folded := fold(name)
	u, err := url.Parse(address)
	return outlet != "" && folded == fold(outlet) || err == nil && u.Host != "" && strings.Contains(fold(u.Host), folded)
}

// addName adds a name to a list, unless it is there: in other letters' cases or
// without its accents a name is the same. The spelling that is not all capitals
// stays. What is more than an article may have is passed over.
func addName(names []string, name string) []string {
	if len(names) >= maxAuthors {
		return names
	}
	plain := plainName(name)
	for i, known := range names {
		if plainName(known) != plain {
			continue
		}
		if known == strings.ToUpper(known) {
			names[i] = name
		}
		return names
	}
	return append(names, name)
}

// plainName is a name's letters, in lower case and without accents.
func plainName(name string) string { return fold(norm.NFKD.String(name)) }
