// Package retrieval is the domain and the library: articles, their passages,
// and finding them. A Library is a durable store and a search index behind one
// type; the store is the truth, the index is derived from it and mends itself.
// No exported signature names a type of the search engine or of the database.
package retrieval
