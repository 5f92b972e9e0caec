package extract

import "dateline/retrieval"

// What is wrong with documents of more than one format.
var (
	errNoArticle = retrieval.NewProblem("no_article", "it holds no article text: give a document with paragraphs of text")
	errEmpty     = retrieval.NewProblem("empty", "it is empty: give a document with text")
	errEncrypted = retrieval.NewProblem("encrypted", "it is encrypted: save it without a password")
	errBrokenXML = retrieval.NewProblem("broken_xml", "its XML is broken: get it again from where it came")
	errNested    = retrieval.NewProblem("nested", "its elements are nested too deep: give the article's text instead")
)
