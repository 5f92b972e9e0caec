package answers

import (
	"strings"

	"dateline/retrieval/text"
)

// tongue is how a language says who says something. Words are without case and
// accents.
type tongue struct {
	// saying are the verbs; according the words that stand before whoever says
	// it, where a comma follows the name.
	saying, according map[text.Term]bool
	// beside words may stand between a speaker and the verb, or before it where
	// the speaker follows: "On Monday said". ends are the words that end a name.
	beside, ends map[text.Term]bool
	// pronouns name somebody alone, determiners with the noun after them.
	pronouns, determiners map[text.Term]bool
}

// tongueOf returns the tongue of a BCP 47 tag; English serves all others.
func tongueOf(tag string) *tongue {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if t, ok := tongues[base]; ok {
		return t
	}
	return tongues["en"]
}

var tongues = map[string]*tongue{
	"en": {
		saying: terms(`said says saying say told tells asked asks added wrote tweeted replied according noted stated
			announced declared explained insisted argued claimed warned read reads reported posted concluded continued`),
		beside: terms(`also has had have later then previously reportedly once already recently often again further now is was who
			that which would will could`),
		ends: terms(`in on at during after before as when while that if because since with for by about from told said says
			adding who which where but and but following ahead upon via into of to whether how what why`),
		pronouns:    terms(`he she they it we i`),
		determiners: terms(`the a an one his her its their our two three several some many`),
	},
	"de": {
		saying: terms(`sagte sagten sagt sagen gesagt erklarte erklarten erklart betonte betont schrieb schreibt mitgeteilt
			berichtete berichtet warnte warnt forderte kritisierte fugte antwortete behauptete kundigte twitterte`),
		beside: terms(`hat haben hatte hatten auch dann spater zuvor bereits daraufhin dazu danach dabei erneut weiter wurde am
			montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag gestern heute`),
		ends: terms(`in im an am auf bei beim mit nach von vom vor zu zum zur fur gegen uber unter wahrend dass ob wie als wenn
			weil gegenuber hinzu an laut aus sei seien`),
		pronouns:    terms(`er sie es wir ich`),
		determiners: terms(`der die das den dem ein eine einer sein seine ihr ihre zwei drei mehrere`),
	},
	"fr": {
		saying: terms(`dit disait declare affirme explique ajoute ecrit estime indique precise annonce repondu repond souligne
			assure rappele regrette conclu lance raconte averti poursuivi tweete`),
		according: terms(`selon`),
		beside:    terms(`a ont avait avaient est egalement aussi ensuite deja encore alors lundi mardi mercredi jeudi vendredi samedi dimanche hier`),
		ends: terms(`a t au aux dans en sur sous pour par avec lors apres avant que qui si comme car mais et chez devant depuis
			selon lundi mardi mercredi jeudi vendredi samedi dimanche hier`),
		pronouns:    terms(`il elle ils elles on nous je`),
		determiners: terms(`le la les l un une des son sa ses leur leurs deux trois plusieurs`),
	},
	"es": {
		saying: terms(`dijo dijeron dice declaro declararon afirmo afirmaron explico anadio agrego aseguro senalo indico
			escribio anuncio respondio sostuvo advirtio destaco comento manifesto informo`),
		according: terms(`segun`),
		beside:    terms(`ha han habia tambien ya luego despues entonces ayer hoy el lunes martes miercoles jueves viernes sabado domingo`),
		ends: terms(`a al en por para con sobre ante tras durante desde que quien si como cuando porque y pero segun este esta
			lunes martes miercoles jueves viernes sabado domingo ayer hoy`),
		pronouns:    terms(`ella ellos ellas yo nosotros`),
		determiners: terms(`el la los las un una su sus dos tres varios varias`),
	},
	"pt": {
		saying: terms(`disse disseram diz declarou declararam afirmou afirmaram explicou acrescentou assegurou indicou
			escreveu anunciou respondeu sustentou alertou destacou comentou informou ressaltou garantiu`),
		according: terms(`segundo`),
		beside:    terms(`tem havia tambem ja depois entao ontem hoje na segunda terca quarta quinta sexta feira sabado domingo`),
		ends: terms(`a ao aos em no na nos nas por para com sobre durante desde apos que quem se como quando porque e mas
			segundo nesta neste ontem hoje sabado domingo`),
		pronouns:    terms(`ele ela eles elas eu nos`),
		determiners: terms(`o a os as um uma seu sua seus suas dois duas tres varios varias`),
	},
}
