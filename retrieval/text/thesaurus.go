package text

// sameNames are names that news uses for one thing, as terms. A name of
// several words stands as the one that tells it best.
var sameNames = [][]Term{
	{"isi", "isil", "daesh", "is·", "islam"},
	{"us·", "usa", "america", "american"},
	{"uk", "britain", "british"},
	{"dprk", "pyongyang"},
	{"ussr", "soviet"},
	{"vietnam", "viet"},
	{"peke", "beij"},
	{"kiev", "kyiv"},
	{"covid", "coronavirus"},
}

// joinedNames are names of two words and what else they go by.
var joinedNames = map[[2]Term][]Term{
	{"unit", "state"}:     {"us·", "usa"},
	{"unit", "kingdom"}:   {"uk", "britain"},
	{"islam", "state"}:    {"isi", "isil", "daesh", "is·"},
	{"unit", "nation"}:    {"un"},
	{"european", "union"}: {"eu"},
	{"north", "korea"}:    {"dprk"},
}

// figures are numbers in words.
var figures = map[Term]Term{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
	"seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
	"sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "thousand": "1000",
}

// thesaurus is sameNames and figures by term.
var thesaurus = func() map[Term][]Term {
	m := make(map[Term][]Term)
	for _, names := range sameNames {
		for _, n := range names {
			for _, other := range names {
				if n != other {
					m[n] = append(m[n], other)
				}
			}
		}
	}
	for word, figure := range figures {
		m[word] = append(m[word], figure)
		m[figure] = append(m[figure], word)
	}
	return m
}()

// OtherNames returns the terms that news uses for the same thing as t, which are
// not to be changed: other names, and of a number its figures or its word.
func OtherNames(t Term) []Term { return thesaurus[t] }

// JoinedNames returns what a name of two words also goes by.
func JoinedNames(first, second Term) []Term { return joinedNames[[2]Term{first, second}] }
