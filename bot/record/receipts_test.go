package record_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval/store"
)

// A receipt that the disk has changed is none; one of the form without a sum is
// taken as it is.
func TestDamagedReceipt(t *testing.T) {
	ctx := t.Context()
	st, err := store.Open(ctx, t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if _, err := st.CreateLibrary(ctx, "local"); err != nil {
		t.Fatal(err)
	}
	recs := record.In(st)
	made := time.Date(2024, 5, 2, 10, 0, 0, 0, time.UTC)
	kept := answers.Receipt{ID: "r1", Made: made, Citations: []answers.Citation{{Article: "a<b", Revision: 2, Start: 10, End: 40, Sum: "x"}}}
	if err := recs.KeepReceipt(ctx, "local", kept); err != nil {
		t.Fatal(err)
	}
	got, err := recs.Receipt(ctx, "local", "r1")
	if diff := cmp.Diff(kept, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for name, change := range map[string]string{
		"a place":  `UPDATE receipts SET citations = replace(citations, '40', '41')`,
		"the day":  `UPDATE receipts SET made = replace(made, '2024', '2025')`,
		"the form": `UPDATE receipts SET citations = substr(citations, 2)`,
	} {
		was := row(t, st)
		if _, err := st.Database().Exec(ctx, change); err != nil {
			t.Fatal(err)
		}
		if _, err := recs.Receipt(ctx, "local", "r1"); !errors.Is(err, record.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := st.Database().Exec(ctx, `UPDATE receipts SET (made, citations) = (?, ?)`, was...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := st.Database().Exec(ctx, `UPDATE receipts SET citations = '[{"article":"a<b","revision":2,"start":10,"end":40,"sum":"x"}]'`); err != nil {
		t.Fatal(err)
	}
	got, err = recs.Receipt(ctx, "local", "r1")
	if diff := cmp.Diff(kept, got); diff != "" || err != nil {
		t.Errorf("of the former form: %v (-want +got):\n%s", err, diff)
	}
}

// row returns what is kept of the one receipt.
func row(t *testing.T, st *store.Store) []any {
	t.Helper()
	var made, citations string
	if err := st.Database().Row(t.Context(), `SELECT made, citations FROM receipts`).Scan(&made, &citations); err != nil {
		t.Fatal(err)
	}
	return []any{made, citations}
}
