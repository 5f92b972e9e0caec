package monitor

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// queriesTo is for promtool: what the dashboard asks for goes to this file, in the
// form of rules, so that they can be checked as those are.
var queriesTo = flag.String("queries", "", "write the dashboard's queries to this file, as rules")

const deploy = "../../../deploy/"

func read(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(deploy + name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// dashboardQueries are what the dashboard asks for.
func dashboardQueries(t *testing.T) (queries []string) {
	t.Helper()
	var d struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
			GridPos struct{ X, Y, W, H int }
		}
	}
	if err := json.Unmarshal(read(t, "grafana-dashboard.json"), &d); err != nil {
		t.Fatal(err)
	}
	for i, p := range d.Panels {
		for _, other := range d.Panels[:i] {
			a, b := p.GridPos, other.GridPos
			if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
				t.Errorf("the panels %q and %q lie over each other", p.Title, other.Title)
			}
		}
		for _, target := range p.Targets {
			queries = append(queries, strings.ReplaceAll(target.Expr, "$instance", ".*"))
		}
	}
	return queries
}

// alertQueries are what the alerts ask for.
func alertQueries(t *testing.T) (queries []string) {
	t.Helper()
	var rules struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Annotations struct{ Summary, Action string }
			}
		}
	}
	if err := yaml.Unmarshal(read(t, "prometheus-rules.yaml"), &rules); err != nil {
		t.Fatal(err)
	}
	for _, r := range rules.Groups[0].Rules {
		if r.Annotations.Summary == "" || r.Annotations.Action == "" {
			t.Errorf("%s does not say what is the matter and what to do", r.Alert)
		}
		queries = append(queries, r.Expr)
	}
	return queries
}

var ownMetric = regexp.MustCompile(`\b(dateline|go|process)_\w+`)

// The dashboard and the alerts ask for metrics that there are.
func TestDeployAsksForWhatThereIs(t *testing.T) {
	_, metrics := get(t, busy(), Options{}, "/metrics")
	shown := dashboardQueries(t)
	for _, query := range slices.Concat(shown, alertQueries(t)) {
		for _, name := range ownMetric.FindAllString(query, -1) {
			if !strings.Contains(metrics, "\n"+name+"{") && !strings.Contains(metrics, "\n"+name+" ") {
				t.Errorf("there is no metric %s, which is asked for: %s", name, query)
			}
		}
	}
	if *queriesTo == "" {
		return
	}
	var b strings.Builder
	b.WriteString("groups:\n- name: dashboard\n  rules:\n")
	for i, query := range shown {
		fmt.Fprintf(&b, "  - {record: 'dashboard:%d', expr: '%s'}\n", i, strings.ReplaceAll(query, "'", "''"))
	}
	if err := os.WriteFile(*queriesTo, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
