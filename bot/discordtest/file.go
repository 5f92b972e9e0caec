package discordtest

import (
	"net/http"
	"net/url"
)

// File is one that a member attaches.
type File struct {
	Name string
	Data []byte
	// Size is what Discord says of it; 0 stands for that of Data.
	Size int64
	// Gone says that its address holds no longer.
	Gone bool
}

const filesPath = "/attachments/"

// attach keeps a file where the bot can get it, and returns what Discord tells of
// it.
func (s *Server) attach(f File) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.id()
	path := filesPath + Channel + "/" + id + "/" + url.PathEscape(f.Name)
	if f.Size == 0 {
		f.Size = int64(len(f.Data))
	}
	if !f.Gone {
		s.files[path] = f
	}
	return map[string]any{
		"id": id, "filename": f.Name, "size": f.Size, "url": s.http.URL + path + "?ex=1&is=2&hm=3",
		"proxy_url": s.http.URL + path, "ephemeral": true,
	}
}

// serveFile serves a file as the network does that delivers Discord's.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f, ok := s.files[r.URL.EscapedPath()]
	s.mu.Unlock()
	if !ok {
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
		return
	}
	_, _ = w.Write(f.Data)
}
