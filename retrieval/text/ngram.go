package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Where a script does not part its words, a text's terms are its characters in
// overlapping rows (n-grams; for Chinese about as good as cutting it into words:
// Nie, Gao, Zhang and Zhou, "On the use of words and n-grams for Chinese
// information retrieval", 2000). Which script a word has decides, not the
// language that an article is said to have: a question has the same terms then.
//
// Rows do not reach across words that only join others, so that few of them
// stand for no word; those are stop words. Katakana spells whole words of other
// languages and stays whole, and a Korean word loses its particle.

// rowLength is how many characters, of clusters how many of those, make a term.
var rowLength = [...]int{ideographs: 2, hiragana: 2, hangul: 2, clusters: 3}

// appendSequences adds the tokens of what begins at start and is written as rows of
// characters, and returns where that ends; start where a word of another kind
// begins. end is where the word ends that begins at start.
func appendSequences(out []Token, text string, start, end int, lang *language) (tokens []Token, done int) {
	first, _ := runeAt(text, start)
	switch w := writingOf(first); w {
	case ideographs, hiragana, clusters:
		done = runEnd(text, start)
		return appendRun(out, text, Span{start, done}, w), done
	case spaced, katakana, hangul: // a word to its end; below, the Korean in it is taken apart
	}
	if !strings.ContainsFunc(text[start:end], isHangul) {
		return out, start
	}
	for at := start; at < end; {
		next := min(writingEnd(text, at, isHangul), end)
		if r, _ := runeAt(text, at); isHangul(r) {
			out = appendKorean(out, text, Span{at, next}, at > start)
		} else if tok := lang.token(text[at:next], false); tok.Exact != "" {
			tok.Span, tok.Upper = Span{at, next}, unicode.IsUpper(r)
			out = append(out, tok)
		}
		at = next
	}
	return out, end
}

func isHangul(r rune) bool { return writingOf(r) == hangul }

// writingEnd returns where the run of characters from i on ends of which in reports
// the same.
func writingEnd(text string, i int, in func(rune) bool) int {
	first, size := runeAt(text, i)
	for i += size; i < len(text); i += size {
		var r rune
		if r, size = runeAt(text, i); in(r) != in(first) {
			break
		}
	}
	return i
}

// appendRun adds the tokens of a run of one writing: its joining words, and rows of
// what stands between them.
func appendRun(out []Token, text string, run Span, w writing) []Token {
	open := run.Start
	for at := run.Start; at < run.End; {
		n := joiningWord(text[at:run.End], w)
		if n == 0 {
			at = min(clusterEnd(text, at), run.End)
			continue
		}
		out = appendBetween(out, text, Span{open, at}, w)
		out = append(out, sequence(text, Span{at, at + n}, 0, true))
		at += n
		open = at
	}
	return appendBetween(out, text, Span{open, run.End}, w)
}

// appendBetween adds the rows of what stands between joining words. Kana at once
// after an ideograph inflect it: "見つかり" is of "見".
func appendBetween(out []Token, text string, s Span, w writing) []Token {
	before := len(out)
	out = appendRows(out, text, s, w)
	if last, _ := utf8.DecodeLastRuneInString(text[:s.Start]); w == hiragana && writingOf(last) == ideographs {
		for i := before; i < len(out); i++ {
			out[i].Stop = true
		}
	}
	return out
}

// joiningWord returns the length of the longest joining word that text begins with.
func joiningWord(text string, w writing) int {
	longest, end := 0, 0
	for range maxJoining {
		if end = clusterEnd(text, end); end > len(text) || end == 0 {
			break
		}
		if joining[w][text[:end]] {
			longest = end
		}
		if end == len(text) {
			break
		}
	}
	return longest
}

// appendRows adds the rows of characters within s; one that is shorter than a row
// is a term by itself.
func appendRows(out []Token, text string, s Span, w writing) []Token {
	var starts []int
	for at := s.Start; at < s.End; at = min(clusterEnd(text, at), s.End) {
		starts = append(starts, at)
	}
	n := rowLength[w]
	for i := range max(len(starts)-n+1, min(len(starts), 1)) {
		end := s.End
		if i+n < len(starts) {
			end = starts[i+n]
		}
		next := end
		if i+n < len(starts) {
			next = starts[i+1]
		}
		out = append(out, sequence(text, Span{starts[i], next}, end-next, w == hiragana && len(starts) == 1))
	}
	return out
}

func sequence(text string, s Span, shared int, stop bool) Token {
	term := Term(norm.NFKC.String(text[s.Start : s.End+shared]))
	return Token{Span: s, Term: term, Exact: term, Stop: stop, Sequence: true, Shared: shared}
}

