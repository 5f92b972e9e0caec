package text

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"plain", "One. Two! Three?", []string{"One.", "Two!", "Three?"}},
		{"country before a title", "U.S. President X spoke. He left.", []string{"U.S. President X spoke.", "He left."}},
		{"country at the end", "He left the U.S. The ship sank.", []string{"He left the U.S.", "The ship sank."}},
		{"time of day", "It began at 5 p.m. EST on Monday.", []string{"It began at 5 p.m. EST on Monday."}},
		{"time of day at the end", "It began at 5 p.m. They waited.", []string{"It began at 5 p.m.", "They waited."}},
		{"number", "See No. 5 there. The answer is no. 5 people left.", []string{"See No. 5 there.", "The answer is no. 5 people left."}},
		{"month", "On Nov. 17 it rained. It was a cold Nov. Rain fell.", []string{"On Nov. 17 it rained.", "It was a cold Nov.", "Rain fell."}},
		{"initial", "Donald J. Trump met Vladimir V. Putin.", []string{"Donald J. Trump met Vladimir V. Putin."}},
		{"titles", "Mr. A met Dr. B. Sen. C did not.", []string{"Mr. A met Dr. B. Sen. C did not."}},
		{"quoted end", "“Was it so?” he asked. “No.” She left.", []string{"“Was it so?” he asked.", "“No.”", "She left."}},
		{"named speaker", "“Was it so?” Smith said. “No,” said Jones.", []string{"“Was it so?” Smith said.", "“No,” said Jones."}},
		{"ellipsis", "He is \"well-mannered... and kind\". In tweets, he agreed.",
			[]string{"He is \"well-mannered... and kind\".", "In tweets, he agreed."}},
		{"ellipsis before a capital", "I went… Paris was fine.", []string{"I went… Paris was fine."}},
		{"comma quote", "\"I asked him again,\" X told reporters. He smiled.", []string{"\"I asked him again,\" X told reporters.", "He smiled."}},
		{"spaced stops", "THE U.S . WANTS IT . THE END .", []string{"THE U.S . WANTS IT .", "THE END ."}},
		{"company", "Apple Inc. Chief X resigned. He works at Apple Inc. The shares fell.",
			[]string{"Apple Inc. Chief X resigned.", "He works at Apple Inc.", "The shares fell."}},
		{"other scripts", "これは文です。次の文。", []string{"これは文です。", "次の文。"}},
		{"japanese quotation", "市長は「終わった。もうない。」と述べた。楽団は演奏した。", []string{"市長は「終わった。もうない。」と述べた。", "楽団は演奏した。"}},
		{"japanese quotation alone", "「終わった。」\n「もうない。」", []string{"「終わった。」", "「もうない。」"}},
		{"nothing closes", "彼は「終わった。もうない。次の文。", []string{"彼は「終わった。", "もうない。", "次の文。"}},
		{"chinese quotation", "市长说：“可以睡觉了。真的。”议员批评造价。", []string{"市长说：“可以睡觉了。真的。”", "议员批评造价。"}},
		{"chinese speaker after", "“可以睡觉了。”市长说。议员走了！", []string{"“可以睡觉了。”市长说。", "议员走了！"}},
		{"half width", "これは文｡次の文｡", []string{"これは文｡", "次の文｡"}},
		{"thai", "สำนักงานท่าเรือประกาศว่าจะซ่อมท่าเรือใหม่ทุกแห่งในเดือนหน้าทั้งหมด ชาวบ้านกังวลเรื่องเสียงดังมากในเวลากลางคืนและเรื่องฝุ่นละอองด้วย",
			[]string{"สำนักงานท่าเรือประกาศว่าจะซ่อมท่าเรือใหม่ทุกแห่งในเดือนหน้าทั้งหมด", "ชาวบ้านกังวลเรื่องเสียงดังมากในเวลากลางคืนและเรื่องฝุ่นละอองด้วย"}},
		{"thai short", "สวัสดีครับ ผมชื่อสมชาย", []string{"สวัสดีครับ ผมชื่อสมชาย"}},
		{"arabic", "هل وصل؟ نعم! ذهب أحمد. عاد.", []string{"هل وصل؟", "نعم!", "ذهب أحمد.", "عاد."}},
		{"urdu", "وہ آیا۔ وہ گیا۔", []string{"وہ آیا۔", "وہ گیا۔"}},
		{"hindi", "वह आया। वह गया॥ फिर?", []string{"वह आया।", "वह गया॥", "फिर?"}},
		{"burmese", "သူလာသည်။ သူသွားသည်။", []string{"သူလာသည်။", "သူသွားသည်။"}},
		{"khmer", "គាត់មក។ គាត់ទៅ។", []string{"គាត់មក។", "គាត់ទៅ។"}},
		{"thai year", "ปี พ.ศ. 2540 มา", []string{"ปี พ.ศ. 2540 มา"}},
		{"empty", " \n ", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Sentences(tt.content, Span{0, len(tt.content)}) {
				got = append(got, tt.content[s.Start:s.End])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Each row is one sentence after another, with a bar between them.
func TestSentencesByLanguage(t *testing.T) {
	for language, rows := range map[string][]string{
		"English": {
			"Brown v. Board of Education was decided in 1954.|It stood.",
			"At 5 a.m. Monday he left.|She stayed until 9 p.m.|They slept.",
			"St. Louis and Gen. Mattis met Lt. Col. Ray.|They live on Main St.|The shop is there.",
			"He paid, e.g. Smith, too.|It was, i.e. Five dollars.",
			"J. K. Rowling and J.K. Simmons met A. A. Milne.|Robert S. Mueller III did not.",
			"It was Plan B.|They had another.|He wrote on X.|It rained.",
			"He said, “It is over.”|Then he left.|\"So it is.\"|She stayed.",
			"“Is it?!” he cried.|“No!”|What?!|No way.",
			"It rose 3.5 percent to $1.2 million.|It fell in 2016.|That was 5.|He paid.",
			"SMITH: What did you say?|JONES: Nothing.|Q. Did you?|A. No.",
			"1. First point.|2. The second point.",
			"- One item.|- Another item.",
			"Sen. Bernie Sanders, I-Vt., spoke.|The Washington, D.C. area grew.",
			"He was born Jan. 5, 1950, see pp. 13-15 and No. 5.|He died in Sept. 2001.",
			"She said she didn't.|Are you sure?",
			"He was there.|“I won,” he said.|He left.|(He was wrong.)|She stayed.",
			"“Was it so?” Smith asked.|The U.S. Supreme Court ruled … and went on.",
			"Martin Luther King Jr. Day is Monday.|Acme Inc.|The shares fell.",
		},
		"German": {
			"Die Einheit wird am 3. Oktober gefeiert.|Im 19. Jahrhundert war das anders.",
			"Seit dem 12. März 2019 ruht der Verkehr.|Der 1. FC Köln gewann.|Sie wurden 3.|Danach gingen sie.",
			"Das kostet z. B. 5 Mrd. Euro.|Das gilt z.B. für Hunde u. a. Tiere bzw. Katzen.",
			"Prof. Dr. Meier u. Co. sprachen.|Papst Johannes XXIII. starb 1963.",
			"„Das ist gut.“|Er lachte.|»Wir kommen.«|Dann ging sie.",
		},
		"French": {
			"M. Macron et Mme Le Pen ont parlé.|MM. Dupont et Durand aussi.|M. Le Drian non.",
			"Le Dr. Martin et le Pr. Blanc vivaient en 300 av. J.-C. à Rome.|C'est à 5 p. 100.",
			"« C'est fini. »|Il est parti.|« Est-ce vrai ? » a demandé M. Dupont.|« Oui ! »",
		},
		"Spanish": {
			"El Sr. García y la Sra. López llegaron.|El Dr. Ruiz y la Dra. Gil no.",
			"Los Sres. Pérez y EE. UU. firmaron.|El presidente de EE.UU. Donald Trump habló.|Calló.",
			"Vive en la Av. Reforma núm. 5.|¿Qué pasó?|¡Nada!|«Es tarde», dijo.",
		},
		"Portuguese": {
			"O Sr. Silva e a Sra. Costa chegaram.|A Dra. Lima e o Prof. Souza falaram.",
			"Mora na Av. Paulista, n. 5, desde 1990.|Ela não.",
			"Prefere frutas, p.ex. Bananas.|A Profa. Lima trabalha na Acme Ltda.|Ela ri.",
		},
		"Italian": {
			"Il Sig. Rossi e la Dott.ssa Bianchi parlano, p.es. Italiano.|Comprò pane, latte ecc.|Questo bastò.",
		},
		"Dutch": {
			"Dhr. Jansen noemde bijv. Amsterdam en o.a. Utrecht.|Hij kocht brood, melk enz.|Het was laat.",
		},
		"Swedish": {
			"Hon besökte t.ex. Malmö, bl.a. Lund.|Det började kl. 19 och kostade 50 kr.|Det var sent.",
		},
		"Danish and Norwegian": {
			"De så f.eks. Odense den 17. maj, dvs. Fyn.|Mødet er kl. 8.|Dette er nyt.",
		},
		"Finnish": {
			"Hän kävi esim. Turussa klo. 9 ja ns. Kauppatorilla.|Hän osti leipää ym.|Mutta ei maitoa.",
		},
		"Turkish": {
			"Doç. Yılmaz, bkz. Ankara, 19. yüzyılda yaşadı.|Elma, armut vb.|Ama üzüm yok.",
		},
		"Russian": {
			"В 2010 г. Москва выросла, т. е. Россия тоже.|В 2011 г.|Он уехал.",
			"Проф. Иванов и акад. Петров живут на ул. Ленина.|Это стоило 5 млн руб.|Они рады.",
			"В. В. Путин и А. С. Пушкин.|Он читал книги и т. д.|Она нет.",
		},
	} {
		for _, want := range rows {
			content := strings.NewReplacer("|- ", "\n- ", "there.|“", "there.“", "left.|(", "left.(", "|", " ").Replace(want)
			var got []string
			for _, s := range Sentences(content, Span{0, len(content)}) {
				got = append(got, content[s.Start:s.End])
			}
			if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
				t.Errorf("%s (-want +got)\n%s", language, diff)
			}
		}
	}
}

// checkSentences fails where sentences do not cover everything but white space, in
// order and apart.
func checkSentences(t interface{ Fatalf(string, ...any) }, body string) {
	end := 0
	for _, s := range Sentences(body, Span{0, len(body)}) {
		if s.Start < end || TrimSpace(body, Span{end, s.Start}).Len() != 0 || TrimSpace(body, s) != s {
			t.Fatalf("sentence %v after %d in %q", s, end, body)
		}
		end = s.End
	}
	if TrimSpace(body, Span{end, len(body)}).Len() != 0 {
		t.Fatalf("nothing covers %q", body[end:])
	}
}

func TestSentencesCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkSentences(t, rapid.StringOf(rapid.SampledFrom([]rune("aB .!?…\"”“«»('\n\tU.S9é中"))).Draw(t, "body"))
		checkSentences(t, manyScripts().Draw(t, "other"))
	})
}

func FuzzSentences(f *testing.F) {
	f.Add("市長は「終わった。もうない。」と述べた。“可以睡觉了。”市长说。สวัสดี ครับ. U.S. “No.” He left.")
	f.Fuzz(func(t *testing.T, body string) {
		if utf8.ValidString(body) {
			checkSentences(t, body)
		}
	})
}

// What is long and odd takes time in proportion to its length.
func TestHostileTexts(t *testing.T) {
	for _, part := range []string{"「", "。", "「。」", "「『", "อ ", "สวัสดี ", "、", "水", "水、", "（、", "”", "“水。”", "ー", "\u0e31", "가", "가1", ". ", "а. "} {
		body := strings.Repeat(part, 200_000/len(part))
		start := time.Now()
		CutPassages(body, FindBlocks(body), 120)
		Clauses(body, Span{0, len(body)}, 80)
		NewAnalyzer().Tokens(body, "")
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q takes %v", part, took)
		}
	}
}
