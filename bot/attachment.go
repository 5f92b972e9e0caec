package bot

import (
	"context"
	"net/url"
	"path"
	"regexp"
	"strings"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/show"
	"dateline/retrieval"
)

// fileName returns what a member calls the file.
func fileName(a discord.Attachment) string {
	if name := answers.Inline(path.Base(strings.ReplaceAll(a.Filename, `\`, "/"))); name != "" && name != "." && name != "/" {
		return show.ClipText(name, show.MaxChoice)
	}
	return a.ID
}

// document gets the bytes of a file, at once: its URL holds for a day.
func (b *Bot) document(ctx context.Context, a discord.Attachment) ([]byte, error) {
	if a.Size > MaxAttachment {
		return nil, retrieval.NewProblem("large_file", "the file has %d MB, and at most %d are taken here: split it, or let the operator load it", a.Size>>20, MaxAttachment>>20)
	}
	data, err := b.intake.Files(ctx, a.URL)
	if err != nil {
		return nil, retrieval.NewProblem("no_file", "Discord does not give the file: %w", err)
	}
	return data, nil
}

// linkForm finds the links in a text. What ends a sentence or a bracket around
// a link is not a part of it.
var linkForm = regexp.MustCompile(`https?://[^\s<>"]+`)

// links returns the web addresses in a text, each once, in their order.
func links(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, found := range linkForm.FindAllString(text, -1) {
		link, ok := loadable(trimLink(found))
		if ok && !seen[link] {
			seen[link] = true
			out = append(out, link)
		}
	}
	return out
}

func trimLink(link string) string {
	for {
		trimmed := strings.TrimRight(link, ".,;:!?'’”*_|")
		if strings.HasSuffix(trimmed, ")") && strings.Count(trimmed, "(") < strings.Count(trimmed, ")") {
			trimmed = strings.TrimSuffix(trimmed, ")")
		}
		if trimmed == link {
			return link
		}
		link = trimmed
	}
}

// loadable reads a web address that a moderator gave. What is none must not
// reach the loader, which would take it for the path of a file.
func loadable(address string) (string, bool) {
	address = strings.Trim(strings.TrimSpace(address), "<>")
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	link := u.String()
	return link, show.Size(link) <= show.MaxURL
}
