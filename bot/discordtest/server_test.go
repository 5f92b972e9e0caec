package discordtest

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// bot is the least that a bot can be.
type bot struct {
	t *testing.T
	s *Server
}

func (b bot) call(method, path, token, body string) int {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.s.APIURL()+"/v9"+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Authorization", token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// connect identifies the bot and reads events until the test ends.
func (b bot) connect(intents int) *websocket.Conn {
	b.t.Helper()
	ws, resp, err := websocket.DefaultDialer.DialContext(b.t.Context(), b.s.gatewayURL()+"?v=9&encoding=json", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	_ = resp.Body.Close()
	b.t.Cleanup(func() { _ = ws.Close() })
	if err := ws.WriteJSON(map[string]any{"op": 2, "d": map[string]any{
		"token": Token, "intents": intents, "properties": map[string]string{"os": "linux"},
	}}); err != nil {
		b.t.Fatal(err)
	}
	return ws
}

const (
	silent   = `"allowed_mentions": {"parse": []}`
	answer   = `{"type": 4, "data": {"content": "hello", ` + silent + `}}`
	deferral = `{"type": 5}`
)

func TestInteractionIsAnsweredOnce(t *testing.T) {
	b := bot{t, Start(t, Options{})}
	b.connect(0)
	b.s.WaitReady()
	it := b.s.Use(Command{Name: "ask"})
	callback := "/interactions/" + it.ID + "/" + it.token + "/callback"
	edit := "/webhooks/" + AppID + "/" + it.token + "/messages/@original"
	steps := []struct {
		method, path, body string
		want               int
	}{
		{http.MethodPatch, edit, `{"content": "too early", ` + silent + `}`, http.StatusNotFound},
		{http.MethodPost, callback + "x", answer, http.StatusNotFound},
		{http.MethodPost, callback, deferral, http.StatusNoContent},
		{http.MethodPost, callback, answer, http.StatusBadRequest},
		{http.MethodPatch, edit, `{"content": "hello", ` + silent + `}`, http.StatusOK},
	}
	for _, step := range steps {
		if got := b.call(step.method, step.path, "Bot "+Token, step.body); got != step.want {
			t.Errorf("%s %s: status %d, want %d", step.method, step.path, got, step.want)
		}
	}
	if got := it.Answer().Content; got != "hello" || !it.Deferred() {
		t.Errorf("the member sees %q, deferred %t", got, it.Deferred())
	}
	// The mistake of a path that does not exist is the only one.
	if problems := b.s.TakeProblems(); len(problems) != 1 || !strings.Contains(problems[0], "no such route") {
		t.Errorf("problems: %q", problems)
	}
}

func TestWrongRequestsAreToldOf(t *testing.T) {
	tests := map[string]struct {
		body string
		want string
	}{
		"too long":       {`{"content": "` + strings.Repeat("x", 4001) + `", ` + silent + `}`, "maxLength"},
		"may ping":       {`{"content": "@everyone"}`, "may ping"},
		"empty":          {`{` + silent + `}`, "empty"},
		"not JSON":       {`{`, "not JSON"},
		"embeds in all":  {`{"embeds": [{"description": "` + strings.Repeat("x", 4000) + `"}, {"description": "` + strings.Repeat("x", 4000) + `"}], ` + silent + `}`, "6000"},
		"eleven embeds":  {`{"embeds": [{},{},{},{},{},{},{},{},{},{},{}], ` + silent + `}`, "maxItems"},
		"embed's no URL": {`{"embeds": [{"title": "x", "url": "not one"}], ` + silent + `}`, "uri"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := bot{t, Start(t, Options{})}
			b.call(http.MethodPost, "/channels/"+Channel+"/messages", "Bot "+Token, test.body)
			if problems := strings.Join(b.s.TakeProblems(), "\n"); !strings.Contains(problems, test.want) {
				t.Errorf("problems %q, want one of %s", problems, test.want)
			}
		})
	}
}

func TestWrongTokenIsRefused(t *testing.T) {
	b := bot{t, Start(t, Options{})}
	if got := b.call(http.MethodGet, "/gateway/bot", "Bot wrong", ""); got != http.StatusUnauthorized {
		t.Errorf("status %d", got)
	}
}

func TestPrivilegedIntentsAreRefused(t *testing.T) {
	b := bot{t, Start(t, Options{})}
	ws := b.connect(1 << 15)
	for {
		_, _, err := ws.ReadMessage()
		if websocket.IsCloseError(err, 4014) {
			break
		}
		if err != nil {
			t.Fatalf("got %v, want close code 4014", err)
		}
	}
	if problems := b.s.TakeProblems(); len(problems) != 1 {
		t.Errorf("problems: %q", problems)
	}
}

func TestFaults(t *testing.T) {
	b := bot{t, Start(t, Options{})}
	b.s.Fault(RouteGateway, Fault{Times: 2, Status: http.StatusBadGateway})
	b.s.Fault(RouteGateway, Fault{Hang: true})
	for _, want := range []int{http.StatusBadGateway, http.StatusBadGateway} {
		if got := b.call(http.MethodGet, "/gateway/bot", "Bot "+Token, ""); got != want {
			t.Errorf("status %d, want %d", got, want)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.s.APIURL()+"/v9/gateway/bot", nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := http.DefaultClient.Do(req); err == nil {
		_ = resp.Body.Close()
		t.Errorf("status %d from a call that hangs", resp.StatusCode)
	}
	if got := b.call(http.MethodGet, "/gateway/bot", "Bot "+Token, ""); got != http.StatusOK {
		t.Errorf("status %d after the faults", got)
	}
}

// The address that READY names takes a bot that comes to resume, as it stands.
func TestResumeAddress(t *testing.T) {
	b := bot{t, Start(t, Options{})}
	ws := b.connect(0)
	for {
		var p struct {
			Type string `json:"t"`
			Data struct {
				Address string `json:"resume_gateway_url"`
			} `json:"d"`
		}
		if err := ws.ReadJSON(&p); err != nil {
			t.Fatal(err)
		}
		if p.Type != "READY" {
			continue
		}
		again, resp, err := websocket.DefaultDialer.DialContext(t.Context(), p.Data.Address+"?v=9&encoding=json", nil)
		if err != nil {
			t.Fatalf("%s: %v", p.Data.Address, err)
		}
		_ = resp.Body.Close()
		_ = again.Close()
		return
	}
}
