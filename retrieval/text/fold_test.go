package text

import "testing"

func TestFold(t *testing.T) {
	for word, want := range map[string]string{
		"Straße": "strasse", "WEISS": "weiss", "GROẞ": "gross",
		"Cœur": "coeur", "Ægir": "aegir", "København": "kobenhavn", "Ålesund": "alesund", "Łódź": "lodz",
		"İstanbul": "istanbul", "ışık": "isik", "IŞIK": "isik",
		"Ёлка": "елка", "ёлка": "елка",
		"أحمد": "احمد", "آسيا": "اسيا", "مدرسة": "مدرسه", "مدرسه": "مدرسه", "على": "علي", "محمـــد": "محمد", "مُحَمَّد": "محمد",
		"٢٠٢٣": "2023", "１２３": "123", "۴۵": "45", "१९": "19", "٣٫٥": "3.5", "١٬٠٠٠": "1000",
		"ＮＡＴＯ": "nato", "ﾊﾞｽ": "バス", "バス": "バス", "한국": "한국",
		"हिन्दी": "हिन्दी", "सड़क": "सडक", "गाँव": "गांव",
		"Việt": "viet", "Đà": "da",
	} {
		if got := fold(word); got != want {
			t.Errorf("fold(%q) = %q, want %q", word, got, want)
		}
	}
}
