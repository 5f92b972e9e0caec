package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/viper"
)

// settingsFile is what a file says of settings.
type settingsFile struct {
	path     string
	values   map[string]string // by key
	problems []error
}

// readFile reads a settings' file; no path, no settings.
func readFile(path string) (settingsFile, error) {
	file := settingsFile{path: path, values: map[string]string{}}
	if path == "" {
		return file, nil
	}
	if !slices.Contains([]string{".yaml", ".yml", ".toml", ".json"}, strings.ToLower(filepath.Ext(path))) {
		return file, fmt.Errorf("settings file %s: its name must end in .yaml, .toml or .json", path)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return file, fmt.Errorf("settings file %s: it is no regular file", path) // a pipe could be waited for for ever
	}
	v := viper.New()
	v.SetConfigFile(path)
	if err := v.ReadInConfig(); err != nil {
		return file, fmt.Errorf("settings file %s: %w", path, plain(err))
	}
	for _, key := range v.AllKeys() {
		if !slices.Contains(keys(), key) {
			file.problems = append(file.problems, unknownKey(key, path))
			continue
		}
		raw := v.Get(key)
		if raw == nil { // a key with nothing after it is not set
			continue
		}
		text, err := textOf(key, raw)
		if err != nil {
			file.problems = append(file.problems, fmt.Errorf("%s: %s: %w", path, key, err))
			continue
		}
		file.values[key] = text
	}
	slices.SortFunc(file.problems, byText)
	return file, nil
}

// plain says in a line why a file cannot be read. Of a parser's error only the
// place is kept: its text may quote the file, and so a token.
func plain(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	where := ""
	if line, ok := errorLine(err); ok {
		where = fmt.Sprintf(" at line %d", line)
	}
	return fmt.Errorf("it is not well-formed%s: check indentation, brackets and quotation marks", where)
}

// errorLine finds the line that a parser's error speaks of.
func errorLine(err error) (int, bool) {
	var placed interface{ Position() (row, column int) } // TOML
	if errors.As(err, &placed) {
		row, _ := placed.Position()
		return row, true
	}
	_, after, found := strings.Cut(err.Error(), "yaml: line ")
	if !found {
		return 0, false
	}
	var line int
	_, scanErr := fmt.Sscanf(after, "%d:", &line)
	return line, scanErr == nil
}

func unknownKey(key, path string) error {
	if slices.Contains(processSettings, key) {
		return fmt.Errorf("%s: %s: %w", path, key, errProcesses)
	}
	var section, keys []string
	for _, s := range settings {
		keys = append(keys, s.key)
		if strings.HasPrefix(s.key, key+".") {
			section = append(section, s.key)
		}
	}
	if section != nil {
		return fmt.Errorf("%s: %s is a section, not a setting; in it stand %s", path, key, strings.Join(section, ", "))
	}
	if near, ok := nearest(key, keys); ok {
		return fmt.Errorf("%s: %s: no such setting; did you mean %s?", path, key, near)
	}
	return fmt.Errorf("%s: %s: no such setting; the README lists them", path, key)
}

// byText orders errors, so that they are told in the same order every time.
func byText(a, b error) int { return strings.Compare(a.Error(), b.Error()) }
