package desk

import (
	"fmt"
	"time"

	"cuppa/rules/dates"
)

// Slots gives the slots of a schedule: the first after a wall time, both written as UTC; zero for none.
type Slots interface {
	Next(wall time.Time) time.Time
}

// schedule is when letters of one kind may leave, on the owner's wall clock.
type schedule struct {
	name  string
	slots Slots
}

// wallOf is a moment as the owner's clock on the wall shows it, written as UTC. There cron meets neither a gap nor an hour
// that comes twice.
func wallOf(t time.Time, zone *time.Location) time.Time {
	l := t.In(zone)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), time.UTC)
}

// instant is when the wall shows a slot: the first instant after the gap where the clock skips it, the first of two where
// it comes twice.
func instant(wall time.Time, zone *time.Location) time.Time {
	return dates.Resolve(dates.Date{Year: wall.Year(), Month: wall.Month(), Day: wall.Day()}, wall.Hour(), wall.Minute(), zone)
}

const wallFormat = "2006-01-02T15:04"

func wallText(wall time.Time) string { return wall.Format(wallFormat) }

func readWall(text string) (time.Time, error) {
	wall, err := time.Parse(wallFormat, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the slot %q: %w", text, err)
	}
	return wall, nil
}

// due is the newest slot after the one that was served whose moment has come; older ones are let go.
func (s schedule) due(served time.Time, now time.Time, zone *time.Location) (time.Time, bool) {
	var newest time.Time
	for wall := s.slots.Next(served); !wall.IsZero() && !instant(wall, zone).After(now); wall = s.slots.Next(wall) {
		newest = wall
	}
	return newest, !newest.IsZero()
}

// next is the moment of the first slot that comes after now.
func (s schedule) next(now time.Time, zone *time.Location) time.Time {
	// An hour before now on the wall, for the hour that comes twice.
	wall := s.slots.Next(wallOf(now, zone).Add(-2 * time.Hour))
	for !wall.IsZero() && !instant(wall, zone).After(now) {
		wall = s.slots.Next(wall)
	}
	if wall.IsZero() {
		return time.Time{}
	}
	return instant(wall, zone)
}