// appendKorean adds the rows of a Korean word without its particle; joined says
// that it follows a word of another script at once: "2023년에".
func appendKorean(out []Token, text string, s Span, joined bool) []Token {
	word, least := text[s.Start:s.End], 2*len("가")
	if joined {
		least = len("가")
	}
	if joining[hangul][word] || joined && slices.Contains(particles, word) {
		return append(out, sequence(text, s, 0, true))
	}
	stem := s
	for _, particle := range particles {
		if bare, ok := strings.CutSuffix(word, particle); ok && follows(bare, particle) && len(bare) >= shortestStem(particle, least) {
			stem.End = s.Start + len(bare)
			break
		}
	}
	before := len(out)
	if joining[hangul][text[stem.Start:stem.End]] {
		out = append(out, sequence(text, stem, 0, true))
	} else {
		out = appendRows(out, text, stem, hangul)
	}
	if len(out) > before {
		out[len(out)-1].End = s.End
	}
	return out
}

// afterClosed and afterOpen are the particles of one syllable that only follow one
// that ends in a consonant, or in a vowel.
var (
	afterClosed = WordSet(`은 이 을 과`)
	afterOpen   = WordSet(`는 가 를 와`)
)

// follows reports whether a particle may stand after word: "가을" is no form of "가".
func follows(word, particle string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	if r < 0xAC00 || r > 0xD7A3 {
		return true
	}
	closed := (r-0xAC00)%28 != 0
	if closed {
		return !afterOpen[particle]
	}
	return !afterClosed[particle]
}

// plain are particles and endings that few other words end in, so that they are known
// after one syllable too: "물을".
var plain = WordSet(`은 는 을 를 었다 았다 었나요 았나요 었습니까 았습니까`)

// shortestStem is the fewest bytes of a word before its particle.
func shortestStem(particle string, least int) int {
	if plain[particle] {
		return len("가")
	}
	return least
}

// maxJoining is the length of the longest joining word, in characters or clusters.
const maxJoining = 6

// joining holds the words of each writing that join others, ask, or stand for
// something named before.
var joining = [...]map[string]bool{
	ideographs: WordSet(`的 了 吗 嗎 呢 是 谁 誰 哪 什么 什麼 甚麼 多少 几 幾 怎么 怎麼 怎样 怎樣 如何 为何 為何 何时 何時 为什么 為什麼 哪里 哪裡 哪儿
		哪个 哪個 哪些 哪年 什么时候 什麼時候 以及 或者 并且 而且 但是 因为 因為 所以 这 這 那 这个 這個 那个 那個 这些 這些 那些 他们 他們
		她们 她們 它们 它們 我们 我們 你们 你們 何 何人 何名 何枚 何件 何年 何月 何日 何回 何個 何台 何本 何歳 何冊 何匹 何頭 何社 何度`),
	hiragana: WordSet(`は が を に の と で へ も や か ね よ な です ます ですか ますか でした ました でしょうか ましたか ません だった だろう である であった
		では には とは にも でも とも への での との から まで より など だけ しか ので のに という といった として について において によって
		により による によると における に対して した する して します しました している していた された される られる られた れた れる させる せる
		ている ていた ています てい た て なった なって なる あった ある あり あります いる いた います いました こと もの とき これ それ あれ この その
		あの どの どこ だれ なに なん いつ いくら いくつ どう どのように なぜ どれ どんな くらい ぐらい ため よう ように また`),
	clusters: WordSet(`ที่ และ ของ ใน เป็น ได้ มี จะ ไม่ ให้ กับ จาก โดย ซึ่ง ว่า ถูก คือ หรือ แต่ อยู่ นี้ นั้น แล้ว ก็ ไป มา แห่ง เพื่อ ต่อ ตาม เมื่อ ถึง
		อะไร ใคร ที่ไหน ไหน เมื่อไหร่ เมื่อไร เท่าไหร่ เท่าไร อย่างไร ยังไง ทำไม กี่ ใด อันไหน การ ความ ตัว`),
	hangul: WordSet(`무엇 무엇인가 무엇인가요 무엇입니까 누구 누구인가 누구인가요 언제 언제인가 어디 어디인가 어떻게 왜 얼마나 얼마 몇 어떤 어느 무슨 그 이 저 및 등 수 것 있는 있다
		있었다 했다 한다 하는 한 된 될 할 위해 대한 대해 그리고 하지만 그러나 또는 입니까 인가요 인가`),
}

// particles end Korean words, the longer before those that they end in.
var particles = strings.Fields(`되었습니까 되었습니다 되었나요 되었다 됩니까 됩니다 되나요 했습니까 했나요 합니까 하나요
	었습니까 았습니까 었나요 았나요 었다 았다 에서는 에게서 으로는 이라는 이라고 입니까 인가요 이었다 했습니다 합니다 입니다 에서 에게 으로 까지 부터 에는 라는 라고 처럼 보다 이나
	하고 이다 였다 했다 한다 하는 하여 해서 인가 은 는 이 가 을 를 의 에 로 와 과 도 만`)
