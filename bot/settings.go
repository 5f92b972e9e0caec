package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dateline/bot/command"
	"dateline/bot/record"
	"dateline/bot/show"
)

// settings are those of the servers, read once and then kept at hand; each
// change goes through here and holds at once.
type settings struct {
	records  *record.Store
	changing sync.Mutex // held while a change is kept, which may take a while
	mu       sync.RWMutex
	known    map[string]record.Settings
	met      map[string]bool // the servers that somebody has asked from
	forgot   int             // how often a server was forgotten
}

func newSettings(records *record.Store) *settings {
	return &settings{records: records, known: map[string]record.Settings{}, met: map[string]bool{}}
}

// meet reports whether somebody asks from a server for the first time, which
// shows that the bot is in it. What the bot does by itself shows nothing of the
// kind.
func (s *settings) meet(guild string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	met := s.met[guild] || guild == ""
	s.met[guild] = true
	return !met
}

// unmeet lets the next who asks from a server be the first.
func (s *settings) unmeet(guild string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.met, guild)
}

func (s *settings) of(ctx context.Context, guild string) (record.Settings, error) {
	s.mu.RLock()
	set, ok := s.known[guild]
	forgot := s.forgot
	s.mu.RUnlock()
	if ok || guild == "" {
		return set, nil
	}
	set, err := s.records.Settings(ctx, guild)
	if err != nil {
		return set, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if changed, ok := s.known[guild]; ok { // meanwhile
		return changed, nil
	}
	if s.forgot == forgot { // else it may be what was deleted since
		s.known[guild] = set
	}
	return set, nil
}

func (s *settings) change(ctx context.Context, guild string, change func(*record.Settings) error) (record.Settings, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	set, err := s.records.ChangeSettings(ctx, guild, change)
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.known[guild] = set
	}
	return set, err
}

// forget drops what is at hand of a server.
func (s *settings) forget(guild string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, guild)
	delete(s.met, guild)
	s.forgot++
}

// changed carries a change out and shows all settings as they are then.
func (b *Bot) changed(ctx context.Context, r *request, change func(*record.Settings) error) (show.Message, error) {
	set, err := b.settings.change(ctx, r.guild, change)
	if err != nil {
		return show.Message{}, err
	}
	before := r.settings
	r.settings = set
	if set.Language != "" {
		r.say = b.voices.In(set.Language)
	}
	_, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	m := renderSettings(r.say, r.settings, b.cfg, len(articles))
	m.Content = settingsDiffer(r.say, settingValues(r.say, before, b.cfg, len(articles)), settingValues(r.say, set, b.cfg, len(articles)))
	return m, nil
}

// settingsDiffer says which settings a change has changed: from what, to what.
func settingsDiffer(v show.Voice, before, after []setting) string {
	lines := []string{v.Say("settings_changed")}
	for i, s := range after {
		if s == before[i] {
			continue
		}
		was, is := strings.Split(before[i].value, "\n"), strings.Split(s.value, "\n")
		only := func(a, b []string) string { // the channels that are as they were are no change
			a = slices.DeleteFunc(slices.Clone(a), func(line string) bool { return slices.Contains(b, line) })
			if len(a) == 0 {
				return show.Ellipsis
			}
			return show.Clip(strings.Join(a, "; "), show.MaxContent/4)
		}
		lines = append(lines, v.Named(v.Say("setting_"+s.name), only(was, is)+" → **"+only(is, was)+"**"))
	}
	if len(lines) == 1 {
		return v.Say("settings_same")
	}
	return strings.Join(lines, "\n")
}

func (b *Bot) setModerators(ctx context.Context, r *request) (show.Message, error) {
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.SetModeratorRoles(onlyIDs([]string{r.given.Text("role")}))
		return nil
	})
}

// maxChannels bounds how many channels have a setting of their own.
const maxChannels = 100

