package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// folder makes files with their names as content, and returns their folder.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dateline_1.2.3_any")
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var made = time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)

// packed packs a folder.
func packed(t *testing.T, dir string, zipped bool) []byte {
	t.Helper()
	archive := filepath.Join(t.TempDir(), "a")
	if err := pack(dir, archive, zipped, made); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{".tar.gz", ".zip"} {
		if raw, err := os.ReadFile(archive + suffix); err == nil {
			return raw
		}
	}
	t.Fatal("there is no archive")
	return nil
}

// The same files give the same archive, whoever has made them when; only the
// program can be run.
func TestPack(t *testing.T) {
	names := []string{"README.md", "dateline", "dateline.exe", "dateline.yaml", "licenses/go/LICENSE"}
	want := []string{
		"dateline_1.2.3_any/README.md -rw-r--r-- README.md", "dateline_1.2.3_any/dateline -rwxr-xr-x dateline",
		"dateline_1.2.3_any/dateline.exe -rwxr-xr-x dateline.exe", "dateline_1.2.3_any/dateline.yaml -rw-r--r-- dateline.yaml",
		"dateline_1.2.3_any/licenses/go/LICENSE -rw-r--r-- licenses/go/LICENSE",
	}
	for name, list := range map[string]func(*testing.T, []byte) []string{"tar": untar, "zip": unzip} {
		raw := packed(t, folder(t, names...), name == "zip")
		if diff := cmp.Diff(want, list(t, raw)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if again := packed(t, folder(t, names...), name == "zip"); !bytes.Equal(raw, again) {
			t.Errorf("%s: the same files give another archive", name)
		}
	}
}

func untar(t *testing.T, raw []byte) (files []string) {
	t.Helper()
	unpacked, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(unpacked); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil || !h.ModTime.Equal(made) {
			t.Errorf("%s is of %s, %v", h.Name, h.ModTime, err)
		}
		files = append(files, fmt.Sprintf("%s %s %s", h.Name, h.FileInfo().Mode(), content))
	}
}

func unzip(t *testing.T, raw []byte) (files []string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil || !f.Modified.Equal(made) {
			t.Errorf("%s is of %s, %v", f.Name, f.Modified, err)
		}
		files = append(files, fmt.Sprintf("%s %s %s", f.Name, f.Mode(), content))
	}
	return files
}

// A module without a licence is not published.
func TestCopyLicences(t *testing.T) {
	into := t.TempDir()
	if err := copyLicences(folder(t, "LICENSE", "LICENCE.md", "Copying.txt", "NOTICE", "license_test.go/x", "main.go"), into); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(into)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff([]string{"Copying.txt", "LICENCE.md", "LICENSE", "NOTICE"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := copyLicences(folder(t, "main.go"), t.TempDir()); err == nil {
		t.Error("a module without a licence is taken")
	}
}

func TestWriteSums(t *testing.T) {
	dir := folder(t, "a")
	if err := writeSums(dir); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if want := "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n"; string(got) != want || err != nil {
		t.Errorf("the sums are %q, %v", got, err)
	}
}
