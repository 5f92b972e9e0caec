// Package speaker reads in an article whose words a quotation is, to whom they were
// said and when.
//
// It goes by what the article says outside of quotation marks: the verbs of saying
// beside the quotation, the quotations that it goes on from, the sentence that
// leads to it. Somebody is named by the article's own words, and a pronoun stands
// for somebody only where a single person fits; else it says no name. It keeps
// nothing and guesses nothing.
package speaker