func (b *Bot) setChannel(ctx context.Context, r *request) (show.Message, error) {
	mode, channel := record.Mode(r.given.Text("answers")), r.given.Text("channel")
	if !slices.Contains(record.Modes(), mode) {
		return show.Message{}, refuse("unknown")
	}
	return b.changed(ctx, r, func(s *record.Settings) error {
		if channel == "" {
			s.Elsewhere = mode
			return nil
		}
		return setModes(s, []string{channel}, mode)
	})
}

// setModes sets how the bot answers in channels: as elsewhere where mode is "".
func setModes(s *record.Settings, channels []string, mode record.Mode) error {
	modes := map[string]record.Mode{}
	maps.Copy(modes, s.Channels)
	for _, id := range channels {
		delete(modes, id)
		if mode != "" {
			modes[id] = mode
		}
	}
	if len(modes) > maxChannels {
		return refuse("too_many_channels", "Count", maxChannels)
	}
	s.Channels = modes
	return nil
}

// setAlerts says where moderators are told of feeds that fail.
func (b *Bot) setAlerts(ctx context.Context, r *request) (show.Message, error) {
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Alerts = r.given.Text("channel")
		return nil
	})
}

func (b *Bot) setLanguage(ctx context.Context, r *request) (show.Message, error) {
	tag := r.given.Text("language")
	if _, ok := b.voices[tag]; tag != "" && !ok {
		return show.Message{}, refuse("unknown")
	}
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Language = tag
		return nil
	})
}

func (b *Bot) setExcerpts(ctx context.Context, r *request) (show.Message, error) {
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Excerpts = min(max(r.given.Number("excerpts"), 0), command.MaxExcerpts)
		return nil
	})
}

// formOf names the form of a server's answers.
func formOf(s record.Settings) string {
	if s.Compact {
		return command.FormCompact
	}
	return command.FormFull
}

// setAnswers changes what answers look like.
func (b *Bot) setAnswers(ctx context.Context, r *request) (show.Message, error) {
	return b.changed(ctx, r, func(s *record.Settings) error {
		pictures, given := r.given["pictures"].(bool)
		s.Compact, s.NoPictures = r.given.Text("form") == command.FormCompact, given && !pictures
		return nil
	})
}

func (b *Bot) setThreshold(ctx context.Context, r *request) (show.Message, error) {
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Threshold = nil
		if v, ok := r.given["confidence"].(float64); ok {
			v = min(max(v, 0), 1)
			s.Threshold = &v
		}
		return nil
	})
}

// setStarter puts the starter articles into the server's library, or takes them
// out.
func (b *Bot) setStarter(ctx context.Context, r *request) (show.Message, error) {
	if b.cfg.SharedLibrary != "" {
		return show.Message{}, refuse("shared_library")
	}
	on := r.given.Flag("articles")
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	if err := lib.SetStarters(ctx, r.actor(), on); err != nil {
		return show.Message{}, fmt.Errorf("starter articles: %w", err)
	}
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Starter = &on
		return nil
	})
}

// setKeep changes how long questions are kept; what is older goes at once.
func (b *Bot) setKeep(ctx context.Context, r *request) (show.Message, error) {
	m, err := b.changed(ctx, r, func(s *record.Settings) error {
		s.KeepDays = nil
		if n, ok := r.given.Count("days"); ok {
			n = min(max(n, 0), command.MaxKeepDays)
			s.KeepDays = &n
		}
		return nil
	})
	if err != nil {
		return m, err
	}
	return m, b.purge(ctx, r.guild)
}

func (b *Bot) setLimits(ctx context.Context, r *request) (show.Message, error) {
	read := func(name string) *int {
		if n, ok := r.given.Count(name); ok {
			n = min(max(n, 0), command.MaxRate)
			return &n
		}
		return nil
	}
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.MemberRate, s.ServerRate = read("member"), read("server")
		return nil
	})
}

func (b *Bot) setQuota(ctx context.Context, r *request) (show.Message, error) {
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Quota = min(max(r.given.Number("quota"), 0), command.MaxQuota)
		return nil
	})
}

