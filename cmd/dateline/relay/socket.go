package relay

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
)

// SocketName is the socket's name in the data folder.
const SocketName = "dateline.sock"

// maxPath is how long the path of a socket may be on every system, in bytes.
const maxPath = 100

// shortly calls f with a path of the folder dir by which a socket in it can be
// named, however long the folder's own path is.
func shortly(dir string, f func(dir string) error) error {
	if len(filepath.Join(dir, SocketName))+len(privatePattern) < maxPath {
		return f(dir)
	}
	open, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer open.Close()
	return f(fmt.Sprintf("/proc/self/fd/%d", open.Fd()))
}

// privatePattern names the folder that a socket is made in.
const privatePattern = "dateline.sock-*"

// listen makes the socket in dir. Whoever calls it owns the folder, so that a
// socket that is there already is a dead process's.
func listen(dir string) (listener *net.UnixListener, err error) {
	err = shortly(dir, func(dir string) error {
		// A socket's mode is set after it is made: until then a private
		// folder keeps others from it.
		private, err := os.MkdirTemp(dir, privatePattern)
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(private) }() // it is empty, and nothing hangs on it
		made := filepath.Join(private, "s")
		listener, err = net.ListenUnix("unix", &net.UnixAddr{Name: made, Net: "unix"})
		if err != nil {
			return err
		}
		listener.SetUnlinkOnClose(false) // it moves
		if err := errors.Join(os.Chmod(made, 0o600), os.Rename(made, filepath.Join(dir, SocketName))); err != nil {
			return errors.Join(err, listener.Close())
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("socket in %s: %w", dir, err)
	}
	return listener, nil
}

// dial connects to the socket in dir, or returns ErrNobody.
func dial(dir string) (conn *net.UnixConn, err error) {
	err = shortly(dir, func(dir string) error {
		conn, err = net.DialUnix("unix", nil, &net.UnixAddr{Name: filepath.Join(dir, SocketName), Net: "unix"})
		return err
	})
	switch {
	case errors.Is(err, os.ErrPermission):
		return nil, ErrStranger
	case err != nil:
		return nil, fmt.Errorf("%w (%w)", ErrNobody, err)
	}
	if err := serverIsTrusted(conn, dir); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// serverIsTrusted reports whether the one who takes calls is who runs this process
// or who the folder belongs to.
func serverIsTrusted(conn *net.UnixConn, dir string) error {
	uid, known, err := peer(conn)
	if err != nil || !known || uid == os.Geteuid() {
		return err
	}
	if owner, ok := ownerOf(dir); !ok || uid != owner {
		return ErrStranger
	}
	return nil
}

// clientIsTrusted reports whether the one who calls is who runs this process, or
// the system's administrator.
func clientIsTrusted(conn *net.UnixConn) error {
	uid, known, err := peer(conn)
	if err != nil || !known || uid == os.Geteuid() || uid == 0 {
		return err
	}
	return ErrStranger
}
