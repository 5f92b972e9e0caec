package kinds

import (
	"testing"

	"dateline/retrieval/text"
)

func TestMeets(t *testing.T) {
	an := text.NewAnalyzer()
	for _, test := range []struct {
		question, sentence string
		want               float64
		strict             bool
	}{
		{"how tall is mitt romney", "Mr. Romney spoke for 12 minutes on Tuesday.", -1, true},
		{"how tall is mitt romney", "At 6 feet 2 inches he towered over the crowd.", 1, true},
		{"how tall is mitt romney", "At 6'2\" he towered over the crowd.", 1, true},
		{"What is the height of the tower?", "The tower rises 330m above the square.", 1, true},
		{"how far is the port from the town", "The port lies an hour away.", 1, false},
		{"how far is the port from the town", "The port covers 12 square miles.", -1, false},
		{"how fast was the train going", "It was doing 90 miles per hour.", 1, false},
		{"how fast was the train going", "It stood 90 miles away.", -1, false},
		{"how much did the whale weigh", "The whale was 15 tonnes.", 1, true},
		{"how much did the whale weigh", "The whale cost the town £15 pounds.", -1, true},
		{"how much did the bridge cost", "It took two years.", -1, true},
		{"how much did the bridge cost", "It took $2 million.", 1, true},
		{"how old is the mayor", "Anna Lund, 61, was elected in May.", 1, true},
		{"how old is the mayor", "The 61-year-old was elected in May.", 1, true},
		{"how old is the mayor", "She was elected with 61 votes.", -1, true},
		{"how hot was it in june", "It reached 41°C in the shade.", 1, true},
		{"how hot was it in june", "It lasted 41 days.", -1, true},
		{"what percentage of voters stayed home", "Some 41 per cent of them did.", 1, true},
		{"how many ferries sank", "Three people saw it.", 0, false},
		{"how many ferries sank", "Three of the ferries did.", 1, false},
		{"how often does the ferry run", "It runs twice a day.", 1, false},
		{"who wrote the report", "Lund wrote it.", 0, false},
		{"who wrote the report", "The report was written by Lund.", 1, false},
		// What is told in a clause is not what is asked for.
		{"What did the 18th century group call themselves?", "They took the name Camisards.", 0, false},
		{"What kind of cell is active when antibodies bind?", "B cells are.", 0, false},
		{"is it safe when you are pregnant", "Doctors advise against it.", 0, false},
		{"did she say why she left", "She left because of the noise.", 1, false},
	} {
		q := an.Tokens(test.question, "en")
		asked := make(map[text.Term]bool)
		for _, t := range q {
			asked[t.Term] = true
		}
		w := WantOf(q, "en")
		if got := w.Meets(test.sentence, an.Tokens(test.sentence, "en"), asked); got != test.want || w.Strict() != test.strict {
			t.Errorf("%s | %s: meets %v, strict %v; want %v, %v", test.question, test.sentence, got, w.Strict(), test.want, test.strict)
		}
	}
}
