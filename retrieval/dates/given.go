package dates

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dateline/retrieval/text"
)

// ErrNoDay is returned by Given, or wrapped; its text says what it reads.
var ErrNoDay = errors.New(`write a day as YYYY-MM-DD, such as 2017-11-12, or "12 Nov 2017", 2017-11, 2017, yesterday, "last week"`)

// maxGiven is how long, in bytes, what is given for a day may be.
const maxGiven = 100

// Given reads what somebody gives for a day where a day is asked for: one, or
// several such as a month, in any form that a question may have. It returns the
// first and the last of them, "2006-01-02". Days count from today.
func Given(words string, today time.Time) (first, last string, err error) {
	words = strings.TrimSpace(words)
	if _, err := time.Parse(time.DateOnly, words); err == nil {
		return words, words, nil
	}
	if impossible(words) {
		return "", "", fmt.Errorf("the calendar has no %s: %w", words, ErrNoDay)
	}
	if len(words) > maxGiven {
		return "", "", ErrNoDay
	}
	tokens := text.NewAnalyzer().Tokens(words, "en")
	q := newQuestion(words, tokens, today)
	if q == nil {
		return "", "", ErrNoDay
	}
	q.given = true
	at := 0
	for at < len(tokens) && (leadsToGiven[q.word(at)] || skipped[q.word(at)]) {
		at++
	}
	if at == len(tokens) || at > 0 && q.parted(at-1) {
		return "", "", ErrNoDay
	}
	r, ok := q.rangeAt(at)
	if !ok || r.LastToken < len(tokens)-1 || r.From.IsZero() || r.To.IsZero() {
		return "", "", ErrNoDay
	}
	return r.From.Format(time.DateOnly), r.To.Format(time.DateOnly), nil
}

// impossible reports whether words are written as a day that no month has, such as
// 2017-11-31.
func impossible(words string) bool {
	if len(words) != len(time.DateOnly) || words[4] != '-' || words[7] != '-' {
		return false
	}
	_, err := strconv.Atoi(words[:4] + words[5:7] + words[8:])
	return err == nil
}

// leadsToGiven may stand before days that are given, beside articles.
var leadsToGiven = set("in on during between from em en entre von zwischen")
