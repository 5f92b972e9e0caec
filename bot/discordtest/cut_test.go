package discordtest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "cut testdata/openapi.json out of the whole description anew")

// whole is Discord's whole description, which is not kept in the repository.
const whole = "../../../shared/discord/openapi.json"

// TestDescription holds that what is kept of Discord's description is a part of
// it as it stands.
func TestDescription(t *testing.T) {
	text, err := os.ReadFile(whole)
	if os.IsNotExist(err) {
		t.Skip("the whole description is not here: " + whole)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := cut(t, text)
	if *update {
		if err := os.WriteFile("testdata/openapi.json", want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("testdata/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("testdata/openapi.json is not the part of the description that is needed; run with -update (-want +got):\n%s", diff)
	}
}

// cut keeps the bodies of the operations that the package serves, as JSON, and
// the schemas that they refer to.
func cut(t *testing.T, text []byte) []byte {
	t.Helper()
	var all struct {
		OpenAPI    string                                `json:"openapi"`
		Info       json.RawMessage                       `json:"info"`
		Paths      map[string]map[string]json.RawMessage `json:"paths"`
		Components struct {
			Schemas map[string]json.RawMessage `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	schemas := map[string]json.RawMessage{}
	var follow func(raw json.RawMessage)
	follow = func(raw json.RawMessage) {
		for _, name := range references(t, raw) {
			if _, done := schemas[name]; !done {
				schemas[name] = all.Components.Schemas[name]
				follow(schemas[name])
			}
		}
	}
	paths := map[string]map[string]any{}
	for route := range (*Server)(nil).operations() {
		method, path, _ := strings.Cut(route, " ")
		method = strings.ToLower(method)
		raw, ok := all.Paths[path][method]
		if !ok {
			t.Fatalf("the description has no %s", route)
		}
		if paths[path] == nil {
			paths[path] = map[string]any{}
		}
		schema := bodySchema(t, raw)
		if schema == nil {
			paths[path][method] = map[string]any{}
			continue
		}
		follow(schema)
		paths[path][method] = map[string]any{"requestBody": map[string]any{
			"content": map[string]any{"application/json": map[string]any{"schema": schema}},
		}}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(map[string]any{
		"openapi": all.OpenAPI, "info": all.Info, "paths": paths, "components": map[string]any{"schemas": schemas},
	}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func bodySchema(t *testing.T, operation json.RawMessage) json.RawMessage {
	t.Helper()
	var o struct {
		RequestBody struct {
			Content map[string]struct {
				Schema json.RawMessage `json:"schema"`
			} `json:"content"`
		} `json:"requestBody"`
	}
	if err := json.Unmarshal(operation, &o); err != nil {
		t.Fatal(err)
	}
	return o.RequestBody.Content["application/json"].Schema
}

// references are the names of the schemas that a schema refers to.
func references(t *testing.T, raw json.RawMessage) []string {
	t.Helper()
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	var names []string
	var walk func(value any)
	walk = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				names = append(names, strings.TrimPrefix(ref, "#/components/schemas/"))
			}
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(value)
	return names
}
