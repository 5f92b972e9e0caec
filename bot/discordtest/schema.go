package discordtest

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed testdata/openapi.json
var description []byte

// schemas are the compiled schemas of the request bodies, by route. A route
// without a body has none.
var schemas = sync.OnceValues(compile)

func compile() (map[string]*jsonschema.Schema, error) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(description))
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI description: %w", err)
	}
	const name = "openapi.json"
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(name, document); err != nil {
		return nil, fmt.Errorf("read the OpenAPI description: %w", err)
	}
	out := map[string]*jsonschema.Schema{}
	for route := range (*Server)(nil).operations() {
		method, path, _ := strings.Cut(route, " ")
		if method == http.MethodGet || route == RoutePublish { // these have no body
			continue
		}
		pointer := "/paths/" + pointerToken(path) + "/" + strings.ToLower(method) +
			"/requestBody/content/" + pointerToken("application/json") + "/schema"
		if out[route], err = compiler.Compile(name + "#" + pointer); err != nil {
			return nil, fmt.Errorf("compile the schema of %s: %w", route, err)
		}
	}
	return out, nil
}

// pointerToken writes a key as a part of a JSON pointer within a URL.
func pointerToken(key string) string {
	key = strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
	return url.PathEscape(key)
}

var snowflake = regexp.MustCompile(`^[1-9][0-9]{0,19}$`)

// validate says what is wrong with a request.
func validate(route string, r *http.Request, body []byte) error {
	for _, name := range []string{"application_id", "guild_id", "interaction_id", "webhook_id", "channel_id", "message_id", "user_id"} {
		if value := r.PathValue(name); value != "" && !snowflake.MatchString(value) {
			return fmt.Errorf("%s %q is not a snowflake", name, value)
		}
	}
	payload, _, err := jsonBody(r, body)
	if err != nil {
		return err
	}
	return Validate(route, payload)
}

// Validate says what Discord's description finds wrong with the body of a
// request to a route.
func Validate(route string, body []byte) error {
	compiled, err := schemas()
	if err != nil {
		return err
	}
	schema := compiled[route]
	if schema == nil {
		if len(body) > 0 {
			return errors.New("there is a body where none belongs")
		}
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("the body is not JSON: %w", err)
	}
	return schema.Validate(value)
}
