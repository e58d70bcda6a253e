package report

import (
	"strings"
)

// recipient is one per-recipient group of a delivery-status (RFC 3464, 2.3).
type recipient struct {
	addresses  []string // Original-Recipient, then Final-Recipient, lower case
	action     string   // failed, delayed, delivered, relayed, expanded, or ""
	status     string   // RFC 3463
	diagnostic string
}

// parseStatus reads the groups that name an action, a status or a recipient; the first group is about the whole message
// and names none of them.
func parseStatus(body []byte) []recipient {
	var all []recipient
	var now recipient
	flush := func() {
		if now.action != "" || now.status != "" || len(now.addresses) > 0 {
			all = append(all, now)
		}
		now = recipient{}
	}
	for _, f := range fields(string(body)) {
		if f.name == "" {
			flush()
			continue
		}
		now.set(f)
		if len(all) >= maxRecipients {
			return all
		}
	}
	flush()
	return all
}

// maxRecipients bounds the groups that are read of one report.
const maxRecipients = 200

// set takes one field into the group.
func (r *recipient) set(f field) {
	switch f.name {
	case "original-recipient", "final-recipient", "x-actual-recipient":
		if a := address(f.value); a != "" {
			r.addresses = append(r.addresses, a)
		}
	case "action":
		r.action = strings.ToLower(firstWord(f.value))
	case "status":
		r.status = enhanced(f.value)
	case "diagnostic-code":
		if r.diagnostic == "" {
			r.diagnostic = f.value
		}
	}
}

// field is one line "name: value" of a status part; an empty name is an empty line.
type field struct{ name, value string }

// fields takes a status part apart and unfolds it. Lines that are no field are left out.
func fields(body string) []field {
	var all []field
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\r\n")
		switch name, value, ok := strings.Cut(line, ":"); {
		case strings.TrimSpace(line) == "":
			all = append(all, field{})
		case (line[0] == ' ' || line[0] == '\t') && len(all) > 0 && all[len(all)-1].name != "":
			last := &all[len(all)-1]
			if len(last.value) < maxValue {
				last.value += " " + strings.TrimSpace(line)
			}
		case ok:
			all = append(all, field{strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)})
		}
	}
	return all
}

// maxValue bounds an unfolded value, in bytes.
const maxValue = 4096

// address takes "rfc822; user@host" or a bare address apart; "" if it holds none.
func address(value string) string {
	if _, after, ok := strings.Cut(value, ";"); ok {
		value = after
	}
	if from, to := strings.LastIndexByte(value, '<'), strings.LastIndexByte(value, '>'); from >= 0 && to > from {
		value = value[from+1 : to]
	}
	value = strings.ToLower(strings.TrimSpace(value))
	if local, domain, ok := strings.Cut(value, "@"); !ok || local == "" || domain == "" || strings.ContainsAny(value, " \t<>") {
		return ""
	}
	return value
}

func firstWord(s string) string {
	if words := strings.Fields(s); len(words) > 0 {
		return strings.Trim(words[0], ";,")
	}
	return ""
}

// evidence shows the actions and states that were found, each once.
func evidence(all []recipient) []string {
	var lines []string
	seen := make(map[string]bool)
	for _, r := range all {
		line := strings.TrimSpace("Action: " + r.action + " Status: " + r.status)
		if !seen[line] && len(lines) < 3 {
			seen[line] = true
			lines = append(lines, line)
		}
	}
	return lines
}
