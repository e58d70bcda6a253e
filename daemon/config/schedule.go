package config

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"cuppa/rules/strict"
)

// Schedule is a cron expression of five fields: minute, hour, day of month, month, weekday. It knows no zone: it is asked
// in the owner's wall clock, written as UTC.
type Schedule struct {
	Spec string // as it was written
	spec cron.Schedule
}

// Next is the first wall time of the schedule after the given one; both are wall clocks written as UTC. It is pure.
func (s Schedule) Next(wall time.Time) time.Time { return s.spec.Next(wall) }

const scheduleHint = `write minute, hour, day, month and weekday: "0 7 * * MON"`

// schedule reads a cron expression, or takes the default.
func schedule(v strict.Value, byDefault string) Schedule {
	text := byDefault
	if v.Given() {
		text = v.Text()
	}
	if text == "" {
		return Schedule{}
	}
	s, err := parseSchedule(text)
	if err != nil {
		v.Fail(scheduleHint, "%s is not a schedule: %v", v, err)
	}
	return s
}

// parseSchedule takes what robfig/cron takes, without its zones, in which the library panics or counts twice, without
// @every, which is no wall time, and without what never comes.
func parseSchedule(text string) (s Schedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			s, err = Schedule{}, fmt.Errorf("it cannot be read")
		}
	}()
	switch {
	case strings.Contains(text, "TZ="):
		return Schedule{}, errors.New("the time zone is the owner's")
	case strings.HasPrefix(text, "@every"):
		return Schedule{}, errors.New("an interval has no hour of the day")
	}
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)
	spec, err := parser.Parse(text)
	if err != nil {
		return Schedule{}, err
	}
	if spec.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Schedule{}, errors.New("this day never comes")
	}
	return Schedule{Spec: text, spec: spec}, nil
}
