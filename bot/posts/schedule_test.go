package posts

import (
	"testing"
	"time"

	"dateline/bot/record"
)

func TestNext(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		every, zone, after, want string
		at                       int
	}{
		{"day", "UTC", "2024-05-09T07:59:00Z", "2024-05-09T08:00:00Z", 8 * 60},
		{"day", "UTC", "2024-05-09T08:00:00Z", "2024-05-10T08:00:00Z", 8 * 60},
		{"day", "Asia/Tokyo", "2024-05-09T00:00:00Z", "2024-05-09T23:00:00Z", 8 * 60},
		{"thursday", "UTC", "2024-05-09T07:59:00Z", "2024-05-09T08:00:00Z", 8 * 60},
		{"thursday", "UTC", "2024-05-09T08:00:00Z", "2024-05-16T08:00:00Z", 8 * 60},
		{"wednesday", "America/New_York", "2024-05-09T08:00:00Z", "2024-05-15T12:00:00Z", 8 * 60},
		{"day", "Europe/Berlin", "2024-03-30T12:00:00Z", "2024-03-31T06:00:00Z", 8 * 60}, // summer time begins
		{"day", "Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T07:00:00Z", 8 * 60}, // and ends
		// Summer time begins at midnight, which this Sunday does not have.
		{"sunday", "America/Santiago", "2024-09-06T12:00:00Z", "2024-09-08T03:00:00Z", 0},
		{"sunday", "America/Santiago", "2024-09-01T12:00:00Z", "2024-09-08T03:00:00Z", 0},
		{"sunday", "America/Santiago", "2024-09-08T03:00:00Z", "2024-09-15T03:00:00Z", 0},
		{"day", "America/Santiago", "2024-09-08T03:00:00Z", "2024-09-09T03:00:00Z", 0},
	} {
		zone, ok := Zone(test.zone)
		after, err := time.Parse(time.RFC3339, test.after)
		if !ok || err != nil {
			t.Fatal(test.zone, err)
		}
		if got := Next(record.Plan{Every: test.every, At: test.at}, after, zone).UTC().Format(time.RFC3339); got != test.want {
			t.Errorf("%s in %s after %s: %s, want %s", test.every, test.zone, test.after, got, test.want)
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]int{
		"8": 480, "08:00": 480, "8.05": 485, "20h30": 1230, "20h": 1200, "8 pm": 1200, "12am": 0, "12 PM": 720, "0:00": 0, "23:59": 1439,
		"24:00": -1, "8:60": -1, "13 pm": -1, "0 am": -1, "": -1, "noon": -1, "-1": -1, "8:0": -1,
	} {
		got, ok := TimeOfDay(given)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", given, got, want)
		}
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	for _, name := range append(Zones(), "", "Asia/Kathmandu") {
		if _, ok := Zone(name); !ok {
			t.Errorf("no zone %q", name)
		}
	}
	for _, name := range []string{"Local", "Mars/Olympus", "../etc/passwd", "/etc/localtime"} {
		if _, ok := Zone(name); ok {
			t.Errorf("a zone %q", name)
		}
	}
}
