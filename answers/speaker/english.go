package speaker

import (
	"maps"
	"strings"

	"dateline/retrieval/text"
)

// English verbs of saying: regular ones by their stem, and all forms of the others.
const (
	regular = `add announce argue ask assert assure claim comment conclude continue declare explain insist note observe post
		question recall reason remark reply report respond reveal state stress suggest tweet warn acknowledge affirm agree
		allege allude clarify complain concede confess contend counter detail disclose emphasize emphasise estimate exclaim
		highlight hint imply inform joke laugh lament maintain mention muse opine predict proclaim pronounce protest
		quip quote reassure reflect reiterate remind rule sigh shout specify speculate testify urge volunteer
		demur chide chime whisper scream yell recount elaborate chuckle boast brag caution confide echo interject marvel
		mock offer plead pledge promise propose retort snap theorize tout vow believe recommend
		charge cite criticize deny demand indicate introduce message moan outline text warn reckon rant admit underline underscore
		confirm express enthuse gush grin smile beam opt gripe grumble`
	// doubling verbs double their last letter.
	doubling  = `quip admit blurt brag plan rebut demur snap chat grin`
	irregular = `said says saying say told tells telling wrote writes writing written read reads reading according insist
		thought thinks thinking think felt feels knew put puts went goes begins began swore swears spoke speaks speaking spoken
		says mused tweeting summarized summed`
	// nouns are forms that are other words so often that they are no verbs here.
	nouns = `questions comments reasons details charges quotes posts rules texts messages offers jokes estimates mentions
		promises pledges demands rules ruling putting put puts feeling went goes begins began reading posting meeting speaking
		spoken speaks spoke opted opts opting planned plans planning chatted chats chatting introduced introducing introduces
		offered offering believing believed thought thinking thinks thinks feels felt knew text texting quoted quoting`
)

// englishSaying are the forms of the verbs that tell of the present and the past.
func englishSaying() map[text.Term]bool {
	m := conjugated("es", "ed", "ing")
	maps.Copy(m, text.TermSet(irregular))
	maps.Copy(m, text.TermSet(`add note report claim argue warn explain insist suggest ask say put puts`))
	for w := range text.TermSet(nouns) {
		delete(m, w)
	}
	maps.Copy(m, text.TermSet(`believes believed thinks thought spoke`))
	return m
}

// englishParticiples are their forms in -ing.
func englishParticiples() map[text.Term]bool {
	m := conjugated("ing")
	maps.Copy(m, text.TermSet(`saying telling writing`))
	for w := range text.TermSet(nouns) {
		delete(m, w)
	}
	return m
}

// conjugated are the regular verbs with those endings.
func conjugated(endings ...string) map[text.Term]bool {
	double := text.TermSet(doubling)
	m := make(map[text.Term]bool)
	for _, verb := range strings.Fields(regular + " " + doubling) {
		for _, ending := range endings {
			m[text.Term(ended(verb, ending, double[text.Term(verb)]))] = true
		}
	}
	return m
}

// ended is a verb with an ending: "notes", "denied", "quipping".
func ended(verb, ending string, double bool) string {
	last := verb[len(verb)-1:]
	stem := strings.TrimSuffix(verb, "e")
	consonant := last == "y" && !strings.ContainsAny(verb[len(verb)-2:len(verb)-1], "aeou")
	switch {
	case ending == "es" && consonant, ending == "ed" && consonant:
		return verb[:len(verb)-1] + "i" + ending
	case ending == "es" && strings.HasSuffix(verb, "ss"), ending == "es" && strings.HasSuffix(verb, "sh"):
		return verb + "es"
	case ending == "es":
		return verb + "s"
	case double && verb != "blurt":
		return verb + last + ending
	}
	return stem + ending
}

