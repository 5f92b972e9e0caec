package discord

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// What a channel says of everybody counts less than what it says of the bot's roles
// together, and that less than what it says of the bot.
func TestWithin(t *testing.T) {
	const see, write, embed, admin = 1 << 10, 1 << 11, 1 << 14, 1 << 3
	for name, test := range map[string]struct {
		has        int64
		overwrites []overwrite
		want       int64
	}{
		"nothing said":                 {see | write, nil, see | write},
		"everybody":                    {see | write, []overwrite{{"guild", embed, write}}, see | embed},
		"a role gives back":            {see | write, []overwrite{{"role", write, 0}, {"guild", 0, write}}, see | write},
		"a role gives, another takes":  {see, []overwrite{{"role", 0, write}, {"other", write, 0}}, see | write},
		"the bot's own is the last":    {see, []overwrite{{"bot", write, 0}, {"role", 0, write}}, see | write},
		"a role that the bot lacks":    {see | write, []overwrite{{"third", 0, write}}, see | write},
		"an administrator may do all":  {admin, []overwrite{{"guild", 0, see}}, admin},
		"everybody's is no role's too": {see, []overwrite{{"guild", write, 0}, {"role", 0, write}}, see},
	} {
		if got := within(test.has, test.overwrites, "guild", []string{"role", "other", "guild"}, "bot"); got != test.want {
			t.Errorf("%s: %b, want %b", name, got, test.want)
		}
	}
}

// How far the clock is off is told by what Discord answers, whatever that is.
func TestClockBehind(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusNotFound)
	}))
	defer site.Close()
	client, err := NewClient("a.b.c", site.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if got := client.ClockBehind(); got != 0 {
		t.Errorf("before the first call the clock is %s behind", got)
	}
	_, _ = client.Application(t.Context())
	if got := client.ClockBehind(); got < time.Hour-5*time.Second || got > time.Hour {
		t.Errorf("the clock is %s behind, want an hour", got)
	}
}
