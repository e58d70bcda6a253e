package report

import "cuppa/mail"

// readText finds a report without structure.
func readText(m *mail.Message) Finding {
	return Finding{}
}
