// Package bulk finds mail that was sent to many (lists, newsletters, campaigns) or by a machine that reads no answers.
package bulk

import (
	"strings"

	"cuppa/mail"
)

// Signs are the pieces of evidence, each a line to show; empty lists mean that there are none.
type Signs struct {
	List    []string // it went to many: a mailing list or a campaign; a person may have written it
	Machine []string // a machine wrote it to one: an order, an alert, a network's notice
}

// Read looks at the header fields, at the author's address and, in a mail that answers none, at its new text.
func Read(m *mail.Message, text string) Signs {
	var s Signs
	for _, name := range listFields {
		if v := m.Value(name); v != "" {
			s.List = append(s.List, show(name, v))
		}
	}
	if v := m.Value("Precedence"); isOneOf(v, "bulk", "list") {
		s.List = append(s.List, show("Precedence", v))
	}
	if v := m.Value("Feedback-ID"); v != "" {
		s.Machine = append(s.Machine, show("Feedback-ID", v))
	}
	if v := m.Value("Auto-Submitted"); v != "" && !isOneOf(v, "no") { // RFC 3834, 5
		s.Machine = append(s.Machine, show("Auto-Submitted", v))
	}
	for _, a := range m.From {
		if unanswered(a.Addr) {
			s.Machine = append(s.Machine, "From: "+a.Addr)
		}
		if network(a.Addr) {
			s.List, s.Machine = nil, append(s.Machine, "From: "+a.Addr)
		}
	}
	if phrase := campaign(text); phrase != "" && len(s.List)+len(s.Machine)+len(m.InReplyTo)+len(m.References) == 0 {
		s.List = append(s.List, "Text: "+phrase)
	}
	return s
}

// limit bounds how much of a text is looked at, in bytes.
const limit = 64 << 10

// campaign is the words by which a text shows that it went to many, or "". A person who does not want more mail uses
// some of them too, but gives no link to do it by.
func campaign(text string) string {
	text = strings.ToLower(text[:min(len(text), limit)])
	if !strings.Contains(text, "http") && !strings.Contains(text, "www.") && !strings.Contains(text, "mailto:") {
		return ""
	}
	for _, p := range campaignPhrases {
		if strings.Contains(text, p) {
			return p
		}
	}
	return ""
}

// campaignPhrases are what newsletters and campaigns write below or above, in lower case.
var campaignPhrases = []string{
	"to unsubscribe", "unsubscribe from this", "unsubscribe here", "unsubscribe:", "you are receiving this", "you received this e", "you're receiving this", "manage your subscription", "change your subscription",
	"subscription preferences", "email preferences", "e-mail preferences", "view this email in", "view in browser", "to be removed from",
	"vom newsletter abmelden", "newsletter abbestellen", "newsletter abzubestellen", "sie erhalten diese e", "sie erhalten diesen newsletter", "se désinscrire", "vous désinscrire", "vous désabonner", "darse de baja", "dejar de recibir",
	"annullare l'iscrizione", "cancelar a subscrição", "cancelar sua inscrição", "uitschrijven",
}

// listFields are added by mailing lists (RFC 2369, RFC 2919, older programs) and by senders of campaigns.
var listFields = []string{
	"List-Id", "List-Post", "List-Unsubscribe", "List-Help", "List-Archive", "Mailing-List", "X-Mailing-List",
	"X-BeenThere", "X-Mailman-Version", "X-Campaign-Id", "X-CampaignID", "X-Mailer-Campaign", "X-MC-User", "CFBL-Address",
}

// unansweredNames are local parts, or beginnings of them, that say that nobody reads answers.
var unansweredNames = []string{
	"noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply", "nicht-antworten",
	"ne-pas-repondre", "nepasrepondre", "no-responder", "nao-responda", "notification", "notify", "mailer-daemon",
}

// unanswered tells whether an address is one that nobody reads.
func unanswered(addr string) bool {
	local, _, _ := strings.Cut(strings.ToLower(addr), "@")
	for _, name := range unansweredNames {
		if strings.HasPrefix(local, name) || strings.HasSuffix(local, "-"+name) {
			return true
		}
	}
	return false
}

// networks are professional networks: what they send is news about a person, though it looks like a campaign.
var networks = []string{"linkedin.com", "xing.com"}

// network tells whether an address belongs to a professional network.
func network(addr string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(addr), "@")
	for _, n := range networks {
		if domain == n || strings.HasSuffix(domain, "."+n) {
			return true
		}
	}
	return false
}

// isOneOf compares a field's value with words, ASCII case aside.
func isOneOf(value string, words ...string) bool {
	for _, w := range words {
		if strings.EqualFold(strings.TrimSpace(value), w) {
			return true
		}
	}
	return false
}

// show makes a line of evidence, of bounded length.
func show(name, value string) string {
	const most = 80
	if r := []rune(value); len(r) > most {
		value = string(r[:most]) + "…"
	}
	return name + ": " + value
}
