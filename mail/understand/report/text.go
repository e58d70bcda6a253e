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
	notice := beforeCopy(m.Text)
	low := strings.ToLower(notice)
	bySubject := containsAny(strings.ToLower(title.Base), subjectPhrases)
	byText := containsAny(low, textPhrases)
	if sender := systemSender(m); sender != "" {
		if bySubject || byText || containsAny(low, deadWords) {
			return free(m, 0.9, sender, "Subject: "+m.Subject)
		}
		return Finding{}
	}
	if title.Answer || title.Forward {
		return Finding{}
	}
	switch path := emptyPath(m); {
	case path != "" && (bySubject || byText):
		return free(m, 0.85, path, "Subject: "+m.Subject)
	case bySubject && byText:
		return free(m, 0.75, "Subject: "+m.Subject, "a mail system's words")
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

// systemSender is the author where it is a mail system, by the names that only mail systems use; "" otherwise.
func systemSender(m *mail.Message) string {
	for _, a := range m.From {
		name := strings.ToLower(a.Name)
		if systemName(a.Addr) || strings.Contains(name, "mail delivery s") || strings.Contains(name, "mailer-daemon") {
			return "From: " + a.Addr
		}
	}
	if from := m.Value("From"); len(m.From) == 0 && systemName(from) {
		return "From: " + from
	}
	return ""
}

// systemName tells whether an address, or a name without a domain, is a mail system's.
func systemName(addr string) bool {
	local, _, _ := strings.Cut(strings.ToLower(addr), "@")
	switch strings.Map(wordRune, local) {
	case "mailerdaemon", "maildaemon", "postmaster", "mailsystem", "maildelivery", "maildeliverysystem", "maildeliverysubsystem":
		return true
	}
	return false
}

// wordRune drops what parts the words of a name: mail-daemon, Mail Daemon.
func wordRune(r rune) rune {
	if strings.ContainsRune("-_. ", r) {
		return -1
	}
	return r
}

// emptyPath is the evidence that nobody is to answer: the empty return path (RFC 5321, 4.5.5) or a report's content
// type (RFC 6522); "" if there is none.
func emptyPath(m *mail.Message) string {
	if strings.TrimSpace(m.Value("Return-Path")) == "<>" {
		return "Return-Path: <>"
	}
	if strings.HasPrefix(strings.ToLower(m.Value("Content-Type")), "multipart/report") {
		return "Content-Type: multipart/report"
	}
	return ""
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
