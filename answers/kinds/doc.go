// Package kinds tells what kind of answer a question asks for (a person, a sum of
// money, a height, how many of what) and whether a sentence holds such a thing. It
// goes by words and their form alone, keeps nothing, and knows most of English.
package kinds
