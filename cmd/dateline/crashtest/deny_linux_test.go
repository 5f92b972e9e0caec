//go:build linux && amd64

package crashtest

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"unsafe"
)

// canDeny says that denyAndRun works here.
const canDeny = true

// denial is how the kernel refuses some of a program's calls.
type denial struct {
	with  syscall.Errno
	calls []uint32
	// opening says that nothing can be opened for writing.
	opening bool
	// killing says that the first such call is the program's end.
	killing bool
}

var denials = map[string]denial{
	noSync:     {with: syscall.EIO, calls: []uint32{syscall.SYS_FSYNC, syscall.SYS_FDATASYNC}},
	noRead:     {with: syscall.EIO, calls: []uint32{syscall.SYS_PREAD64}},
	noSpace:    {with: syscall.ENOSPC, calls: []uint32{syscall.SYS_PWRITE64, syscall.SYS_FALLOCATE}},
	killers[0]: {killing: true, calls: []uint32{syscall.SYS_RENAME, syscall.SYS_RENAMEAT}},
	killers[1]: {killing: true, calls: []uint32{syscall.SYS_UNLINK, syscall.SYS_UNLINKAT}},
	killers[2]: {killing: true, calls: []uint32{syscall.SYS_FDATASYNC}},
	killers[3]: {killing: true, calls: []uint32{syscall.SYS_FTRUNCATE}},
	readOnly: {with: syscall.EROFS, opening: true, calls: []uint32{
		syscall.SYS_MKDIR, syscall.SYS_MKDIRAT, syscall.SYS_UNLINK, syscall.SYS_UNLINKAT, syscall.SYS_RENAME, syscall.SYS_RENAMEAT,
		syscall.SYS_FTRUNCATE, syscall.SYS_FCHMOD, syscall.SYS_FCHMODAT, syscall.SYS_SYMLINKAT, syscall.SYS_LINKAT,
	}},
}

// Where the kernel puts a call's number and its arguments, and what tells it to
// refuse one: linux/seccomp.h, linux/prctl.h.
const (
	callNumber, firstArgument, argumentSize = 0, 16, 8

	allow, refuse     = 0x7fff0000, 0x00050000
	killProcess       = 0x80000000
	setNoNewPrivs     = 38
	setSeccomp        = 22
	seccompModeFilter = 2
)

// filter is the denial as the kernel's virtual machine runs it.
func (d denial) filter() []syscall.SockFilter {
	const load, equal, and, ret = syscall.BPF_LD | syscall.BPF_W | syscall.BPF_ABS, syscall.BPF_JMP | syscall.BPF_JEQ | syscall.BPF_K,
		syscall.BPF_JMP | syscall.BPF_JSET | syscall.BPF_K, syscall.BPF_RET | syscall.BPF_K
	no := syscall.SockFilter{Code: ret, K: refuse | uint32(d.with)}
	if d.killing {
		no.K = killProcess
	}
	var out []syscall.SockFilter
	when := func(call uint32, then ...syscall.SockFilter) {
		out = append(out, syscall.SockFilter{Code: load, K: callNumber}, syscall.SockFilter{Code: equal, K: call, Jf: uint8(len(then))})
		out = append(out, then...)
	}
	for _, call := range d.calls {
		when(call, no)
	}
	if d.opening {
		for call, flags := range map[uint32]uint32{syscall.SYS_OPEN: 1, syscall.SYS_OPENAT: 2} {
			when(call, syscall.SockFilter{Code: load, K: firstArgument + flags*argumentSize},
				syscall.SockFilter{Code: and, K: syscall.O_WRONLY | syscall.O_RDWR | syscall.O_CREAT, Jf: 1}, no)
		}
	}
	return append(out, syscall.SockFilter{Code: ret, K: allow})
}

// denyAndRun becomes another program, of which the kernel refuses some calls. It
// returns only when that fails.
func denyAndRun(name string, command []string) error {
	runtime.LockOSThread()
	filter := denials[name].filter()
	prog := syscall.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, setNoNewPrivs, 1, 0, 0, 0, 0); errno != 0 {
		return fmt.Errorf("give up privileges: %w", errno)
	}
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, setSeccomp, seccompModeFilter, uintptr(unsafe.Pointer(&prog))); errno != 0 {
		return fmt.Errorf("refuse calls: %w", errno)
	}
	environ := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, denyVariable+"=") })
	return fmt.Errorf("run %s: %w", command[0], syscall.Exec(command[0], command, environ))
}

// mountSmall mounts a file system of so many bytes on a folder.
func mountSmall(dir string, size int) (unmount func() error, err error) {
	err = syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size))
	return func() error { return syscall.Unmount(dir, syscall.MNT_DETACH) }, err
}

// remountReadOnly lets nothing be written there any more.
func remountReadOnly(dir string) error {
	return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
}
