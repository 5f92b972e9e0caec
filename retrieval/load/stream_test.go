package load

import "testing"

// A file is what its name says, or is refused.
func TestMislabelled(t *testing.T) {
	for name, test := range map[string]struct {
		data    string
		refused bool
	}{
		"notice.pdf":  {"<html><body><p>Please log in.</p></body></html>", true},
		"REPORT.DOCX": {"A text about the ferry.", true},
		"report.pdf":  {"%PDF-1.7", false},
		"report.odt":  {"PK\x03\x04", false},
		"secret.docx": {"\xd0\xcf\x11\xe0\x00\x00", false},
		"empty.pdf":   {" ", false}, // that is said instead
		"report.txt":  {"A text.", false},
	} {
		if err := mislabelled(name, []byte(test.data)); (err != nil) != test.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
