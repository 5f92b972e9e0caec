package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// licence matches the names of files that tell under what terms a module may be
// used.
var licence = regexp.MustCompile(`(?i)^(un)?licen[cs]e|^copying|^copyright|^notice|^patents`)

// embedded are what modules carry beside their own code, and under which terms; the
// modules do not have their text.
const embedded = `github.com/klippa-app/go-pdfium embeds PDFium, compiled to WebAssembly.
Copyright 2014 The PDFium Authors, under the BSD 3-Clause License:
https://pdfium.googlesource.com/pdfium/+/refs/heads/main/LICENSE
`

// gatherLicences copies the licences of all modules that are linked into a program,
// and of Go itself, into a folder: one for each module.
func gatherLicences(ctx context.Context, program, into string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("where Go is: %w", err)
	}
	if err := copyLicences(strings.TrimSpace(string(root)), filepath.Join(into, "go")); err != nil {
		return err
	}
	dirs, err := moduleDirs(ctx)
	if err != nil {
		return err
	}
	for _, m := range info.Deps {
		if m.Replace != nil && strings.HasPrefix(m.Replace.Path, ".") {
			continue // a part of this repository, under its licence
		}
		dir := dirs[m.Path]
		if dir == "" {
			return fmt.Errorf("module %s is not there", m.Path)
		}
		if err := copyLicences(dir, filepath.Join(into, filepath.FromSlash(m.Path))); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(into, "EMBEDDED.txt"), []byte(embedded), 0o644)
}

// moduleDirs returns where the source of each module is.
func moduleDirs(ctx context.Context) (map[string]string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-m", "-json=Path,Dir", "all")
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", cmd, err)
	}
	dirs := map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(text)); ; {
		var m struct{ Path, Dir string }
		if err := dec.Decode(&m); errors.Is(err, io.EOF) {
			return dirs, nil
		} else if err != nil {
			return nil, err
		}
		dirs[m.Path] = m.Dir
	}
}

// copyLicences copies the licences of the source in dir; without one, it may not be
// given on.
func copyLicences(dir, into string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		if e.Type().IsRegular() && licence.MatchString(e.Name()) {
			found = true
			if err := copyFile(filepath.Join(dir, e.Name()), filepath.Join(into, e.Name())); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("there is no licence in %s", dir)
	}
	return nil
}

// copyFile copies a file, and makes the folder that it goes into.
func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644) //nolint:gosec // the names are those of modules that are linked
}
