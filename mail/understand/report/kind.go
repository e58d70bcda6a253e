package report

import "strings"

// judge makes one report of all recipients that did not get the mail; nil if all got it. A delay counts only where
// nobody failed, and an address that is dead weighs more than a passing trouble.
func judge(all []recipient, text string) *Report {
	var failed, delayed []recipient
	good := false
	for _, r := range all {
		switch success := strings.HasPrefix(r.status, "2."); {
		case r.action == "delivered", r.action == "relayed", r.action == "expanded", success && r.action != "failed":
			good = true
		case r.action == "delayed":
			delayed = append(delayed, r)
		default:
			failed = append(failed, r)
		}
	}
	switch {
	case len(failed) > 0:
		return sum(failed, text)
	case len(delayed) > 0:
		r := sum(delayed, "")
		r.Kind = Delayed
		return r
	case good:
		return nil
	}
	return &Report{Kind: kindOf("", text)}
}

// sum joins the recipients of one outcome.
func sum(all []recipient, text string) *Report {
	r := &Report{Kind: Soft}
	seen := make(map[string]bool)
	for _, one := range all {
		kind := kindOf(one.status, one.diagnostic)
		if one.diagnostic == "" {
			kind = kindOf(one.status, text)
		}
		if kind == Hard {
			r.Kind = Hard
		}
		if r.Status == "" || kind == Hard && !strings.HasPrefix(r.Status, "5.1") {
			r.Status = one.status
		}
		for _, a := range one.addresses {
			if !seen[a] {
				seen[a] = true
				r.Recipients = append(r.Recipients, a)
			}
		}
	}
	return r
}

// kindOf says whether an address is dead, by its status code (RFC 3463) and by what the mail system said. The status
// decides where it is exact; X.0.0 and the policy codes say little, and words are weighed.
func kindOf(status, words string) string {
	if byCode, exact := kindOfStatus(status); exact {
		return byCode
	}
	if status == "" || vague(status) {
		if inner := enhanced(words); inner != "" && !vague(inner) {
			if byCode, exact := kindOfStatus(inner); exact {
				return byCode
			}
		}
	}
	return kindOfWords(status, words)
}

// vague tells whether a status says no more than its class: 5.0.0.
func vague(status string) bool {
	return strings.HasSuffix(status, ".0.0")
}

// kindOfStatus judges the codes that leave no doubt.
func kindOfStatus(status string) (kind string, exact bool) {
	if strings.HasPrefix(status, "4.") {
		return Soft, true
	}
	switch status {
	case "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1", "5.4.4", "5.4.310":
		return Hard, true // no such mailbox, no such host, not one any more
	case "5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.3.1", "5.3.4", "5.4.5", "5.4.6", "5.4.7":
		return Soft, true // the sender's address, a full mailbox, too large, loops and time-outs
	}
	return "", false
}

// enhanced is the first enhanced status code (RFC 3463) in a text, or "".
func enhanced(s string) string {
	for i := 0; i+4 < len(s); i++ {
		if (s[i] == '2' || s[i] == '4' || s[i] == '5') && s[i+1] == '.' && (i == 0 || !digitOrDot(s[i-1])) {
			if code := codeAt(s[i:]); code != "" {
				return code
			}
		}
	}
	return ""
}

// codeAt reads class.subject.detail at the front: RFC 3463, 2 allows up to three digits each.
func codeAt(s string) string {
	end, dots := 1, 0
	digits := 1
	for end < len(s) && digitOrDot(s[end]) {
		if s[end] == '.' {
			dots++
			digits = 0
		} else if digits++; digits > 3 {
			return ""
		}
		end++
	}
	code := strings.TrimSuffix(s[:end], ".")
	if code != s[:end] {
		dots--
	}
	if dots != 2 || strings.Contains(code, "..") {
		return ""
	}
	return code
}

func digitOrDot(c byte) bool { return c == '.' || '0' <= c && c <= '9' }
