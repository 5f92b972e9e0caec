package posts

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // where the system has none

	"dateline/bot/record"
)

// Days returns the days on which a digest can be posted: each, or one of a week.
func Days() []string {
	days := []string{record.Daily}
	for d := range 7 {
		days = append(days, strings.ToLower(time.Weekday((d+1)%7).String()))
	}
	return days
}

// Zone returns the time zone of that name, UTC where it is empty, and whether
// there is one.
func Zone(name string) (*time.Location, bool) {
	if name == "Local" {
		return time.UTC, false
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC, false
	}
	return zone, true
}

// Zones are suggested as one types; others are taken too.
func Zones() []string { return slices.Clone(zones) }

var zones = []string{
	"UTC", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Argentina/Buenos_Aires", "America/Bogota",
	"America/Chicago", "America/Denver", "America/Halifax", "America/Lima", "America/Los_Angeles", "America/Mexico_City", "America/New_York",
	"America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/Toronto", "America/Vancouver", "Asia/Bangkok", "Asia/Dhaka",
	"Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila",
	"Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tehran", "Asia/Tokyo", "Atlantic/Reykjavik", "Australia/Brisbane",
	"Australia/Melbourne", "Australia/Perth", "Australia/Sydney", "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Brussels",
	"Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Moscow",
	"Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich",
	"Pacific/Auckland", "Pacific/Honolulu",
}

var clockTime = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2})?)? ?([ap]m)?$`)

// TimeOfDay reads a time of day as people write it, 8, 08:00, 20.30, 20h30 or 8
// pm, in minutes.
func TimeOfDay(given string) (minutes int, ok bool) {
	m := clockTime.FindStringSubmatch(strings.ToLower(strings.TrimSpace(given)))
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2]) // none is 0
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return 0, false
		}
		if hour %= 12; m[3] == "pm" {
			hour += 12
		}
	}
	return 60*hour + minute, hour < 24 && minute < 60
}

// Next returns the first moment of a plan after another, in a zone. A time that
// the zone leaves out on a day is one beside it.
func Next(plan record.Plan, after time.Time, zone *time.Location) time.Time {
	local := after.In(zone)
	for d := 0; ; d++ {
		t := time.Date(local.Year(), local.Month(), local.Day()+d, plan.At/60, plan.At%60, 0, 0, zone)
		// Of the calendar: the time beside one that is left out may be of the day before.
		day := time.Date(local.Year(), local.Month(), local.Day()+d, 0, 0, 0, 0, time.UTC).Weekday()
		// A plan with an unknown day, which there is not, counts as that of each.
		if t.After(after) && (d > 7 || plan.Every == record.Daily || strings.EqualFold(plan.Every, day.String())) {
			return t
		}
	}
}
