package followup

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval/text"
)

const vietnam = "When did Trump meet Putin in Vietnam?"

// followUps are questions as they are understood after others.
var followUps = []struct {
	name, before, question, want string
	meant                        bool
}{
	{"stands alone", vietnam, "What did Merkel say about the budget?", "What did Merkel say about the budget?", false},
	{"a pronoun", "What did Donald Trump say about Syria?", "and what did he say about Ukraine?", "what did Donald Trump say about Ukraine?", false},
	{"two names", vietnam, "And what did they agree on?", "what did they agree on? (Trump, Putin)", false},
	{"whose", "Who is Theresa May's deputy?", "when was his appointment announced?", "when was Theresa May's appointment announced?", false},
	{"another person", "What did Trump say about Ukraine?", "What about Merkel?", "What did Merkel say about Ukraine?", false},
	{"in small letters", "What did Trump say about Ukraine?", "what about merkel", "What did merkel say about Ukraine?", false},
	{"about, in small letters", "What did Trump say about Ukraine?", "and about syria", "What did Trump say about syria?", false},
	{"known before", "What did Trump say to Merkel about Ukraine?", "merkel?", "What did merkel say to Merkel about Ukraine?", false},
	{"another topic", "What did Trump say about Syria?", "and about Ukraine?", "What did Trump say about Ukraine?", false},
	{"an article less", "What did the UN say about the Ukraine?", "and about Merkel?", "What did the UN say about Merkel?", false},
	{"an article more", "What did Trump say about Syria?", "what about the UN?", "What did the UN say about Syria?", false},
	{"a thing", "What did Trump say about Syria?", "and about the budget?", "What did Trump say about the budget?", false},
	{"another place", vietnam, "and in Germany?", "When did Trump meet Putin in Germany?", false},
	{"a place alone", "What happened in Syria?", "and Ukraine?", "What happened in Ukraine?", false},
	{"a place more", "What did Trump say?", "and in Germany?", "What did Trump say in Germany?", false},
	{"why", vietnam, "Why?", "Why did Trump meet Putin in Vietnam?", false},
	{"why, of what", "What did Trump say about Syria?", "why?", "why? (What did Trump say about Syria)", false},
	{"is it true", "Did Trump meet Putin in Syria?", "is it true?", "is it true? (Trump, Putin, Syria)", true},
	{"a name for it", "What happened in Aleppo?", "who controls it?", "who controls Aleppo?", false},
	{"and then", vietnam, "and then what happened?", "what happened? (When did Trump meet Putin in Vietnam)", false},
	{"a bracket", "what did they agree on? (Trump, Putin)", "why?", "why? (what did they agree on, Trump, Putin)", false},
	{"no name", vietnam, "How long was the conversation?", "How long was the conversation?", false},
	{"no name, meant", vietnam, "How long was the conversation?", "How long was the conversation? (Trump, Putin, Vietnam)", true},
	{"letters whose small ones take more bytes", vietnam, "What about " + strings.Repeat("İ", 12), "When did " + strings.Repeat("İ", 12) + " meet Putin in Vietnam?", false},
	{"nothing before", "", "and what did he say?", "and what did he say?", true},
	{"nothing asked", vietnam, "???", "???", true},
	{"it, without names", "how much do eggs cost?", "is it more than milk?", "is it more than milk? (how much do eggs cost)", false},

	{"de, a pronoun", "Was hat Trump über Syrien gesagt?", "und was hat er über die Ukraine gesagt?", "was hat Trump über die Ukraine gesagt?", false},
	{"de, a topic", "Was sagte Trump über Syrien?", "und über die Ukraine?", "Was sagte Trump über die Ukraine?", false},
	{"de, a place", "Wann traf Trump Putin in Vietnam?", "und in Deutschland?", "Wann traf Trump Putin in Deutschland?", false},
	{"de, a person", "Was hat Trump über Syrien gesagt?", "und was ist mit Merkel?", "Was hat Merkel über Syrien gesagt?", false},
	{"de, in small letters", "Was hat Trump über Syrien gesagt?", "und merkel", "Was hat merkel über Syrien gesagt?", false},
	{"de, why", "Wann traf Trump Putin in Vietnam?", "warum?", "warum traf Trump Putin in Vietnam?", false},
	{"de, why, of what", "Was hat Trump über Syrien gesagt?", "Warum?", "Warum? (Was hat Trump über Syrien gesagt)", false},
	{"es, silent", "¿Qué dijo Trump sobre Siria?", "¿y qué dijo sobre Ucrania?", "¿qué dijo sobre Ucrania? (Trump)", false},
	{"es, a place", "¿Cuándo se reunió Trump con Putin en Vietnam?", "¿y en Alemania?", "¿Cuándo se reunió Trump con Putin en Alemania?", false},
	{"es, another company", "¿Cuándo se reunió Trump con Putin?", "¿y con Merkel?", "¿Cuándo se reunió Trump con Merkel?", false},
	{"es, a person", "¿Qué dijo Trump sobre Siria?", "y merkel?", "¿Qué dijo merkel sobre Siria?", false},
	{"es, a topic with an article", "¿Qué dijo Trump del Brexit?", "¿y de la ONU?", "¿Qué dijo Trump de la ONU?", false},
	{"es, why", "¿Cuándo se reunió Trump con Putin?", "¿por qué?", "¿por qué se reunió Trump con Putin?", false},
	{"es, why, of what", "¿Qué dijo Trump sobre Siria?", "¿por qué?", "¿por qué? (Qué dijo Trump sobre Siria)", false},
	{"fr, a place", "Que s'est-il passé en France ?", "et en Allemagne ?", "Que s'est-il passé en Allemagne ?", false},
	{"fr, another preposition", "Que s'est-il passé en France ?", "et au Brésil ?", "Que s'est-il passé au Brésil ?", false},
	{"fr, elided", "Qu'a dit Macron sur la Syrie ?", "et sur l'Ukraine ?", "Qu'a dit Macron sur l'Ukraine ?", false},
	{"fr, a person", "Qu'a dit Macron sur la Syrie ?", "et Merkel ?", "Qu'a dit Merkel sur la Syrie ?", false},
	{"fr, a pronoun", "Qu'a dit Macron sur la Syrie ?", "et qu'a-t-il dit de l'Ukraine ?", "qu'a-t-il dit de l'Ukraine ? (Macron)", false},
	{"fr, why", "Quand Macron a-t-il rencontré Poutine ?", "pourquoi ?", "pourquoi Macron a-t-il rencontré Poutine ?", false},
	{"pt, a person", "O que Trump disse sobre a Síria?", "e o Putin?", "O que o Putin disse sobre a Síria?", false},
	{"pt, a place", "O que aconteceu na Alemanha?", "e no Brasil?", "O que aconteceu no Brasil?", false},
	{"pt, a place alone", "O que aconteceu na Alemanha?", "e o Brasil?", "O que aconteceu na Brasil?", false},
	{"pt, a pronoun", "O que Trump disse sobre a Síria?", "e o que ele disse sobre a Ucrânia?", "o que Trump disse sobre a Ucrânia?", false},
	{"pt, silent", "O que Trump disse sobre a Síria?", "e o que disse sobre a Ucrânia?", "o que disse sobre a Ucrânia? (Trump)", false},
	{"pt, why", "Quando Trump encontrou Putin?", "por quê?", "por quê Trump encontrou Putin?", false},
}

func TestFollowUp(t *testing.T) {
	an := text.NewAnalyzer()
	for _, test := range followUps {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Understand(an, test.before, test.question, test.meant, nil)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFollowUpOfAnything goes on from anything with anything: no word of what is
// asked is lost but those that lean.
func TestFollowUpOfAnything(t *testing.T) {
	t.Parallel()
	an := text.NewAnalyzer()
	anyText := rapid.OneOf(rapid.String(), rapid.StringMatching(`((and|what about|why|he|did|in|of|Trump|May's|Vietnam|Köln|ΣΊΣΥΦΟΣ|İ|\?|…)[ ,]?){0,8}`))
	rapid.Check(t, func(t *rapid.T) {
		before, question := anyText.Draw(t, "before"), anyText.Draw(t, "question")
		if got := Understand(an, before, question, rapid.Bool().Draw(t, "meant"), nil); question != "" && got == "" {
			t.Errorf("%q after %q is understood as nothing", question, before)
		}
	})
}
