package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSeveralProcesses asks for shards in processes of their own, and is told why
// there are none.
func TestSeveralProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dateline.yaml")
	if err := os.WriteFile(path, []byte("discord:\n  shard_count: 4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Load(Source{Most: most, File: path, Environ: []string{"DATELINE_DISCORD_SHARD_ID=2"}})
	if err == nil || strings.Count(err.Error(), "a store that they share") != 2 {
		t.Errorf("got error %v", err)
	}
}
