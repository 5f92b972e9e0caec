// Package dps stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate links but which is never asked here: Dateline finds the dates of
// pages itself. The real one builds tables for two hundred languages when a
// program starts, a quarter of a second and 80 MB that every command would
// pay. This one has the names that go-htmldate uses, and parses nothing.
package dps

import (
	"errors"
	"time"
)

// ParserType names a way to parse.
type ParserType int

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which of several possible dates is meant.
type PreferredDateSource int

// Past prefers the date before now.
const Past PreferredDateSource = 0

// Configuration says how a date is to be read.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Date is a date that was read.
type Date struct {
	Time time.Time
}

// Parser reads dates.
type Parser struct {
	ParserTypes []ParserType
}

var errNoDate = errors.New("dates in words are not read")

// Parse always returns an error.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, errNoDate
}
