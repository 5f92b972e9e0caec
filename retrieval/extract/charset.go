package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"dateline/retrieval"
)

// toUTF8 decodes a document of HTML or XML, whose character set the transport
// (contentType), a byte order mark or the document itself declares. A
// declaration that the bytes belie does not count: then the set is told by its
// use of bytes.
func toUTF8(data []byte, contentType string) (string, error) {
	enc, name, certain := charset.DetermineEncoding(data[:min(len(data), 4096)], contentType)
	valid := utf8.Valid(data)
	switch {
	case strings.HasPrefix(name, "utf-16"):
	case valid:
		return string(bytes.TrimPrefix(data, []byte("\ufeff"))), nil
	case name == "utf-8" || !certain:
		if found := detectCharset(data); found != nil {
			enc = found
		}
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", retrieval.NewProblem("charset", "its character set %s cannot be read: save it as UTF-8", name)
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}

// detectCharset tells the character set by which bytes are used how often, nil
// when nothing speaks for one.
func detectCharset(data []byte) encoding.Encoding {
	const enough = 64 << 10
	best, err := chardet.NewTextDetector().DetectBest(data[:min(len(data), enough)])
	if err != nil {
		return nil
	}
	enc, err := htmlindex.Get(best.Charset)
	if err != nil {
		return nil
	}
	return enc
}

// utf16Text decodes text that a byte order mark says is UTF-16.
func utf16Text(data []byte) ([]byte, bool) {
	if !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, false
	}
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
	return text, err == nil
}
