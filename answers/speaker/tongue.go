package speaker

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
	// base are those of saying that are also nouns, so that whoever says it stands
	// right before them; telling those that go on with whom it is said to, and
	// participles those that leave whoever says it to the clause before.
	// nouns are those that are nouns too, so that what they say follows them.
	base, nouns, telling, participles map[text.Term]bool
	// calling are verbs that say something only of what is quoted behind them.
	calling map[text.Term]bool
	// beside words may stand between a speaker and the verb, or before it where
	// the speaker follows: "On Monday said". ends are the words that end a name,
	// openers those that may stand before one at the beginning of a clause.
	beside, ends, openers map[text.Term]bool
	// pronouns name somebody alone, of those genders; determiners with the noun
	// after them. relative stand for whoever is named before them.
	pronouns, determiners, relative map[text.Term]bool
	genders                         map[text.Term]gender
	// narrators are pronouns of whoever writes, or reads.
	narrators map[text.Term]bool
	// nobody are nouns that say nothing themselves: "last week".
	nobody map[text.Term]bool
}

// tongueOf returns the tongue of a BCP 47 tag; English serves all others.
func tongueOf(tag string) *tongue {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if t, ok := tongues[base]; ok {
		return t
	}
	return tongues["en"]
}

// Verbs are the verbs of saying of a BCP 47 tag's language, folded.
func Verbs(tag string) map[text.Term]bool { return tongueOf(tag).saying }

