package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// check refuses files in dir that the engine must not be given, and takes away
// the segments that it can do without.
func check(dir string) error {
	if err := checkSeal(dir); err != nil {
		return err
	}
	if err := checkRoot(rootFile(dir)); err != nil {
		return err
	}
	return removeDamaged(dir)
}

// rootFile is where the engine keeps which segments there are: a bolt database.
func rootFile(dir string) string { return filepath.Join(dir, "store", "root.bolt") }

// sealFile holds the SHA-256 of the root file while the index is closed.
func sealFile(dir string) string { return filepath.Join(dir, "seal") }

// seal notes what the root file of a closed index is. Without it, as after a
// crash, the file's form alone is checked.
func seal(dir string) {
	sum, err := rootSum(dir)
	if err == nil {
		err = os.WriteFile(sealFile(dir), sum, 0o600)
	}
	if err != nil {
		_ = os.Remove(sealFile(dir)) // half a seal is none
	}
}

// checkSeal compares the root file with its seal, and breaks that: the file
// changes from now on.
func checkSeal(dir string) error {
	kept, err := os.ReadFile(sealFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	sum, err := rootSum(dir)
	if err != nil {
		return err
	}
	if !bytes.Equal(sum, kept) {
		return fmt.Errorf("%w: its list of segments is not what was written", ErrDamaged)
	}
	return os.Remove(sealFile(dir))
}

func rootSum(dir string) ([]byte, error) {
	f, err := os.Open(rootFile(dir))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return nil, err
	}
	return sum.Sum(nil), nil
}

// maxRoot bounds a root file: one is some ten kilobytes long.
const maxRoot = 64 << 20

// checkRoot reads a root file as the database would, without mapping it into
// memory, where what is cut off would be a fault.
func checkRoot(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the engine says so itself
	}
	if err != nil {
		return err
	}
	if info.Size() > maxRoot {
		return fmt.Errorf("%w: %s has %d bytes", ErrDamaged, filepath.Base(path), info.Size())
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	r, err := readRoot(raw)
	if err == nil {
		err = r.check()
	}
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Base(path), err)
	}
	return nil
}

// The parts of a bolt file, version 2: pages with a head of their number, kind,
// count of elements and count of further pages; in the first two, what the file
// is and where its tree begins.
const (
	pageHead    = 16
	elementHead = 16
	metaLength  = 64
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	maxElements = 0xFFFF

	branchPage, leafPage, metaPage, freePage = 1, 2, 4, 16
	bucketHead                               = 16
	noFreeList                               = ^uint64(0)
	// maxDepth bounds how deep buckets and pages lie in each other.
	maxDepth = 64
)

// root is a bolt file in memory.
type root struct {
	raw      []byte
	pageSize uint64
	// tree and free are the pages where those begin, and end is the first page
	// that is not in use.
	tree, free, end uint64
	seen            map[uint64]bool
}

var (
	little      = binary.LittleEndian
	errNoMeta   = errors.New("it has no valid head")
	errCut      = errors.New("it is cut off")
	errTooDeep  = errors.New("its pages lie too deep")
	errElements = errors.New("an element is not within its page")
	errOrder    = errors.New("its keys are not in order")
)

// readRoot finds the newest valid head.
func readRoot(raw []byte) (*root, error) {
	var newest uint64
	var r *root
	for _, size := range []uint64{uint64(os.Getpagesize()), 1 << 12, 1 << 14, 1 << 16} {
		for page := range uint64(2) {
			at := page*size + pageHead
			if at+metaLength > uint64(len(raw)) {
				continue
			}
			meta := raw[at : at+metaLength]
			sum := fnv.New64a()
			_, _ = sum.Write(meta[:56])
			if little.Uint32(meta) != metaMagic || little.Uint32(meta[4:]) != metaVersion ||
				uint64(little.Uint32(meta[8:])) != size || little.Uint64(meta[56:]) != sum.Sum64() {
				continue
			}
			if change := little.Uint64(meta[48:]); r == nil || change > newest {
				newest = change
				r = &root{raw: raw, pageSize: size, tree: little.Uint64(meta[16:]), free: little.Uint64(meta[32:]), end: little.Uint64(meta[40:]), seen: make(map[uint64]bool)}
			}
		}
	}
	if r == nil {
		return nil, errNoMeta
	}
	if r.end > uint64(len(raw))/r.pageSize {
		return nil, errCut
	}
	return r, nil
}

