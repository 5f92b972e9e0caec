// Command release builds what is published of a version, into a folder: for each
// system an archive with the stripped static program, the licences of all that is
// linked into it and an SBOM (CycloneDX); Debian packages with the systemd units;
// and the SHA-256 sums of these files.
//
//	go run ./cmd/release [-out dist] [-only linux/amd64,...]
//
// It runs in the repository's root and needs Go alone; nfpm and cyclonedx-gomod
// are run by Go in fixed versions. The same commit gives the same archives.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The tools, which the module itself does not depend on.
const (
	nfpm      = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.43.0"
	cyclonedx = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.9.0"
)

// systems are those that are built for.
var systems = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

func main() {
	out := flag.String("out", "dist", "write into this `FOLDER`, which must be empty or not there")
	only := flag.String("only", strings.Join(systems, ","), "build for these `SYSTEMS`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := release(ctx, *out, strings.Split(*only, ","))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release builds everything.
func release(ctx context.Context, out string, only []string) error {
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		return fmt.Errorf("the folder %s is not empty: remove it, or name another", out)
	}
	work, err := os.MkdirTemp("", "dateline-release-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	r := run{out: out, work: work, made: commitTime(ctx)}
	if r.version, err = version(ctx); err != nil {
		return err
	}
	for _, system := range only {
		if !slices.Contains(systems, system) {
			return fmt.Errorf("%q is none of %s", system, strings.Join(systems, ", "))
		}
		if err := r.build(ctx, system); err != nil {
			return fmt.Errorf("%s: %w", system, err)
		}
	}
	return writeSums(out)
}

// run is what one release is made of.
type run struct {
	out, work string
	version   string
	made      time.Time // of every file in the archives
}

// build makes what there is for one system.
func (r run) build(ctx context.Context, system string) error {
	goos, arch, _ := strings.Cut(system, "/")
	name := fmt.Sprintf("dateline_%s_%s_%s", r.version, goos, arch)
	dir := filepath.Join(r.work, name)
	program := filepath.Join(dir, "dateline")
	if goos == "windows" {
		program += ".exe"
	}
	fmt.Println(name)
	if err := compile(ctx, program, goos, arch); err != nil {
		return err
	}
	if err := gatherLicences(ctx, program, filepath.Join(dir, "licenses")); err != nil {
		return err
	}
	for _, file := range []string{"LICENSE", "README.md", "CHANGELOG.md", "deploy/dateline.yaml"} {
		if err := copyFile(file, filepath.Join(dir, filepath.Base(file))); err != nil {
			return err
		}
	}
	sbom := filepath.Join(r.out, name+".cdx.json")
	if err := tool(ctx, nil, cyclonedx, "bin", "-json", "-licenses", "-noserial", "-version", "v"+r.version, "-output", sbom, program); err != nil {
		return err
	}
	if err := pack(dir, filepath.Join(r.out, name), goos == "windows", r.made); err != nil {
		return err
	}
	if goos != "linux" {
		return nil
	}
	environ := []string{"VERSION=" + r.version, "ARCH=" + arch, "PROGRAM=" + program, "LICENSES=" + filepath.Join(dir, "licenses"), "SOURCE_DATE_EPOCH=" + fmt.Sprint(r.made.Unix())}
	return tool(ctx, environ, nfpm, "package", "--config", "deploy/nfpm.yaml", "--packager", "deb", "--target", r.out)
}

// compile builds the program for a system.
func compile(ctx context.Context, program, goos, arch string) error {
	cmd := exec.CommandContext(ctx, "go", "build", //nolint:gosec // into a folder of this program's own
		"-trimpath", "-ldflags=-s -w", "-o", program, "./cmd/dateline")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+arch)
	return do(cmd)
}

// version asks the program of this machine for its version.
func version(ctx context.Context) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "run", "./cmd/dateline", "version", "--json")
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", cmd, err)
	}
	var is struct{ Version string }
	err = json.Unmarshal(text, &is)
	if err == nil && is.Version == "" {
		err = errors.New("the program does not tell its version")
	}
	return is.Version, err
}

// commitTime is when the source was committed, so that a build can be repeated; the
// beginning of 1980, the earliest that archives know, where there is no repository.
func commitTime(ctx context.Context) time.Time {
	text, err := exec.CommandContext(ctx, "git", "log", "-1", "--format=%cI").Output()
	if at, parseErr := time.Parse(time.RFC3339, strings.TrimSpace(string(text))); err == nil && parseErr == nil {
		return at.UTC()
	}
	return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
}

// tool runs a tool of that name and version.
func tool(ctx context.Context, environ []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"run", name}, args...)...) //nolint:gosec // the tools are those above
	cmd.Env = append(append(os.Environ(), "GOFLAGS="), environ...)
	return do(cmd)
}

// do runs a command whose output only matters when it fails.
func do(cmd *exec.Cmd) error {
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, text)
	}
	return nil
}

// writeSums writes the SHA-256 sums of all files in a folder, as sha256sum does.
func writeSums(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, e := range entries {
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sum.Sum(nil), e.Name())
	}
	return os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(b.String()), 0o644)
}
