package retrieval

// modelWeights is the linear ranking model.
var modelWeights = features{
	featBM25: 2, featCoverage: 1, featWindow: 1, featPairs: .3, featTitle: .4,
	featSideBM25: 2, featSideCoverage: .5, featSideWindow: 1, featSideTitle: .4,
	featArticle: .5, featNeighbour: .3, featOutlet: .3, featSideOutlet: .5, featDay: .3, featSideDay: .5, featLead: .1,
}