var (
	// titles stand before a name, or are other words that begin with a capital
	// beside one, and are no part of it.
	titles = text.TermSet(`mr mrs ms miss dr sir madam lord lady king queen prince princess pope father sister rev saint hon
		president presidents vice prime minister chancellor premier secretary senator senators sen sens representative representatives rep
		reps congressman congresswoman lawmaker governor gov lt mayor speaker leader whip chairman chairwoman chair attorney general gen
		state prosecutor judge justice chief officer director adviser advisor ambassador commissioner spokesman spokeswoman
		spokesperson candidate nominee republican republicans democrat democrats gop former ex coach professor prof staff captain
		capt colonel col sergeant sgt detective sheriff deputy agent analyst author actor actress singer host journalist reporter
		editor founder ceo cfo cto coo assistant undersecretary associate acting interim executive manager partner senior head rapper comedian quarterback
		herr frau senor senora sr sra monsieur madame mme senhor senhora jr iii ii iv
		press foreign interior defense defence finance treasury homeland majority minority democratic conservative liberal
		labour tory first second tech startup crypto news digital sports tv
		monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
		november december`)
	// opening words begin sentences, with a capital, before a name.
	opening = text.TermSet(`besides loading yet like unlike following meanwhile still also perhaps earlier later yesterday today tonight instead recently
		separately similarly finally apparently asked according however despite although though because since while when
		former current longtime veteran both even here there now then thus hence again despite amid among inside outside
		speaking responding citing per via about after before during with without but and or so if as at by for from in of on to
		photo photograph image credit watch read more related advertisement loading update source date getty images yes no`)
	// roles are offices and callings in small letters.
	roles = text.TermSet(`president minister secretary senator representative governor mayor leader chairman chairwoman chair attorney
		prosecutor judge justice chief officer director adviser advisor ambassador commissioner spokesman spokeswoman spokesperson
		candidate nominee coach professor captain colonel sergeant detective sheriff deputy agent analyst author actor actress singer
		host journalist reporter editor founder cofounder ceo executive manager partner lawyer researcher scientist doctor engineer
		economist strategist consultant columnist commentator correspondent critic director producer writer expert official
		psychologist psychiatrist radiologist neurologist cardiologist dermatologist epidemiologist pediatrician physicist
		biologist chemist meteorologist nutritionist dietitian physician surgeon nurse teacher student player striker goalkeeper midfielder
		defender forward quarterback receiver legend star pundit boss owner investor member fan user viewer source witness resident
		neighbor neighbour activist advocate organizer organiser lawmaker congressman congresswoman councilman counsel
		representative principal dean historian pastor bishop chef artist musician rapper comedian model designer developer
		therapist pilot driver mother father son daughter brother sister wife husband friend aide staffer publicist
		half scrum lock winger batter pitcher insider champion creator influencer streamer poster
		company statement report agency team club league website letter group committee board department ministry office bank
		post tweet study master diver sprecher sprecherin sprecherinnen portavoz porta`)
	// bodies are those of roles that are no person's.
	bodies = text.TermSet(`company statement report agency team club league website letter group committee board department ministry
		office bank post tweet study`)
	// addresses are those of titles that only people have.
	addresses = text.TermSet(`mr mrs ms miss dr sir madam lord lady king queen prince princess pope rev president chancellor premier secretary
		senator sen representative rep congressman congresswoman governor gov mayor speaker chairman chairwoman prosecutor
		judge director ambassador commissioner spokesman spokeswoman coach professor prof captain capt colonel sergeant
		sheriff analyst author actor actress singer host journalist reporter editor founder ceo herr frau senor senora madame`)
	// organisations are words that end the names of others than people.
	organisations = text.TermSet(`gallery university college school museum center centre institute bank times news street house department
		ministry agency group company corporation inc ltd llc corp committee council court congress senate party union
		association federation league club fc united city airport hospital church army navy force police office park stadium
		tower building digital post journal magazine tv network radio records entertainment studios games media awards festival cup
		series show state states county island islands beach valley river lake road avenue bowl act bill day america england
		australia canada china india france germany russia ukraine israel york washington california texas florida london`)
	genderOfTitle = func() map[text.Term]gender {
		m := make(map[text.Term]gender)
		for w := range text.TermSet(`mr sir lord king prince pope father congressman chairman spokesman actor herr senor sr monsieur senhor councilman`) {
			m[w] = masculine
		}
		for w := range text.TermSet(`mrs ms miss madam lady queen princess sister congresswoman chairwoman spokeswoman actress frau senora sra madame
			mme senhora`) {
			m[w] = feminine
		}
		return m
	}()
)

// genderOfName is that of a first name, unknown where it has both or is not among
// the frequent ones.
func genderOfName(n text.Term) gender { return firstNames[n] }

var firstNames = func() map[text.Term]gender {
	m := make(map[text.Term]gender)
	for w := range text.TermSet(men) {
		m[w] = masculine
	}
	for w := range text.TermSet(women) {
		if m[w] == masculine {
			delete(m, w)
			continue
		}
		m[w] = feminine
	}
	return m
}()

