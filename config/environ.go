package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// envPrefix begins the names of all environment variables that Dateline reads.
const envPrefix = "DATELINE_"

// envFile names the settings' file.
const envFile = envPrefix + "CONFIG"

// orchestration matches what Kubernetes puts into the environment of every
// container beside a service called "dateline". It is not about settings.
var orchestration = regexp.MustCompile(`^DATELINE_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_[0-9]+_(TCP|UDP|SCTP).*)$`)

// environ is what the environment says of settings.
type environ struct {
	file     string
	values   map[string]string // by key
	problems []error
}

func readEnviron(vars []string) environ {
	env := environ{values: map[string]string{}}
	for _, v := range vars { // of a name that comes twice the last one counts
		name, text, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, envPrefix) || orchestration.MatchString(name) {
			continue
		}
		if name == envFile {
			env.file = text
			continue
		}
		key, ok := envKey(name)
		if !ok {
			env.problems = append(env.problems, unknownVariable(name))
			continue
		}
		env.values[key] = text
	}
	slices.SortFunc(env.problems, byText)
	return env
}

// envName is the environment variable of a key.
func envName(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// envKey is the key of an environment variable.
func envKey(name string) (string, bool) {
	for _, s := range settings {
		if envName(s.key) == name {
			return s.key, true
		}
	}
	return "", false
}

func unknownVariable(name string) error {
	for _, key := range processSettings {
		if envName(key) == name {
			return fmt.Errorf("%s: %w", name, errProcesses)
		}
	}
	// The prefix, which all have, says nothing of which one is meant.
	names := []string{strings.TrimPrefix(envFile, envPrefix)}
	for _, s := range settings {
		names = append(names, strings.TrimPrefix(envName(s.key), envPrefix))
	}
	if near, ok := nearest(strings.TrimPrefix(name, envPrefix), names); ok {
		return fmt.Errorf("%s: no such setting; did you mean %s?", name, envPrefix+near)
	}
	return fmt.Errorf("%s: no such setting; the README lists them", name)
}
