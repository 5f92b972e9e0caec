package answers

import (
	"fmt"
	"log/slog"
	"testing"

	"dateline/retrieval"
)

// news is a library of more than a few articles, on as many events.
func news(t *testing.T) *retrieval.Library {
	var articles []retrieval.Article
	for i, n := range []struct{ title, body string }{
		{"Harbour bridge closed after inspector finds cracks", "The harbour bridge was closed on Monday after an inspector found long cracks in its pillars. The ferry to the old town will run every ten minutes, the council said."},
		{"Council votes down tax on hotel beds", "A tax on hotel beds was voted down by the council on Tuesday. Hotel owners had called it a tax on guests."},
		{"Divers find wreck of the Lumora", "Two divers have found the wreck of the Lumora, a ship that went down in a storm in 1911. She lies upright in forty metres of water."},
		{"Minister resigns over flat", "The minister of housing resigned on Friday over a flat that she had let without saying so. The prime minister called it a matter of trust."},
		{"Record crowd at book fair", "The book fair drew a record crowd to the market square on Sunday. The prize for poetry went to Ana Reyes."},
		{"Striking bus drivers return to work", "Bus drivers returned to work on Thursday after a strike of nine days. Their union accepted a rise of four percent."},
		{"Old brewery to become a museum", "The old brewery will become a museum of the harbour, its new owners said. It closed in 1998."},
		{"Storm cuts power to villages", "A storm cut the power to eleven villages in the north on Saturday night. Trees fell on lines and on roads."},
		{"Doctors warn of flu season", "Doctors warned of an early season of flu and asked people over sixty to be vaccinated. The clinics open on Monday."},
		{"Ilmar Kask wins chess title", "Ilmar Kask won the chess title with a draw in the last round. He had led since the second."},
		{"Airport opens second runway", "The airport opened its second runway on Wednesday after years of complaints about noise. A court had allowed it in spring."},
		{"School meals to cost more", "Meals at schools will cost more from autumn, the council decided on Tuesday. Milk and bread have become dearer."},
	} {
		a := published(fmt.Sprint("n", i), "Courier", "2024-03-05", n.body)
		a.Title = n.title
		articles = append(articles, a)
	}
	return library(t, articles...)
}

// A topic that the library does not hold is refused, though words of it stand
// here and there.
func TestTopicHeld(t *testing.T) {
	lib := news(t)
	a := New(slog.New(slog.DiscardHandler), lib, Config{Threshold: DefaultThreshold})
	for topic, want := range map[string]bool{
		"Lumora":         true,
		"chess title":    true,
		"bus strike":     true,
		"power cut":      true,
		"tax on hotels":  true,
		"poetry prize":   true, // told, though not at the beginning
		"Kask champion":  false,
		"chess scandal":  false,
		"ferry disaster": false,
		"asteroid":       false,
		"storm in Spain": false,
		"Inspector's find shuts bridge in harbour to traffic":            true,
		"Housing minister steps down over flat she let":                  true,
		"Divers discover sunken ship Lumora from 1911":                   true,
		"Prime minister opens museum of modern art on Monday":            false,
		"Council inspector resigns over cost of second school in spring": false,
		"Owners of the airport in court over strike of pilots":           false,
	} {
		for name, held := range map[string]func(Topic) (bool, error){
			"compare": func(topic Topic) (bool, error) {
				c, err := a.Compare(t.Context(), topic)
				return len(c.Outlets) > 0, err
			},
			"digest": func(topic Topic) (bool, error) {
				s, err := a.Digest(t.Context(), topic)
				return len(s.Sentences) > 0, err
			},
			"timeline": func(topic Topic) (bool, error) {
				l, err := a.Timeline(t.Context(), topic)
				return len(l.Events) > 0, err
			},
		} {
			got, err := held(Topic{Text: topic})
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s of %q: held %v, want %v", name, topic, got, want)
			}
		}
	}
}
