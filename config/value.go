package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Each function here reads the text of one kind of value. Its error says what
// was given and what would do; of a secret only the latter.

func folder(text string) (string, error) {
	if text == "" {
		return "", errors.New("no folder is named: write a path, such as ./data")
	}
	return text, nil
}

// storePath reads a URL of the form sqlite:PATH, or a path alone.
func storePath(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	scheme, rest, found := strings.Cut(text, ":")
	switch {
	case !found:
		return text, nil
	case scheme != "sqlite":
		// The rest may hold a password.
		return "", fmt.Errorf("%.20q stores are not supported: write sqlite:PATH, a SQLite file of this process alone", scheme)
	}
	path := strings.TrimPrefix(rest, "//")
	if path == "" || strings.HasPrefix(path, ":") || strings.Contains(path, "?") {
		return "", errors.New("no file is named: write sqlite:PATH, such as sqlite:/var/lib/dateline/dateline.db")
	}
	return path, nil
}

func yesNo(text string) (bool, error) {
	v, err := strconv.ParseBool(text)
	if err != nil {
		return false, fmt.Errorf("%.60q: write true or false", text)
	}
	return v, nil
}

func onOff(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "on", "true":
		return true, nil
	case "off", "false":
		return false, nil
	}
	return false, fmt.Errorf("%.60q: write on or off", text)
}

func secret(text string) (Secret, error) { return NewSecret(text), nil }

func token(text string) (Secret, error) {
	if err := checkToken(text); err != nil {
		return Secret{}, err
	}
	return NewSecret(text), nil
}

func apiURL(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return "", fmt.Errorf("%.200q: write an http or https address, such as https://discord.com/api", text)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", errors.New("leave out the user, the password and whatever follows a ? or #")
	}
	return strings.TrimRight(text, "/"), nil
}

func guilds(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	ids := strings.Split(text, ",")
	for i, id := range ids {
		ids[i] = strings.TrimSpace(id)
		if n, err := strconv.ParseUint(ids[i], 10, 64); err != nil || n == 0 {
			return nil, fmt.Errorf("%.60q is no server id: write the number that Discord's \"Copy Server ID\" gives, several with commas between them", id)
		}
	}
	return ids, nil
}

var libraryForm = regexp.MustCompile(`^[a-z0-9_-]{1,64}$`)

func library(text string) (string, error) {
	if text != "" && !libraryForm.MatchString(text) {
		return "", fmt.Errorf("%.80q: write 1 to 64 of the characters a-z, 0-9, - and _", text)
	}
	return text, nil
}

func (most Limits) deferAfter(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%.60q: write a duration with its unit, such as 1s or 500ms", text)
	}
	if d < 0 || d > most.DeferAfter {
		return 0, fmt.Errorf("%s: write 0s to %s; Discord takes no first response after 3s", text, most.DeferAfter)
	}
	return d, nil
}

func threshold(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= 1) { // refuses NaN too
		return 0, fmt.Errorf("%.60q: write a number from 0 to 1", text)
	}
	return v, nil
}

func (most Limits) excerpts(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most.Excerpts {
		return 0, fmt.Errorf("%.60q: write a whole number from 1 to %d", text, most.Excerpts)
	}
	return n, nil
}

func listenAddress(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return "", fmt.Errorf("%.80q: write HOST:PORT, such as 127.0.0.1:8080, or nothing to turn it off", text)
	}
	return text, nil
}

func logLevel(text string) (slog.Level, error) {
	switch strings.ToLower(text) {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	}
	return 0, fmt.Errorf("%.60q: write debug, info, warn or error", text)
}

func logFormat(text string) (string, error) {
	if text != "text" && text != "json" {
		return "", fmt.Errorf("%.60q: write text or json", text)
	}
	return text, nil
}
