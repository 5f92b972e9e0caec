package main

import (
	_ "embed" // for what an archive says of its commit
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// version is the release that comes next; "-dev" marks what comes before it.
const version = "0.2.0-dev"

// archived is the commit of an archive of the source, which git writes there; in
// the repository it says nothing.
//
//go:embed revision.txt
var archived string

// build is what version tells.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision"` // the source's commit, "" when it was built without
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return p.showVersion() },
	}
}

func (p *program) showVersion() error {
	b := thisBuild()
	return p.show(b, func(pg *page) {
		revision := ""
		if b.Revision != "" {
			revision = b.Revision + ", "
		}
		pg.text(plain, "", fmt.Sprintf("dateline %s (%s%s, %s)", b.Version, revision, b.Go, b.Platform))
	})
}

func thisBuild() build {
	b := build{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if text := strings.TrimSpace(archived); !strings.HasPrefix(text, "$") {
		b.Revision = text
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				b.Revision = s.Value
			}
		}
	}
	return b
}
