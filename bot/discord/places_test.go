package discord

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
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

// What a member may do is looked up anew: what their roles give, what the channel
// takes, and whether they have been told to be silent.
func TestMayWrite(t *testing.T) {
	const member = `{"roles": ["7"]`
	for name, test := range map[string]struct {
		member, everybody, role, channel, parent string
		want                                     bool
	}{
		"a role gives it":              {member + `}`, "1024", "2048", `{"type": 0}`, "", true},
		"no role gives it":             {`{"roles": []}`, "1024", "2048", `{"type": 0}`, "", false},
		"the channel takes it":         {member + `}`, "3072", "0", `{"type": 0, "permission_overwrites": [{"id": "7", "allow": "0", "deny": "2048"}]}`, "", false},
		"an administrator":             {member + `}`, "1024", "8", `{"type": 0, "permission_overwrites": [{"id": "7", "allow": "0", "deny": "2048"}]}`, "", true},
		"told to be silent":            {member + `, "communication_disabled_until": "2999-01-01T00:00:00+00:00"}`, "3072", "0", `{"type": 0}`, "", false},
		"silent no more":               {member + `, "communication_disabled_until": "2020-01-01T00:00:00+00:00"}`, "3072", "0", `{"type": 0}`, "", true},
		"never silent":                 {member + `, "communication_disabled_until": null}`, "3072", "0", `{"type": 0}`, "", true},
		"a thread":                     {member + `}`, "274877907968", "0", `{"type": 11, "parent_id": "6"}`, `{"type": 0}`, true},
		"a thread, as its channel is":  {member + `}`, "274877907968", "0", `{"type": 11, "parent_id": "6"}`, `{"type": 0, "permission_overwrites": [{"id": "1", "allow": "0", "deny": "1024"}]}`, false},
		"writing in channels is other": {member + `}`, "3072", "0", `{"type": 11, "parent_id": "6"}`, `{"type": 0}`, false},
	} {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			body := map[string]string{
				"members/4": test.member, "guilds/1": `{"owner_id": "9", "roles": [{"id": "1", "permissions": "` + test.everybody + `"}, {"id": "7", "permissions": "` + test.role + `"}]}`,
				"channels/5": test.channel, "channels/6": test.parent,
			}
			parts := strings.Split(req.URL.Path, "/")
			_, _ = io.WriteString(w, body[strings.Join(parts[len(parts)-2:], "/")])
		}))
		client, err := NewClient("a.b.c", site.URL)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := client.MayWrite(t.Context(), "1", "4", "5"); err != nil || got != test.want {
			t.Errorf("%s: %t, %v", name, got, err)
		}
		client.Close()
		site.Close()
	}
}
