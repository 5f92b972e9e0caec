package answers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whom outlets quote under one surname is one person where the articles say so,
// and never two in one.
func TestVoices(t *testing.T) {
	const topic = "The council met over the harbour bridge and its long cracks. "
	for _, row := range []struct {
		name            string
		courier, herald string
		want            string
	}{
		{
			name:    "surname, title and full name",
			courier: "“It is safe,” President Ada Holm said. Later, “nobody is in danger,” Mrs. Holm said.",
			herald:  "“We had no choice,” Holm told the Herald.",
			want:    "Ada Holm: Herald, Courier",
		},
		{
			name:    "in full in one article only",
			courier: "“It is safe,” harbour master Ada Holm said.",
			herald:  "“We had no choice,” Mrs. Holm told the Herald.",
			want:    "Ada Holm: Courier, Herald",
		},
		{
			name:    "named in full without a word of theirs",
			courier: "The harbour master, Ada B. Holm, was there. “It is safe,” Holm said.",
			herald:  "“We had no choice,” Mayor Holm told the Herald.",
			want:    "Ada B. Holm: Courier, Herald",
		},
		{
			name:    "two of a name",
			courier: "“It is safe,” President Ada Holm said. “It is not,” her brother Peter Holm said.",
			herald:  "“We had no choice,” Holm told the Herald.",
			want:    "Holm: Herald; Ada Holm: Courier; Peter Holm: Courier",
		},
		{
			name:    "two of a name, each in an article",
			courier: "The mayor, Ada Holm, was there. “It is safe,” Holm said.",
			herald:  "The engineer Peter Holm was there. “We had no choice,” Mr. Holm told the Herald.",
			want:    "Ada Holm: Courier; Peter Holm: Herald",
		},
		{
			name:    "a short form and a possessive",
			courier: "Joseph Holm’s report was read. “It is safe,” Mr. Holm said.",
			herald:  "“We had no choice,” Mayor Joe Holm told the Herald. Yet Holm stayed.",
			want:    "Joseph Holm: Courier, Herald",
		},
		{
			name:    "two told apart by an initial",
			courier: "The mayor, Peter A. Holm, was there. “It is safe,” Mr. Holm said.",
			herald:  "The engineer Peter B. Holm was there, not Peter Holm. “We had no choice,” Peter B. Holm told the Herald.",
			want:    "Peter A. Holm: Courier; Peter B. Holm: Herald",
		},
		{
			name:    "of a family",
			courier: "“It is safe,” Representative Peter M. Holm III said.",
			herald:  "“We had no choice,” Mr. Holm told the Herald.",
			want:    "Peter M. Holm: Herald, Courier",
		},
		{
			name:    "not a name",
			courier: "Sources said “it is safe” there.",
			herald:  "“We had no choice,” Holm told the Herald.",
			want:    "Holm: Herald",
		},
		{
			name:    "a surname that is the end of another",
			courier: "“It is safe,” Ada Berg-Holm said. Peter Holm was there.",
			herald:  "“We had no choice,” Berg-Holm told the Herald.",
			want:    "Ada Berg-Holm: Herald, Courier",
		},
		{
			name:    "nowhere in full",
			courier: "“It is safe,” Mrs. Holm said.",
			herald:  "“We had no choice,” Holm told the Herald.",
			want:    "Mrs. Holm: Courier, Herald",
		},
	} {
		c := compared(t, library(t,
			published("a", "Courier", "2024-03-05", topic+row.courier), published("b", "Herald", "2024-03-05", topic+row.herald),
			published("fair", "Post", "2024-03-01", "The book fair drew a record crowd to the market square on Sunday."),
		), "cracks of the harbour bridge")
		var got []string
		for _, v := range c.Quoted {
			got = append(got, v.Speaker+": "+strings.Join(v.Outlets, ", "))
		}
		if diff := cmp.Diff(row.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.name, diff)
		}
	}
}
