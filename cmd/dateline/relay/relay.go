// Package relay has a command of the program run by another process, the one
// that owns the data folder. It carries over the command's arguments, its
// environment, its standard streams, a stop, and the exit status, through a
// socket in the folder.
//
// The socket is for the folder's owner: its mode lets nobody else in, and each
// side asks the system who the other one is. One that a dead process has left
// is replaced. Standard input is read as far as the command asks for it and no
// further. It keeps nothing.
package relay

import (
	"bufio"
	"encoding/gob"
	"errors"
	"io"
	"net"
	"sync"
)

// protocol is the form of the messages; another one is not understood.
const protocol = 1

// Call is a command to be run.
type Call struct {
	// Protocol is set by Run.
	Protocol int
	// Args are the program's arguments.
	Args []string
	// Dir is the folder that relative paths start from.
	Dir string
	// Environ is the environment that the command sees, as os.Environ has it.
	Environ []string
	// Stdout and Stderr say where the streams lead.
	Stdout, Stderr Screen
}

// Screen describes a stream: whether it leads to a terminal, and how wide that is.
type Screen struct {
	Terminal bool
	Columns  int
}

// Streams are the standard streams of a call.
type Streams struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// What Run can say of the other process.
var (
	// ErrNobody says that no process takes calls in the folder.
	ErrNobody = errors.New("no process accepts commands there")
	// ErrBroken says that the process went away before the command had ended.
	ErrBroken = errors.New("the process that ran the command ended first; its log says why")
	// ErrStranger says that the socket is another user's.
	ErrStranger = errors.New("the socket belongs to another user: run the command as the one who runs \"dateline serve\"")
)

// message is what goes over the socket, in gob's form.
type message struct {
	Kind kind
	Call Call // calling
	// Data is a part of a stream: input, output or complaint; or the text of a
	// refusal.
	Data []byte
	// N is how many bytes are wanted at most, or the exit status.
	N int
	// End says that the input ends after Data.
	End bool
}

// kind says what a message is for.
type kind int

const (
	// From the one who calls.
	calling kind = iota + 1
	input        // a part of standard input, which was wanted
	cancelling
	// From the one who runs the command.
	refused
	taken     // it is being run
	wanted    // a part of standard input
	output    // a part of standard output
	complaint // a part of standard error
	ended
)

// partSize bounds a part of a stream, in bytes.
const partSize = 32 << 10

// maxMessage bounds a message, in bytes: a command's arguments and environment
// are the longest, and the system bounds those too.
const maxMessage = 4 << 20

// ErrTooLong says that a message was longer than any command needs.
var ErrTooLong = errors.New("the command is too long")

// bounded reads gob's messages, each of which begins with its length, and refuses
// one that is too long before any memory is taken for it.
type bounded struct {
	from *bufio.Reader
	left uint64 // of the message under way
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left == 0 {
		if err := b.begin(); err != nil {
			return 0, err
		}
	}
	n, err := b.from.Read(p[:min(uint64(len(p)), b.left)])
	b.left -= uint64(n)
	return n, err
}

// begin finds out how long the next message is, its length included: one byte up
// to 127, else the complement of how many bytes follow, and those.
func (b *bounded) begin() error {
	head, err := b.from.Peek(1)
	if err != nil {
		return err
	}
	if head[0] < 0x80 {
		b.left = 1 + uint64(head[0])
		return nil
	}
	width := -int(int8(head[0]))
	if width > 8 {
		return ErrTooLong
	}
	if head, err = b.from.Peek(1 + width); err != nil {
		return err
	}
	length := uint64(0)
	for _, digit := range head[1:] {
		length = length<<8 | uint64(digit)
	}
	if length > maxMessage {
		return ErrTooLong
	}
	b.left = 1 + uint64(width) + length
	return nil
}

// wire sends and receives messages; it sends from several goroutines at once.
type wire struct {
	conn *net.UnixConn
	dec  *gob.Decoder

	mu  sync.Mutex
	enc *gob.Encoder
}

func newWire(conn *net.UnixConn) *wire {
	return &wire{conn: conn, dec: gob.NewDecoder(&bounded{from: bufio.NewReader(conn)}), enc: gob.NewEncoder(conn)}
}

func (w *wire) send(m message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.enc.Encode(m)
}

func (w *wire) receive() (m message, err error) {
	err = w.dec.Decode(&m)
	return m, err
}
