package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// hostForm is a host's name as DNS has it, and as people shorten it at home.
var hostForm = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*$`)

// validHost reports whether an entry is a range of addresses, or a host's name or
// address, with or without a port.
func validHost(entry string) bool {
	if _, err := netip.ParsePrefix(entry); err == nil {
		return true
	}
	if host, port, err := net.SplitHostPort(entry); err == nil {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return false
		}
		entry = host
	}
	_, err := netip.ParseAddr(entry)
	return err == nil || hostForm.MatchString(entry)
}

// hosts reads a list of host names, addresses and ranges of addresses.
func hosts(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	list := strings.Split(text, ",")
	for i, entry := range list {
		list[i] = strings.TrimSpace(entry)
		if !validHost(list[i]) {
			return nil, fmt.Errorf("%.80q: write host names, addresses or ranges such as 10.0.0.0/8, without a scheme, several with commas between them", entry)
		}
	}
	return list, nil
}

// Bounds of what may be fetched.
const (
	leastSize, mostSize       = 1 << 10, 1 << 30
	leastTimeout, mostTimeout = time.Second, 10 * time.Minute
	leastPause, mostPause     = time.Minute, 24 * time.Hour
)

func size(text string) (int64, error) {
	n, err := humanize.ParseBytes(text)
	if err != nil || n < leastSize || n > mostSize {
		return 0, fmt.Errorf("%.60q: write a size from 1KiB to 1GiB, such as 64MiB", text)
	}
	return int64(n), nil
}

func fetchTimeout(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < leastTimeout || d > mostTimeout {
		return 0, fmt.Errorf("%.60q: write a duration from %s to %s with its unit, such as 30s", text, leastTimeout, mostTimeout)
	}
	return d, nil
}

func feedInterval(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < leastPause || d > mostPause {
		return 0, fmt.Errorf("%.60q: write a duration from 1m to 24h with its unit, such as 30m", text)
	}
	return d, nil
}

// userAgent reads what goes into a header of HTTP.
func userAgent(text string) (string, error) {
	for _, c := range text {
		if c < ' ' || c > '~' {
			return "", errors.New("write it in letters, digits and signs of ASCII, in one line")
		}
	}
	return text, nil
}
