package answers

import "testing"

func TestIsAside(t *testing.T) {
	for sentence, want := range map[string]bool{
		"WATCH: Trump and Putin shake hands":                                  true,
		"GO DEEPER How the Browns lost":                                       true,
		"READ MORE: Five things to know":                                      true,
		"Sign up for our newsletter.":                                         true,
		"Photo: Reuters":                                                      true,
		"MORE: Five things to know":                                           true,
		"Image source, Getty Images":                                          true,
		"Photograph: Amazon":                                                  true,
		"Updated at 02.36 GMT":                                                true,
		"© 2023 The Herald":                                                   true,
		"Copyright 2023 The Herald. All rights reserved.":                     true,
		"By Chad Jennings, C. Trent Rosecrans and Stephen J. Nesbitt":         true,
		"Reporting by Anna Lund; editing by Jo Reyes":                         true,
		"pic.twitter.com/SQfWTMp":                                             true,
		"Read our full review of the watch":                                   true,
		"Read a recap of the arguments here.":                                 true,
		"This article was originally published on NBCNews.com":                true,
		"ADVERTISEMENT Article continues below this ad":                       true,
		"WATCH THIS STORY – Counting down":                                    true,
		"By contrast, Romney operatives said Ryan won.":                       false,
		"By Noon, their own allies had buckled.":                              false,
		"Published in 1859, the book sold out at once.":                       false,
		"Read Lund's letter and you will see why she left the town.":          false,
		"Photos show the harbour in flames.":                                  false,
		"This article of the treaty has been cited often.":                    false,
		"Live betting means you can bet on a game.":                           false,
		"Sources say that the deal was done.":                                 false,
		"Following the match with Hong Kong, Inter Miami will head to Tokyo.": false,
		"Read the letter before you sign.":                                    false,
		"Watch sales rose by 5% last year.":                                   false,
		"Related parties must be named in the accounts.":                      false,
		"Subscribers pay $5 a month.":                                         false,
		"Sources told Reuters that the deal was done.":                        false,
	} {
		if got := isAside(sentence); got != want {
			t.Errorf("isAside(%q) = %t", sentence, got)
		}
	}
}