// showSettings shows all settings, with what each means.
func (b *Bot) showSettings(ctx context.Context, r *request) (show.Message, error) {
	_, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	return renderSettings(r.say, r.settings, b.cfg, len(articles)), nil
}

// setting is a setting's name and what it is.
type setting struct{ name, value string }

// settingValues returns all settings.
func settingValues(v show.Voice, s record.Settings, cfg Config, articles int) []setting {
	byDefault := func(text string) string { return v.Say("by_default", "Value", text) }
	moderators := v.Say("moderators_default")
	if roles := s.ModeratorRoles(); len(roles) > 0 {
		moderators = "<@&" + strings.Join(roles, ">, <@&") + ">"
	}
	alerts := v.Say("alerts_nowhere")
	if s.Alerts != "" {
		alerts = "<#" + s.Alerts + ">"
	}
	timezone := byDefault("UTC")
	if s.Timezone != "" {
		timezone = s.Timezone
	}
	excerpts, threshold := byDefault(strconv.Itoa(cfg.Excerpts)), byDefault(v.Decimal(cfg.Threshold))
	if s.Excerpts > 0 {
		excerpts = strconv.Itoa(s.Excerpts)
	}
	if s.Threshold != nil {
		threshold = v.Decimal(*s.Threshold)
	}
	keep := v.Say("days", "Count", keepDays(s))
	if keepDays(s) == 0 {
		keep = v.Say("none_kept")
	}
	quota := v.Say("articles", "Count", articles) + " · " + v.Say("no_limit")
	if s.Quota > 0 {
		quota = v.Say("quota_value", "Articles", articles, "Quota", s.Quota)
	}
	return []setting{
		{"moderators", moderators},
		{"channel", channelsText(v, s)},
		{"alerts", alerts},
		{"timezone", timezone},
		{"language", languageText(v, s.Language)},
		{"answers", v.Say("answers_value", "Form", v.Say("choice_form_"+formOf(s)), "Pictures", onOff(v, !s.NoPictures))},
		{"excerpts", excerpts},
		{"threshold", threshold},
		{"starter", starterText(v, s, cfg)},
		{"keep", keep},
		{"limits", v.Say("limits_value", "Member", limitText(v, memberRate(s)), "Server", limitText(v, serverRate(s)))},
		{"quota", quota},
	}
}

func limitText(v show.Voice, perMinute int) string {
	if perMinute == 0 {
		return v.Say("no_limit")
	}
	return v.Say("per_minute", "Count", perMinute)
}

func languageText(v show.Voice, tag string) string {
	for _, l := range show.Languages {
		if l.Tag == tag {
			return l.Name
		}
	}
	return v.Say("language_of_member")
}

func starterText(v show.Voice, s record.Settings, cfg Config) string {
	return onOff(v, startersOn(s, cfg))
}

// startersOn reports whether the starter articles are in a server's library.
func startersOn(s record.Settings, cfg Config) bool {
	if s.Starter != nil {
		return *s.Starter
	}
	return cfg.Starter
}

func onOff(v show.Voice, on bool) string {
	if on {
		return v.Say("on")
	}
	return v.Say("off")
}

// shownChannels is how many channels are listed by name.
const shownChannels = 15

func channelsText(v show.Voice, s record.Settings) string {
	elsewhere := s.Elsewhere
	if elsewhere == "" {
		elsewhere = record.Public
	}
	lines := []string{}
	for _, id := range slices.Sorted(maps.Keys(s.Channels)) {
		lines = append(lines, v.Named("<#"+id+">", v.Say("choice_answers_"+string(s.Channels[id]))))
	}
	if more := len(lines) - shownChannels; more > 0 {
		lines = append(lines[:shownChannels], v.Say("channels_left", "Count", more))
	}
	lines = append(lines, v.Named(v.Say("elsewhere"), v.Say("choice_answers_"+string(elsewhere))))
	return strings.Join(lines, "\n")
}
