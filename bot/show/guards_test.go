package show

import "testing"

func TestNothingMentions(t *testing.T) {
	if m := NoMentions(); m.Parse == nil || len(m.Parse)+len(m.Users)+len(m.Roles) > 0 || m.RepliedUser {
		t.Errorf("%+v", m)
	}
}

func TestWebLink(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a": "https://example.org/a", "javascript:alert(1)": "", "javascript://example.org/%0aalert(1)": "",
		"https://user:word@example.org/": "", "file:///etc/passwd": "", "https://example.org/\n@everyone": "", "https://": "",
	} {
		if got := WebLink(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}
