package eval

// Report is what was measured.
type Report struct {
	// Folder is the benchmark folder's own name.
	Folder string `json:"folder"`
	// Articles is how many articles the library took of the folder's, and
	// Rejected how many it did not.
	Articles int `json:"articles"`
	Rejected int `json:"rejected"`
	// LoadMS is how long that took, in milliseconds.
	LoadMS float64 `json:"load_ms"`
	// Questions is how many questions were put, Unknown how many articles
	// their evidence names that the folder does not have.
	Questions int `json:"questions"`
	Unknown   int `json:"unknown_evidence"`
	// Search and Ask are nil where they were not measured.
	Search *Result `json:"search"`
	Ask    *Result `json:"ask"`
}

// Result is how search or ask did.
type Result struct {
	// All and Types are the measures of all answerable questions, and of those
	// of each type.
	All   Figures            `json:"all"`
	Types map[string]Figures `json:"types"`
	Texts Texts              `json:"texts"`
	// Abstention is nil for a search, which never abstains.
	Abstention *Abstention `json:"abstention"`
	TookMS     Latency     `json:"took_ms"`
	// Worst are the questions that it did worst on, the worst first.
	Worst []Miss `json:"worst"`
}

// Texts tells of the passages or excerpts that were given.
type Texts struct {
	Count int `json:"count"`
	// Verbatim is the share of them that stand, white space aside, in the
	// article that they name; nil when there are none.
	Verbatim *float64 `json:"verbatim"`
	// WordsMean and WordsMost are the words a text.
	WordsMean *float64 `json:"words_mean"`
	WordsMost int      `json:"words_most"`
}

// Abstention is how well answerable questions were told from others.
type Abstention struct {
	// Questions is how many were decided on, answerable or not.
	Questions int `json:"questions"`
	// AUC is the probability that an answerable question gets a higher
	// confidence than another; nil where all are of one kind.
	AUC *float64 `json:"auc"`
	// Accuracy is the share of questions that were answered when answerable
	// and abstained from when not.
	Accuracy float64            `json:"accuracy"`
	Types    map[string]float64 `json:"types"`
	// NearMissAUC is the AUC against near misses alone; nil where there are none.
	NearMissAUC *float64 `json:"near_miss_auc"`
	// WrongArticles is the share of answerable questions that were answered from
	// no article of their evidence; nil where no question is answerable.
	WrongArticles *float64 `json:"wrong_articles"`
	// CalibrationError is the expected calibration error over Bins.
	CalibrationError float64 `json:"calibration_error"`
	Bins             []Bin   `json:"bins"`
}
