package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// detectLanguage returns the BCP 47 tag of the language that text is written
// in, or "" when that is not certain, as it never is for a few words.
func detectLanguage(text string) string {
	const enough, plenty = 100, 2000
	if len(text) < enough {
		return ""
	}
	if len(text) > plenty {
		at := plenty
		for !utf8.RuneStart(text[at]) {
			at--
		}
		text = text[:at]
	}
	info := whatlanggo.Detect(strings.ToLower(text))
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
}
