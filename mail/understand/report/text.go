package report

import (
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand/subject"
)

// readText finds a report in free text. Words alone prove nothing, for people write about bounces too: a mail system
// must have sent it, or both subject and text must say what only mail systems say, and no person's prefix stands before
// the subject.
func readText(m *mail.Message) Finding {
	if v := m.Value("X-Failed-Recipients"); v != "" {
		return free(m, 1, "X-Failed-Recipients: "+v)
	}
	title := subject.Parse(m.Subject)
	if title.Answer || title.Forward {
		return Finding{}
	}
	notice := beforeCopy(m.Text)
	bySubject := containsAny(strings.ToLower(title.Base), subjectPhrases)
	byText := containsAny(strings.ToLower(notice), textPhrases)
	switch sender := system(m); {
	case sender != "" && (bySubject || byText):
		return free(m, 0.9, sender, "Subject: "+title.Base)
	case bySubject && byText:
		return free(m, 0.75, "Subject: "+title.Base, "a mail system's words")
	}
	return Finding{}
}

// free makes a report of a text.
func free(m *mail.Message, confidence float64, why ...string) Finding {
	notice := beforeCopy(m.Text)
	r := &Report{
		Recipients: textRecipients(m, notice),
		Status:     enhanced(notice),
		Original:   original(m),
	}
	r.Kind = kindOf(r.Status, notice)
	if r.Kind != Hard && containsAny(strings.ToLower(notice), delayPhrases) {
		r.Kind = Delayed
	}
	return Finding{Report: r, Confidence: confidence, Why: why}
}

// system is the evidence that a mail system sent it, or "": its usual names, the empty return path (RFC 5321, 4.5.5) or
// a report's content type.
func system(m *mail.Message) string {
	for _, a := range m.From {
		local, _, _ := strings.Cut(strings.ToLower(a.Addr), "@")
		name := strings.ToLower(a.Name)
		if systemNames[local] || strings.Contains(name, "mail delivery") || strings.Contains(name, "mailer-daemon") {
			return "From: " + a.Addr
		}
	}
	if from := strings.ToLower(m.Value("From")); len(m.From) == 0 && strings.Contains(from, "mailer-daemon") {
		return "From: " + from
	}
	for _, v := range m.Values("Return-Path") {
		if strings.TrimSpace(v) == "<>" {
			return "Return-Path: <>"
		}
	}
	if strings.HasPrefix(strings.ToLower(m.Value("Content-Type")), "multipart/report") {
		return "Content-Type: multipart/report"
	}
	return ""
}

// systemNames are the local parts that mail systems send from.
var systemNames = map[string]bool{
	"mailer-daemon": true, "mailerdaemon": true, "mailer_daemon": true, "mail-daemon": true, "maildaemon": true,
	"postmaster": true, "mailsystem": true, "mail-system": true,
}

// beforeCopy is the part of a notice before the copy of the returned mail, as far as one can tell.
func beforeCopy(text string) string {
	size := 0
	for line := range strings.Lines(text) {
		low := strings.ToLower(strings.TrimSpace(line))
		rule := strings.HasPrefix(low, "--") && containsAny(low, copyWords)
		if size > maxWords || rule || strings.HasPrefix(low, "received: from ") || strings.HasPrefix(low, "return-path:") {
			break
		}
		size += len(line)
	}
	return text[:size]
}

// copyWords stand in the dashed line above the returned mail.
var copyWords = []string{"copy", "original", "unsent", "header", "returned", "message follow", "below this line"}
