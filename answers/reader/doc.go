// Package reader tells whether a sentence answers a question. A small neural
// network, four layers of MiniLM trained as a cross-encoder, reads the
// question together with the sentence, the sentences beside it and the
// title that it stands under, and gives one score, the log-odds that the
// sentence answers. docs/reader.md says what it was trained on and where it
// fails; cmd/train/reader trains it.
//
// The weights (model.bin, eight bits each) are embedded and unpacked at the
// first use. The products of matrices are sums of integers, the functions
// between them are tables or single operations on float32 in a fixed order:
// a score is the same on every machine and for any number of workers.
// The package keeps nothing of what it reads. Texts are cut to bounded
// numbers of pieces, and the time of one reading depends on their number
// alone.
package reader
