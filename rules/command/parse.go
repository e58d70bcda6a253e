package command

import "time"

// Parse reads one line of the owner's new text. A line that is not wholly made of commands gives an *Unclear error, and
// no command.
func Parse(line string, now time.Time, zone *time.Location) ([]Command, error) {
	return nil, &Unclear{Text: line, Reason: ReasonUnknown}
}

// ParseSubject reads the subject of a prepared mail, as Subject writes it.
func ParseSubject(subject string, now time.Time, zone *time.Location) (Command, error) {
	return Command{}, &Unclear{Text: subject, Reason: ReasonUnknown}
}

// Subject is the subject of a prepared mail: "done 4 (Tom Brandt: how it went)".
func Subject(v Verb, number int, about string) string {
	return string(v) + " (" + about + ")"
}