var tongues = map[string]*tongue{
	"en": {
		saying: englishSaying(), base: text.TermSet(`say ask add note report claim argue warn explain insist suggest`), nouns: text.TermSet(`states reports claims notes posts`),
		according:   text.TermSet(`per`),
		telling:     text.TermSet(`told tells tell telling asked asks assured assures reminded reminds informed informs texted messaged`),
		participles: englishParticiples(),
		calling: text.TermSet(`called calls describes described dubbed labeled labelled demanded demands branded vowed pledged promised urged urges
			offered hailed blasted slammed denounced titled entitled read reads cited citing referenced`),
		beside: text.TermSet(`also has had have later then previously reportedly once already recently often again further now is was
			would will could still even just did never famously first ever simply then himself herself themselves be been too
			tried went on sought appeared seemed quickly explicitly`),
		ends: text.TermSet(`in on at during after before as when while that if because since with for by about from told said says
			adding who which where but and following ahead upon via into of to whether how what why than or not is are was were
			per through until under over against despite without like including though although once unless`),
		openers: text.TermSet(`but and so then still yet meanwhile when while if as because although though also instead later earlier
			that this however or only even now today yesterday tonight when where once since until after before`),
		pronouns:    text.TermSet(`he she they it we i you`),
		determiners: text.TermSet(`the a an one his her its their our my two three several some many another both each this these no all`),
		relative:    text.TermSet(`who`),
		narrators:   text.TermSet(`i we you`),
		genders:     genders(`he`, `she`, `they it we i you`),
		nobody: text.TermSet(`week month year morning evening night afternoon day time weekend today yesterday tomorrow monday tuesday wednesday
			thursday friday saturday sunday january february march april june july august september october november december
			there here that this which what`),
	},
	"de": {
		saying: text.TermSet(`sagte sagten sagt sagen gesagt erklarte erklarten erklart betonte betont schrieb schreibt mitgeteilt
			berichtete berichtet warnte warnt warnten forderte fordert forderten kritisierte kritisiert fugte fugt antwortete antwortet
			behauptete behauptet kundigte kundigt twitterte meinte meint meinten erganzte erganzt erzahlte erzahlt erinnerte
			raumte gestand scherzte bekraftigte bestatigte bestatigt teilte ausserte ausserten verriet mahnte mahnt`),
		beside: text.TermSet(`hat haben hatte hatten auch dann spater zuvor bereits daraufhin dazu danach dabei erneut weiter wurde am
			montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag gestern heute`),
		ends: text.TermSet(`in im an am auf bei beim mit nach von vom vor zu zum zur fur gegen uber unter wahrend dass ob wie als wenn
			weil gegenuber hinzu an laut aus sei seien`),
		genders:     genders(`er`, ``, `sie es wir ich`), // "sie" is one woman, or several
		pronouns:    text.TermSet(`er sie es wir ich`),
		determiners: text.TermSet(`der die das den dem ein eine einer sein seine ihr ihre zwei drei mehrere`),
	},
	"fr": {
		saying: text.TermSet(`dit disait declare affirme explique ajoute ecrit estime indique precise annonce repondu repond souligne
			assure rappele regrette conclu lance raconte averti poursuivi tweete poursuit repondait confie confiait reconnu
			reconnait admis plaisante note revele temoigne declarait affirmait expliquait ajoutait indiquait estimait martele
			avoue previent disent`),
		according: text.TermSet(`selon`),
		beside:    text.TermSet(`a ont avait avaient est egalement aussi ensuite deja encore alors lundi mardi mercredi jeudi vendredi samedi dimanche hier`),
		ends: text.TermSet(`a t au aux dans en sur sous pour par avec lors apres avant que qui si comme car mais et chez devant depuis
			selon lundi mardi mercredi jeudi vendredi samedi dimanche hier`),
		genders:     genders(`il`, `elle`, `ils elles on nous je`),
		pronouns:    text.TermSet(`il elle ils elles on nous je`),
		determiners: text.TermSet(`le la les l un une des son sa ses leur leurs deux trois plusieurs`),
	},
	"es": {
		saying: text.TermSet(`dijo dijeron dice declaro declararon afirmo afirmaron explico anadio agrego aseguro senalo indico
			escribio anuncio respondio sostuvo advirtio destaco comento manifesto informo afirma explica anade agrega asegura
			senala sostiene advierte destaca comenta recordo recuerda admitio reconocio confeso revelo bromeo concluyo subrayo
			lamento apunto insistio conto relato aseguraron explicaron senalaron dicen`),
		according: text.TermSet(`segun`),
		beside:    text.TermSet(`ha han habia tambien ya luego despues entonces ayer hoy el lunes martes miercoles jueves viernes sabado domingo`),
		ends: text.TermSet(`a al en por para con sobre ante tras durante desde que quien si como cuando porque y pero segun este esta
			lunes martes miercoles jueves viernes sabado domingo ayer hoy`),
		genders:     genders(``, `ella`, `ellos ellas yo nosotros`),
		pronouns:    text.TermSet(`ella ellos ellas yo nosotros`),
		determiners: text.TermSet(`el la los las un una su sus dos tres varios varias`),
	},
	"pt": {
		saying: text.TermSet(`disse disseram diz declarou declararam afirmou afirmaram explicou acrescentou assegurou indicou
			escreveu anunciou respondeu sustentou alertou destacou comentou informou ressaltou garantiu afirma explica acrescenta
			garante ressalta lembrou recordou admitiu reconheceu confessou revelou brincou concluiu contou relatou lamentou
			observou insistiu frisou explicaram dizem`),
		according: text.TermSet(`segundo`),
		beside:    text.TermSet(`tem havia tambem ja depois entao ontem hoje na segunda terca quarta quinta sexta feira sabado domingo`),
		ends: text.TermSet(`a ao aos em no na nos nas por para com sobre durante desde apos que quem se como quando porque e mas
			segundo nesta neste ontem hoje sabado domingo`),
		genders:     genders(`ele`, `ela`, `eles elas eu nos`),
		pronouns:    text.TermSet(`ele ela eles elas eu nos`),
		determiners: text.TermSet(`o a os as um uma seu sua seus suas dois duas tres varios varias`),
	},
}

// genders are pronouns for a man, for a woman, and others.
func genders(man, woman, others string) map[text.Term]gender {
	m := make(map[text.Term]gender)
	for g, words := range map[gender]string{masculine: man, feminine: woman, plural: others} {
		for _, w := range strings.Fields(words) {
			m[text.Term(w)] = g
		}
	}
	return m
}
