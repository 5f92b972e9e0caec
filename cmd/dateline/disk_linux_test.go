package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"dateline/retrieval/store"
)

// disk mounts a file system of that size, as only an administrator can.
func disk(t *testing.T, megabytes int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes)); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillDisk leaves not a byte free.
func fillDisk(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for {
		if _, err := f.Write(make([]byte, 4096)); errors.Is(err, syscall.ENOSPC) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// ferries are articles as JSON lines.
func ferries(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id": "ferry%d", "title": "Ferry %d", "body": %q}`+"\n", i, i, strings.Repeat(fmt.Sprintf("Ferry %d leaves the harbour of Lindow at seven. ", i), 2000))
	}
	return b.String()
}

// With no byte free the doctor, questions and removals still work, and removing
// makes room.
func TestFullDisk(t *testing.T) {
	mounted := disk(t, 24)
	in := func(command ...string) []string {
		return append(command, "--no-starter", "--data", filepath.Join(mounted, "data"))
	}
	if status, _, stderr := said(t, ferries(40), in("load", "--quiet", "-")...); status != exitDone {
		t.Fatal(stderr)
	}
	fillDisk(t, mounted)
	if status, stdout, stderr := said(t, "", in("ask", "When does ferry 7 leave the harbour of Lindow?")...); status != exitDone || !strings.Contains(stdout, "Ferry 7 leaves the harbour") {
		t.Errorf("ask: status %d, %s%s", status, stdout, stderr)
	}
	if _, stdout, stderr := said(t, "", in("doctor")...); !strings.Contains(stdout, "[ok] store: sound") || !strings.Contains(stdout, "[mend] disk: ") {
		t.Errorf("doctor: %s%s", stdout, stderr)
	}
	var ids []string
	for n := range 30 {
		ids = append(ids, fmt.Sprintf("ferry%d", n))
	}
	for len(ids) > 0 {
		if status, _, stderr := said(t, "", in(append([]string{"articles", "remove"}, ids[:10]...)...)...); status != exitDone {
			t.Fatalf("remove: %s", stderr)
		}
		ids = ids[10:]
	}
	free, _, err := freeSpace(mounted)
	if err != nil || free < 1<<20 {
		t.Errorf("after 2.7 MB of text were removed %d bytes are free, %v", free, err)
	}
}

// Where nothing was kept in reserve, it is said what is the matter and what helps.
func TestFullDiskWithoutReserve(t *testing.T) {
	mounted := disk(t, 16)
	data := filepath.Join(mounted, "data")
	if status, _, stderr := said(t, ferries(2), "load", "--quiet", "--no-starter", "--data", data, "-"); status != exitDone {
		t.Fatal(stderr)
	}
	if err := os.Remove(filepath.Join(data, "dateline.reserve")); err != nil {
		t.Fatal(err)
	}
	fillDisk(t, mounted)
	status, _, stderr := said(t, "", "ask", "--no-starter", "--data", data, "When does ferry 1 leave?")
	if status != exitFailed || !strings.Contains(stderr, "no space is left on the disk of the data folder") || !strings.Contains(stderr, "removing articles makes room") {
		t.Errorf("status %d, %s", status, stderr)
	}
}

// A data folder that can only be read can be read.
func TestReadOnlyFolder(t *testing.T) {
	for _, killed := range []bool{false, true} {
		mounted := disk(t, 24)
		data := filepath.Join(mounted, "data")
		in := func(command ...string) []string { return append(command, "--no-starter", "--data", data) }
		if status, _, stderr := said(t, ferries(3), in("load", "--quiet", "-")...); status != exitDone {
			t.Fatal(stderr)
		}
		if killed { // its log is not in its file yet
			leaveLog(t, data)
		}
		if err := syscall.Mount("tmpfs", mounted, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Skip("no file system can be made read-only: ", err)
		}
		if status, stdout, stderr := said(t, "", in("ask", "When does ferry 2 leave the harbour of Lindow?")...); status != exitDone || !strings.Contains(stdout, "Ferry 2 leaves") || stderr != "" {
			t.Errorf("ask: status %d, %s%s", status, stdout, stderr)
		}
		if _, stdout, stderr := said(t, "", in("doctor")...); !strings.Contains(stdout, "[ok] store: sound") {
			t.Errorf("doctor: %s%s", stdout, stderr)
		}
		if status, _, stderr := said(t, "", in("articles", "remove", "ferry1")...); status != exitFailed || !strings.Contains(stderr, "can only be read") {
			t.Errorf("remove: status %d, %s", status, stderr)
		}
		if status, stdout, _ := said(t, "", in("articles", "list")...); status != exitDone || strings.Count(stdout, "\n") != 3 {
			t.Errorf("list: status %d, %s", status, stdout)
		}
	}
}

// leaveLog leaves a store as a killed process does, with its log.
func leaveLog(t *testing.T, data string) {
	t.Helper()
	s, err := store.Open(t.Context(), data, "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.CreateLibrary(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{}
	for _, name := range []string{"dateline.db", "dateline.db-wal"} {
		f, err := os.Open(filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		kept[name], err = io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, raw := range kept {
		if err := os.WriteFile(filepath.Join(data, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
