package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of the module's packages each of them may import,
// besides what only its tests import.
var mayImport = map[string][]string{
	"retrieval":            {"retrieval/bytecache", "retrieval/dates", "retrieval/engine", "retrieval/linear", "retrieval/meaning", "retrieval/outlets", "retrieval/reuse", "retrieval/text"},
	"retrieval/bytecache":  {},
	"retrieval/linear":     {},
	"retrieval/engine":     {},
	"retrieval/meaning":    {"retrieval/wordpiece"},
	"retrieval/wordpiece":  {},
	"retrieval/reuse":      {"retrieval/text"},
	"retrieval/text":       {},
	"retrieval/dates":      {"retrieval/text"},
	"retrieval/outlets":    {"retrieval/text"},
	"retrieval/store":      {"retrieval", "retrieval/text"},
	"retrieval/extract":    {"retrieval", "retrieval/text"},
	"retrieval/load":       {"retrieval", "retrieval/extract", "retrieval/load/input"},
	"retrieval/load/input": {},
	"answers":              {"answers/align", "answers/figures", "answers/kinds", "answers/manner", "answers/reader", "answers/speaker", "retrieval", "retrieval/dates", "retrieval/linear", "retrieval/text"},
	"answers/followup":     {"retrieval/text"},
	"answers/kinds":        {"retrieval/text"},
	"answers/manner":       {},
	"answers/reader":       {"retrieval/wordpiece"},
	"answers/align":        {"retrieval", "retrieval/text"},
	"answers/figures":      {"retrieval/text"},
	"answers/speaker":      {"retrieval/text"},
	"answers/eval":         {"answers", "retrieval", "retrieval/load"},
	"seeds":                {"retrieval", "retrieval/extract"},
	"config":               {},
	"bot":                  {"answers", "answers/align", "answers/followup", "answers/manner", "bot/command", "bot/discord", "bot/draft", "bot/memory", "bot/names", "bot/posts", "bot/quotes", "bot/record", "bot/show", "retrieval", "retrieval/dates", "retrieval/text", "retrieval/load"},
	"bot/command":          {"bot/discord", "bot/posts", "bot/record", "bot/show"},
	"bot/memory":           {"bot/record"},
	"bot/names":            {},
	"bot/posts":            {"answers", "bot/discord", "bot/names", "bot/record", "bot/show", "retrieval"},
	"bot/quotes":           {"retrieval/text"},
	"bot/show":             {"answers", "answers/manner", "bot/discord", "bot/draft", "bot/record", "retrieval", "retrieval/load", "retrieval/text"},
	"bot/draft":            {"retrieval", "retrieval/load"},
	"bot/discord":          {},
	"bot/record":           {"answers", "retrieval", "retrieval/store"},
	"bot/discordtest":      {},
	"cmd/dateline":         {"answers", "answers/align", "answers/eval", "answers/reader", "bot", "bot/command", "bot/draft", "bot/discord", "bot/record", "cmd/dateline/monitor", "cmd/dateline/relay", "config", "retrieval", "retrieval/dates", "retrieval/linear", "retrieval/reuse", "retrieval/text", "retrieval/load", "retrieval/load/input", "retrieval/store", "seeds"},
	"cmd/dateline/relay":   {},
	"cmd/dateline/monitor": {"answers"},
	"cmd/train/measure":    {"answers", "answers/align", "answers/eval", "retrieval", "retrieval/text", "retrieval/load"},
	"cmd/release":          {},
	"cmd/scale":            {"answers", "answers/eval", "answers/reader", "retrieval", "retrieval/load", "retrieval/store", "retrieval/text"},
	"cmd/train":            {"answers", "answers/eval", "answers/reader", "cmd/train/measure", "retrieval", "retrieval/text", "retrieval/store"},

	"cmd/dateline/crashtest": {},
}

// belongsTo says under which of the module's packages alone another module may
// be imported, tests included; cmd/scale, which measures some, may import all.
var belongsTo = map[string]string{
	"github.com/blevesearch":                "retrieval",
	"modernc.org/sqlite":                    "retrieval/store",
	"github.com/pressly/goose":              "retrieval/store",
	"github.com/bwmarrin/discordgo":         "bot",
	"github.com/santhosh-tekuri/jsonschema": "bot/discordtest",
	"github.com/spf13/viper":                "config",
	"github.com/spf13/cobra":                "cmd/dateline",
	"github.com/prometheus":                 "cmd/dateline/monitor",
	"github.com/schollz/progressbar":        "cmd/dateline",
}

// forTests are packages that the program must not carry: they are for tests
// alone, and cost its start or its size.
var forTests = []string{"dateline/bot/discordtest", "github.com/santhosh-tekuri/jsonschema", "testing"}

// goPackage is what go list tells of a package.
type goPackage struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
	Deps                               []string
}

// ownPackages are the module's packages, by their path within it.
func ownPackages(t *testing.T) map[string]goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	packages := map[string]goPackage{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[strings.TrimPrefix(p.ImportPath, "dateline/")] = p
	}
}

// inside reports whether a path is root or lies under it.
func inside(path, root string) bool {
	return path == root || strings.HasPrefix(path, root+"/")
}

func TestImportBoundaries(t *testing.T) {
	packages := ownPackages(t)
	for path, p := range packages {
		allowed, known := mayImport[path]
		if !known {
			t.Errorf("%s: mayImport does not say what it may import", path)
		}
		for _, imported := range p.Imports {
			own, ok := strings.CutPrefix(imported, "dateline/")
			if ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s, which mayImport does not allow", path, own)
			}
		}
		for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			for module, owner := range belongsTo {
				if inside(imported, module) && !inside(path, owner) && path != "cmd/scale" {
					t.Errorf("%s imports %s, which belongs to %s", path, imported, owner)
				}
			}
			if imported == "dateline/config" && path != "config" && !inside(path, "cmd") {
				t.Errorf("%s imports config; its settings are for cmd to copy", path)
			}
		}
	}
	for path := range mayImport {
		if _, ok := packages[path]; !ok {
			t.Errorf("mayImport names %s, which is not there", path)
		}
	}
}

func TestProgramCarriesNothingForTests(t *testing.T) {
	for _, dep := range ownPackages(t)["cmd/dateline"].Deps {
		if slices.ContainsFunc(forTests, func(root string) bool { return inside(dep, root) }) {
			t.Errorf("cmd/dateline depends on %s", dep)
		}
	}
}
