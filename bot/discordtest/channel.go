package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// SetChannel says of what type a channel is; others are text channels.
func (s *Server) SetChannel(id string, kind discordgo.ChannelType) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[id] = kind
}

// SetThread says that a channel is a thread of another.
func (s *Server) SetThread(id, parent string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.threads[id] = parent
}

// AllowPing lets messages ping roles and members of these ids, which somebody has
// asked for.
func (s *Server) AllowPing(ids ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		s.pingable[id] = true
	}
}

// Leave takes a user out of the server.
func (s *Server) Leave(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left[user] = true
}

// Silence takes the permission to write from a user, or gives it back.
func (s *Server) Silence(user string, silent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.silent, user)
	if silent {
		s.silent[user] = true
	}
}

// isForum reports whether a channel holds threads alone; s.mu is held.
func (s *Server) isForum(id string) bool {
	kind := s.channels[id]
	return kind == discordgo.ChannelTypeGuildForum || kind == discordgo.ChannelTypeGuildMedia
}

// startForumThread starts a thread with its first message, which has its id.
func (s *Server) startForumThread(r *http.Request, body []byte) response {
	var given struct {
		Name    string `json:"name"`
		Message sent   `json:"message"`
	}
	forum := r.PathValue("channel_id")
	if err := json.Unmarshal(body, &given); err != nil || given.Name == "" || !s.isForum(forum) {
		return unread("a forum, and a name and a message for the thread, are needed")
	}
	if refused := given.Message.legacy(nil); refused != nil {
		return *refused
	}
	m := s.message("", given.Message)
	m.Channel, m.Title = m.ID, given.Name
	s.threads[m.ID] = forum
	s.messages = append(s.messages, m)
	return response{http.StatusCreated, map[string]any{"id": m.ID, "type": discordgo.ChannelTypeGuildPublicThread, "parent_id": forum, "name": given.Name}}
}

// Threads returns the threads of a channel, by their ids, oldest first.
func (s *Server) Threads(channel string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for id, parent := range s.threads {
		if parent == channel {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (s *Server) find(r *http.Request) *Message {
	for i := range s.messages {
		if m := &s.messages[i]; m.ID == r.PathValue("message_id") && m.Channel == r.PathValue("channel_id") {
			return m
		}
	}
	return nil
}

var unknownMessage = refuse(http.StatusNotFound, discordgo.ErrCodeUnknownMessage, "Unknown Message")

func (s *Server) changeMessage(r *http.Request, body []byte) response {
	m := s.find(r)
	if m == nil {
		return unknownMessage
	}
	given, err := readSent(r, body)
	if err != nil {
		return unread(err.Error())
	}
	if refused := given.legacy(m); refused != nil {
		return *refused
	}
	changed := s.message(m.Channel, given)
	m.Content, m.Embeds, m.Parts, m.Buttons, m.Menus = changed.Content, changed.Embeds, changed.Parts, changed.Buttons, changed.Menus
	return m.named()
}

func (s *Server) publish(r *http.Request, _ []byte) response {
	m := s.find(r)
	switch {
	case m == nil:
		return unknownMessage
	case s.channels[m.Channel] != discordgo.ChannelTypeGuildNews:
		return refuse(http.StatusBadRequest, discordgo.ErrCodeCannotExecuteActionOnThisChannelType, "Cannot execute action on this channel type")
	}
	m.Published = true
	return m.named()
}

// getMember tells of a member who has not left, without roles, and of the bot, which
// has one.
func (s *Server) getMember(r *http.Request, _ []byte) response {
	user := r.PathValue("user_id")
	if s.left[user] {
		return refuse(http.StatusNotFound, discordgo.ErrCodeUnknownMember, "Unknown Member")
	}
	roles := []string{}
	if user == BotID || user == AppID { // the same, but for very old bots
		roles = append(roles, botRole)
	}
	return response{http.StatusOK, map[string]any{"user": map[string]any{"id": user, "username": "member"}, "roles": roles}}
}
