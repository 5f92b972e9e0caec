package engine

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// closed is an index with some batches, closed again.
func closed(t testing.TB) (dir string, rootBytes []byte) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "index")
	b, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 5 {
		batch, saved := b.NewBatch(), make(chan error)
		batch.SetPersistedCallback(func(err error) { saved <- err })
		if err := batch.Index(fmt.Sprint(n), map[string]string{"b": fmt.Sprintf("The ferry leaves at %d.", n)}); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(b.Batch(batch), <-saved); err != nil {
			t.Fatal(err)
		}
	}
	if err := Close(dir, b); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(rootFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	return dir, raw
}

func write(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// opens opens an index, and closes it when that succeeds.
func opens(dir string) error {
	b, err := Open(dir)
	if err != nil {
		return err
	}
	return Close(dir, b)
}

func TestOpenAgain(t *testing.T) {
	dir, _ := closed(t)
	for range 3 {
		if err := opens(dir); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(sealFile(dir)); err != nil {
		t.Fatal(err)
	}
	if err := opens(dir); err != nil {
		t.Errorf("as a crash leaves it: %v", err)
	}
}

// A root file that is cut off must be refused before the engine maps it: its
// own goroutines would fault, which ends the program.
func TestCutRootIsRefused(t *testing.T) {
	dir, raw := closed(t)
	if err := os.Remove(sealFile(dir)); err != nil {
		t.Fatal(err)
	}
	r, err := readRoot(raw)
	if err != nil {
		t.Fatal(err)
	}
	used := int(r.end * r.pageSize)
	for _, length := range []int{0, 1, 100, int(r.pageSize), 2 * int(r.pageSize), used / 2, used - int(r.pageSize), used - 1} {
		write(t, rootFile(dir), raw[:length])
		if err := opens(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d of %d bytes: %v, want %v", length, len(raw), err, ErrDamaged)
		}
	}
	write(t, rootFile(dir), raw)
	if err := opens(dir); err != nil {
		t.Errorf("whole again: %v", err)
	}
}

// Any bit that changes while the index is closed is seen.
func TestChangedRootIsRefused(t *testing.T) {
	dir, raw := closed(t)
	sealed, err := os.ReadFile(sealFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	for at := 3; at < len(raw); at += len(raw)/50 + 1 {
		changed := bytes.Clone(raw)
		changed[at] ^= 1 << (at % 8)
		write(t, rootFile(dir), changed)
		write(t, sealFile(dir), sealed)
		if err := opens(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d: %v, want %v", at, err, ErrDamaged)
		}
	}
}

// Pages that the tree leads to twice, or not at all, are refused: the database
// panics on them when it writes.
func TestMalformedRootIsRefused(t *testing.T) {
	_, raw := closed(t)
	good, err := readRoot(raw)
	if err != nil {
		t.Fatal(err)
	}
	head := int(good.tree * good.pageSize)
	for name, change := range map[string]func(page []byte){
		"another number":    func(p []byte) { p[0]++ },
		"another kind":      func(p []byte) { p[8] = 7 },
		"too many elements": func(p []byte) { p[11] = 0xff },
		"more pages":        func(p []byte) { p[13] = 0xff },
		"a far key":         func(p []byte) { p[pageHead+7] = 0xff },
		"a long value":      func(p []byte) { p[pageHead+15] = 0xff },
	} {
		changed := bytes.Clone(raw)
		change(changed[head:])
		r, err := readRoot(changed)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.check(); err == nil {
			t.Errorf("%s: it is taken as sound", name)
		}
	}
}

func FuzzRoot(f *testing.F) {
	_, raw := closed(f)
	f.Add(raw)
	f.Add(raw[:len(raw)/2])
	f.Fuzz(func(_ *testing.T, raw []byte) {
		if r, err := readRoot(raw); err == nil {
			_ = r.check()
		}
	})
}