// check walks through all pages in use.
func (r *root) check() error {
	if err := r.checkPage(r.tree, 0); err != nil {
		return err
	}
	if r.free == noFreeList {
		return nil
	}
	p, err := r.page(r.free)
	if err != nil {
		return err
	}
	return r.checkFree(p)
}

// page returns a page with those that continue it, once.
func (r *root) page(number uint64) ([]byte, error) {
	if number < 2 || number >= r.end {
		return nil, fmt.Errorf("page %d is not there", number)
	}
	head := r.raw[number*r.pageSize:]
	more := uint64(little.Uint32(head[12:]))
	if little.Uint64(head) != number || number+more >= r.end {
		return nil, fmt.Errorf("page %d is not what it should be", number)
	}
	for n := number; n <= number+more; n++ {
		if r.seen[n] {
			return nil, fmt.Errorf("page %d is used twice", n)
		}
		r.seen[n] = true
	}
	return head[:(more+1)*r.pageSize], nil
}

func (r *root) checkPage(number uint64, depth int) error {
	p, err := r.page(number)
	if err != nil {
		return err
	}
	return r.checkTree(p, depth)
}

// checkTree walks through a page of the tree and all below it.
func (r *root) checkTree(p []byte, depth int) error {
	kind := little.Uint16(p[8:])
	if depth > maxDepth {
		return errTooDeep
	}
	if kind != branchPage && kind != leafPage {
		return fmt.Errorf("a page of the tree is of kind %d", kind)
	}
	count := int(little.Uint16(p[10:]))
	if pageHead+count*elementHead > len(p) || kind == branchPage && count == 0 {
		return errElements
	}
	var before []byte
	for i := range count {
		at := pageHead + i*elementHead
		key, err := r.checkElement(p[at:], kind, depth)
		if err != nil {
			return err
		}
		if i > 0 && bytes.Compare(before, key) >= 0 {
			return errOrder
		}
		before = key
	}
	return nil
}

// checkElement checks the element at the beginning of from, and returns its key.
func (r *root) checkElement(from []byte, kind uint16, depth int) (key []byte, err error) {
	cut := func(at, length uint64) ([]byte, error) {
		if at < elementHead || at+length > uint64(len(from)) {
			return nil, errElements
		}
		return from[at : at+length], nil
	}
	if kind == branchPage {
		if key, err = cut(uint64(little.Uint32(from)), uint64(little.Uint32(from[4:]))); err != nil {
			return nil, err
		}
		return key, r.checkPage(little.Uint64(from[8:]), depth+1)
	}
	at, length := uint64(little.Uint32(from[4:])), uint64(little.Uint32(from[8:]))
	if key, err = cut(at, length); err != nil {
		return nil, err
	}
	value, err := cut(at+length, uint64(little.Uint32(from[12:])))
	if err != nil || little.Uint32(from)&1 == 0 {
		return key, err
	}
	return key, r.checkBucket(value, depth)
}

// checkBucket checks a bucket, whose only page may stand within its value.
func (r *root) checkBucket(value []byte, depth int) error {
	if len(value) < bucketHead {
		return errElements
	}
	if page := little.Uint64(value); page != 0 {
		return r.checkPage(page, depth+1)
	}
	if len(value) < bucketHead+pageHead {
		return errElements
	}
	return r.checkTree(value[bucketHead:], depth+1)
}

// checkFree checks the list of free pages: none of them is in use.
func (r *root) checkFree(p []byte) error {
	if kind := little.Uint16(p[8:]); kind != freePage {
		return fmt.Errorf("the list of free pages is of kind %d", kind)
	}
	list := p[pageHead:]
	count := uint64(little.Uint16(p[10:]))
	if count == maxElements {
		count, list = little.Uint64(list), list[8:]
	}
	if count > uint64(len(list))/8 {
		return errElements
	}
	for ; count > 0; count, list = count-1, list[8:] {
		free := little.Uint64(list)
		if free < 2 || free >= r.end || r.seen[free] {
			return fmt.Errorf("page %d is not free", free)
		}
		r.seen[free] = true
	}
	return nil
}
