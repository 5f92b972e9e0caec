package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
	"dateline/bot/record"
)

// below returns the list below the settings that says so.
func below(t *testing.T, m discordtest.Message, text string) discordtest.Menu {
	t.Helper()
	for _, menu := range m.Menus {
		if menu.Label == english.Say(text) {
			return menu
		}
	}
	t.Fatalf("no list %q below:\n%s", english.Say(text), m.Text())
	return discordtest.Menu{}
}

// TestPanel changes settings by what stands below them: roles and channels are
// chosen, the rest is filled into forms.
func TestPanel(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	m := r.Use(set("show")).Answer()
	m = r.Choose(member, m, below(t, m, "panel_roles"), "77", "78", "<@&79>").Answer()
	if !strings.Contains(m.Text(), "**<@&77>, <@&78>**") {
		t.Errorf("got:\n%s", m.Text())
	}
	ask := r.Choose(member, m, below(t, m, "panel_channels"), "21", "22").Answer()
	it := r.Choose(member, ask, ask.Menus[0], "off")
	if m = it.Answer(); !it.Replaced() || !strings.Contains(m.Text(), "<#21>: not at all") || !strings.Contains(m.Text(), "<#22>: not at all") {
		t.Errorf("got:\n%s", m.Text())
	}
	ask = r.Choose(member, m, below(t, m, "panel_channels"), "21").Answer()
	m = r.Press(member, ask, english.Say("panel_as_elsewhere")).Answer()
	for _, step := range []struct {
		setting string
		filled  map[string]string
		want    string
	}{
		{"excerpts", map[string]string{"excerpts": "5"}, "Excerpts: 3 (default) → **5**"},
		{"excerpts", map[string]string{"excerpts": ""}, "Excerpts: 5 → **3 (default)**"},
		{"threshold", map[string]string{"confidence": "0,25"}, "Threshold: 0.5 (default) → **0.25**"},
		{"language", map[string]string{"language": "de"}, "Sprache: die der fragenden Person → **Deutsch**"},
		{"language", map[string]string{"language": asElsewhere}, "Sprache: Deutsch → **die der fragenden Person**"},
		{"answers", map[string]string{"form": "compact"}, "→ **Compact: one excerpt in two lines; pictures of articles: on**"},
		{"limits", map[string]string{"member": "3"}, "a member: 3 a minute"},
	} {
		open := r.Choose(member, m, m.Menus[2], step.setting)
		m = r.FillIn(member, &m, open.Form(), step.filled).Answer()
		if !strings.Contains(m.Text(), step.want) {
			t.Errorf("%s got:\n%s\nwant %q", step.setting, m.Text(), step.want)
		}
		m = r.Use(set("show")).Answer()
	}
	five := 3
	want := record.Settings{Moderators: "77", MoreModerators: []string{"78"}, Channels: map[string]record.Mode{"22": record.Off}, Compact: true, MemberRate: &five}
	quarter := 0.25
	want.Threshold = &quarter
	if got, err := r.records.Settings(t.Context(), discordtest.Guild); err != nil || !cmp.Equal(want, got) {
		t.Errorf("%v: (-want +got):\n%s", err, cmp.Diff(want, got))
	}
	for _, value := range []string{"NaN", "-1", "much", "1e300"} {
		form := r.Choose(member, m, below(t, m, "panel_change"), "quota").Form()
		if got := r.FillIn(member, &m, form, map[string]string{"quota": value}).Answer(); !strings.Contains(got.Content, "no number") {
			t.Errorf("%q got:\n%s", value, got.Text())
		}
	}
}

// TestPanelIsForAdmins: each list and form of the panel is refused to others, and
// the members of each role that moderates may do so.
func TestPanelIsForAdmins(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	m := r.Use(set("show")).Answer()
	m = r.Choose(member, m, below(t, m, "panel_roles"), "77", "78").Answer()
	form := r.Choose(member, m, below(t, m, "panel_change"), "quota").Form()
	moderator := discordtest.Member{User: "4400000000000000003", Permissions: "8192"}
	for _, menu := range append([]discordtest.Menu{{ID: "set-mode:21", Type: 3}}, m.Menus...) {
		if got := r.Choose(moderator, m, menu, "off").Answer(); got.Content != english.Say("admins_only") {
			t.Errorf("%s got:\n%s", menu.ID, got.Text())
		}
	}
	if got := r.FillIn(moderator, &m, form, map[string]string{"quota": "1"}).Answer(); got.Content != english.Say("admins_only") {
		t.Errorf("the form got:\n%s", got.Text())
	}
	for role, want := range map[string]bool{"77": true, "78": true, "79": false} {
		by := discordtest.Member{User: "4400000000000000003", Permissions: "2048", Roles: []string{role}}
		got := r.Use(discordtest.Command{Name: "library log", Member: by}).Answer()
		if refused := got.Content == english.Say("moderators_only"); refused == want {
			t.Errorf("role %s got %q", role, got.Text())
		}
	}
}

// TestUpload adds the files of a form, which moderators alone may fill in.
func TestUpload(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	form := r.Use(discordtest.Command{Name: "library upload"}).Form()
	files := map[string][]discordtest.File{filesField: {
		{Name: "one.txt", Data: []byte(ferryText)},
		{Name: "two.md", Data: []byte("---\ntitle: Tides\n---\nThe tide tables were wrong on Sunday, the harbour office admitted.")},
	}}
	m := r.Upload(member, form, nil, files).Answer()
	if !m.Private || !strings.Contains(m.Text(), "2 articles") {
		t.Fatalf("private %t:\n%s", m.Private, m.Text())
	}
	r.Press(member, m, "Add").Answer()
	if got := h.headlines(t); len(got) != 2 {
		t.Errorf("the library has %q", got)
	}
	if got := r.Upload(discordtest.Member{Permissions: "2048"}, form, nil, files).Answer(); got.Content != english.Say("moderators_only") {
		t.Errorf("a member got:\n%s", got.Text())
	}
	if got := r.Upload(member, form, nil, nil).Answer(); got.Content != english.Say("unknown") {
		t.Errorf("without files:\n%s", got.Text())
	}
}
