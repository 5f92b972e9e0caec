package text

import "strings"

// englishLemmas maps the irregular forms that news uses most to their base,
// which a suffix stemmer cannot find.
var englishLemmas = lemmas(`
	became become, began begin, begun begin, bought buy, broke break, broken break, brought bring, built build,
	came come, caught catch, chose choose, chosen choose, dealt deal, drew draw, drawn draw, drove drive,
	driven drive, fell fall, fallen fall, felt feel, fled flee, flew fly, flown fly, forgot forget,
	forgotten forget, fought fight, found find, gave give, given give, gone go, went go, grew grow, grown grow,
	heard hear, held hold, hid hide, hidden hide, kept keep, knew know, known know, laid lay, led lead,
	left leave, lent lend, lost lose, made make, meant mean, met meet, paid pay, ran run, rose rise, risen rise,
	said say, sang sing, sat sit, saw see, seen see, sent send, shook shake, shaken shake, shot shoot,
	shown show, slept sleep, sold sell, sought seek, spent spend, spoke speak, spoken speak, stole steal,
	stolen steal, stood stand, struck strike, swore swear, sworn swear, taken take, took take, taught teach,
	thought think, threw throw, thrown throw, told tell, understood understand, withdrew withdraw,
	withdrawn withdraw, woke wake, won win, wore wear, worn wear, written write, wrote write,
	children child, men man, women woman, lives life, wives wife, feet foot, mice mouse, teeth tooth`)

func lemmas(list string) map[string]string {
	m := make(map[string]string)
	for _, pair := range strings.Split(list, ",") {
		form, base, _ := strings.Cut(strings.TrimSpace(pair), " ")
		m[form] = base
	}
	return m
}
