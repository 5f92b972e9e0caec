package extract

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klippa-app/go-pdfium/responses"
)

// Arabic and Hebrew come in the order in which they are read, in paragraphs. The
// letters of one file are shaped as a browser prints them, those of the other
// are drawn from left to right, each as it looks.
func TestPDFReadLeftwards(t *testing.T) {
	for file, want := range map[string][]string{
		"arabic.pdf": {
			`أعلنت البلدية أن الفيضان بلغ مترين خلال الليل، وقال العمدة إن الجسر القديم سيظل مغلقا حتى يوم الاثنين. وأضاف أن 120 أسرة غادرت منازلها إلى المدرسة القريبة، وأن الأطباء وصلوا صباحا.`,
			`لا أحد يعرف متى تعود المياه إلى مجراها، لكن الأهالي يأملون خيرا. وقالت وكالة Reuters إن التكلفة تصل إلى 3.5 مليون دولار (تقريبا) بحلول عام 2024.`,
			`قال الوزير: "لن نترك أحدا"، ثم أضاف أن نسبة 50% من السكان (نحو 12,500 نسمة) يعيشون قرب النهر منذ 1998.`,
			`وصلت شحنة وزنها 120 kg على متن طائرة Airbus A320 يوم 12/03/2024، وحملت «هدية» من مدينة بعيدة لأهل القرية.`,
		},
		"hebrew.pdf": {
			`העירייה הודיעה כי הנהר עלה בשני מטרים במהלך הלילה, וראש העיר אמר כי הגשר הישן יישאר סגור עד יום שני. הוא הוסיף כי 120 משפחות עזבו את בתיהן אל בית הספר הסמוך.`,
			`איש אינו יודע מתי ישובו המים, אך התושבים מקווים לטוב. לפי סוכנות Reuters העלות תגיע ל-3.5 מיליון דולר (בערך) עד שנת 2024.`,
			`השר אמר: "לא נשאיר איש", והוסיף כי 50% מהתושבים (כ-12,500 נפש) גרים ליד הנהר מאז 1998.`,
			`מטוס Airbus A320 נחת ביום 12/03/2024 עם מטען של 120 kg ובו מתנות לתושבי הכפר, כך לפי חברת Blue Sky.`,
		},
	} {
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile("testdata/pdf/" + file)
			if err != nil {
				t.Fatal(err)
			}
			result, err := pdfReader().Extract(t.Context(), Source{Data: data})
			if err != nil {
				t.Fatal(err)
			}
			check(t, result)
			if diff := cmp.Diff(want, strings.Split(result.Article.Body, "\n\n")); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
		})
	}
}

// What is seen, from the left to the right, and how it is read.
func TestReadingOrder(t *testing.T) {
	for _, test := range []struct {
		seen, want string
		leftwards  bool // as the page is
	}{
		{"A page of English, 5%", "A page of English, 5%", true},
		{"plain words (in order) 5%", "plain words (in order) 5%", false},
		{"one word םלוע among others", "one word םלוע among others", false},
		{".2024 תנש", "שנת 2024.", true},
		{"50% ליח", "חיל 50%", true},
		{"%50 ةبسن", "نسبة 50%", true},
		{"3.5-ל", "ל-3.5", true},
		{"1998-2004 םינש", "שנים 1998-2004", true},
		{"2004-1998 ماوعأ", "أعوام 1998-2004", true},
		{"Windows 11 תכרעמ", "מערכת Windows 11", true},
		{"kg 120 לקשמ", "משקל 120 kg", true},
		{"ףוס (Blue Sky) תרבח", "חברת (Blue Sky) סוף", true},
		{"ףוס )רבד( הז", "זה (דבר) סוף", true},
		{"ףוס (רבד) הז", "זה (דבר) סוף", true},
	} {
		var chars []pdfChar
		for i, r := range []rune(test.seen) {
			x := float64(10 * i)
			chars = append(chars, pdfChar{string(r), responses.CharPosition{Left: x, Right: x + 9, Top: 9}})
		}
		var got strings.Builder
		for _, c := range readingOrder(chars, test.leftwards) {
			got.WriteString(c.text)
		}
		if got.String() != test.want {
			t.Errorf("%s is read as %q, want %q", test.seen, got.String(), test.want)
		}
	}
}

// A ligature is one character that stands for several, in one place.
func TestLigatures(t *testing.T) {
	letter := func(text string, x float64) pdfChar {
		return pdfChar{text, responses.CharPosition{Left: x, Right: x + 5, Top: 9}}
	}
	for _, test := range []struct {
		name  string
		chars []pdfChar
	}{
		{"turned", []pdfChar{letter("س", 30), letter("ا", 20), letter("ل", 20), letter("م", 10)}},
		{"as it is read", []pdfChar{letter("س", 30), letter("ل", 20), letter("ا", 20), letter("م", 10)}},
		{"with a mark on a letter", []pdfChar{letter("\u064e", 30), letter("س", 30), letter("ا", 20), letter("ل", 20), letter("م", 10)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got strings.Builder
			for _, c := range readingOrder(test.chars, true) {
				got.WriteString(c.text)
			}
			if plain := strings.ReplaceAll(got.String(), "\u064e", ""); plain != "سلام" {
				t.Errorf("read as %q", got.String())
			}
			if strings.HasPrefix(got.String(), "\u064e") {
				t.Errorf("the mark stands before its letter in %q", got.String())
			}
		})
	}
}
