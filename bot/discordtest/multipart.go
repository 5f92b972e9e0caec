package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
)

// jsonBody returns the part of a request's body that is JSON: all of it, or,
// where files come along, the part named payload_json.
func jsonBody(r *http.Request, body []byte) (payload []byte, files map[string]string, err error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method == http.MethodGet, len(body) == 0:
		return body, nil, nil
	case err != nil:
		return nil, nil, fmt.Errorf("content type: %w", err)
	case kind == "application/json":
		return body, nil, nil
	case kind != "multipart/form-data":
		return nil, nil, fmt.Errorf("content type %q", kind)
	}
	files = map[string]string{}
	parts := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read the body's parts: %w", err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, fmt.Errorf("read the body's parts: %w", err)
		}
		if part.FormName() == "payload_json" {
			payload = text
		} else {
			files[part.FileName()] = string(text)
		}
	}
	if payload == nil {
		return nil, nil, errors.New("the body has no part payload_json")
	}
	return payload, files, nil
}

// readSent reads a message.
func readSent(r *http.Request, body []byte) (given sent, err error) {
	payload, files, err := jsonBody(r, body)
	if err != nil {
		return given, err
	}
	err = json.Unmarshal(payload, &given)
	given.files = files
	var named map[string]json.RawMessage
	if json.Unmarshal(payload, &named) == nil {
		_, content := named["content"]
		_, embeds := named["embeds"]
		given.nulls = content && embeds
	}
	return given, err
}