const (
	men = `horace aaron abdul abraham adam adrian ahmed akira alan albert alberto alejandro alessandro alexander alexandre alfred ali allan
		allen alvaro amir anders andre andreas andres andrew andy angelo anthony antoine antonio antony arnold arthur barack
		barry bart ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno
		bryan caleb carl carlos cesar chad charles charlie christian christoph christopher chuck claude clive cole colin conor craig
		curtis dale damien damian dan daniel daniele danny darren darrell dave david dean dennis derek diego dimitri dirk dmitri
		dominic donald doug douglas duncan dylan eamon earl ed eddie edgar eduardo edward edwin elliot elon emmanuel enrique eric
		erik ernest ernie ethan eugene evan felipe felix fernando filip florian francesco francisco francois frank franklin fred
		frederic frederick friedrich fritz gabriel gareth gary gavin geoff geoffrey george gerald gerard giovanni giuseppe glen glenn gordon
		graham grant greg gregg gregory guillermo gunther gustavo guy hamid hans harold harry harvey hassan hector heinrich henri henry
		herbert herman herschel howard hugh hugo hunter ian ibrahim igor ilya isaac ivan jack jacob jacques jaime jake jamal james jan
		jared jason javier jay jean jeb jed jeff jeffrey jeremy jerome jerry jesse jesus jim jimmy joao joaquin joe joel joerg johan
		johann john johnny jon jonathan jordan jorge jose josef joseph josh joshua juan jude julian juergen jurgen justin karl keith
		ken kenneth kevin khalid klaus kurt kyle lance larry lars laurent lawrence lee leo leon leonard lewis liam lindsey lionel lloyd
		logan louis luc luca lucas luis luiz lukas luke lyndon mahmoud malcolm manuel marc marcel marco marcus mario mark markus martin
		marvin mathias matt matteo matthew matthias maurice max maximilian michael michel miguel mike mikhail mitch mitchell mitt
		mohamed mohammed muhammad murray nathan nathaniel neal ned neil newt nicholas nick nicolas nigel noah norman oliver olaf omar
		orrin oscar oskar owen pablo patrick paul paulo pedro pete peter phil philip philipp philippe pierre rafael rahm ralph ramon
		rand randy raphael raul ray raymond reid reince reinhard rene ricardo richard rick ricky robert roberto rodney rodrigo roger
		roland roman ron ronald ronnie ross roy ruben rudolph rudy rupert russell ryan salman salvador samuel santiago scott sean
		sebastian sergei sergio seth shane shaun sherrod sheldon shohei simon spencer stan stanislav stefan stephan stephane stephen steve
		steven stewart stuart sundar tariq ted terrence terry theodore thierry thomas tim timothy tobias todd tom tommy tony travis
		trent trevor tyler uwe viktor vincent vivek vladimir volodymyr wade walter warren wayne werner wesley wilhelm will willem
		william winston wolfgang xavier yann yannick yousef yusuf zach zachary zlatan alexis anwar benyamin binyamin ezra jalen
		dak lamar patrice rassie erling mikel pep xi`
	women = `ada abigail adele adriana agnes alexandra alice alicia alison allison alyssa amanda amber amelia amy ana andrea angela
		angelina angie anita anja ann anna anne annette annie antonia april ariana ashley astrid audrey barbara beatrice beatriz
		becky belinda bernadette beth betsy betty beverly beyonce birgit bonnie brenda bridget brigitte brittany camila camille
		carla carmen carol carole caroline carolyn caroline cassandra catalina catherine cathy cecilia celine charlotte chelsea cheryl
		chloe christina christine cindy claire clara claudia colleen connie courtney cristina cynthia daniela danielle dawn deborah
		debbie debra denise diana diane dianne dolores dominique donna doris dorothy eileen elaine eleanor elena elisa elisabeth elise
		elizabeth ella ellen emily emma erica erika erin esther eva eve evelyn fatima fiona florence frances francoise gabriela gail
		gabrielle georgia gillian gina giulia ginger giorgia gisele gloria grace greta gretchen hannah harriet heather heidi helen helena
		helene hilary hillary holly ida inga ingrid irene iris isabel isabella isabelle ivanka jackie jacqueline jada jan jane janet
		janice jasmine jeanne jenna jennifer jenny jessica jill joan joanna joanne jocelyn josephine joy joyce juanita judith judy julia
		juliana julie juliet justine kaitlyn kamala karen karin karine karla kate katharina katherine kathleen kathryn kathy katie
		katrina kay keira kelly kelsey kendra kimberly kirsten kristen kristi kristin kyrsten lara laura lauren laurie leah
		leila lena letitia leticia lily linda lindsay lisa liz lois lola loretta louise lucia lucy lydia lynn maggie malala
		mandy marcela margaret margarita maria mariana marianne marie marilyn marina marjorie marlene martha martina mary maya meg
		megan meghan melanie melinda melissa melania mercedes meredith mia michele michelle mila millie miranda miriam molly monica monika
		monique nadia nancy naomi natalia natalie natasha nicola nicole nikki nina nora norma olga olivia pamela patricia patty paula
		pauline peggy penelope petra phoebe phyllis priscilla priyanka rachel ramona rebecca regina renata rhonda rita roberta
		robin rosa rosalind rose rosemary rosie roxanne ruth sabine sabrina sally samantha sandra sara sarah selena serena sharon
		sheila shelley sheryl shirley silvia simone sofia sonia sophia sophie stacey stacy stella stephanie sue susan susana susanne
		suzanne sylvia tamara tammy tanya tara tatiana taylor teresa theresa tiffany tina tracy trina ursula ute valerie vanessa
		vera veronica victoria viola violet virginia vivian wendy whitney yasmin yolanda yvette yvonne zoe olena svetlana christiane
		annalena francesca kirstie rashida ilhan elena nikole alexandria katy`
)
