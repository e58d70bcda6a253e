package letter

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"cuppa/rules/command"
)

// sheet is what one letter is made of.
type sheet struct {
	kind   Kind
	key    string
	at     time.Time
	page   page
	points []command.Point
	thread *Thread // the letter answers it; nil: it begins a thread
}

// letter renders a sheet. The bytes depend on nothing but voice and sheet.
func (v Voice) letter(s sheet) (Letter, error) {
	html, err := s.page.html()
	if err != nil {
		return Letter{}, err
	}
	token := Token(v.Key, s.key)
	l := Letter{
		Key: s.key, Kind: s.kind, MessageID: MessageID(v.Key, s.key, v.From),
		From: v.From, To: v.To, ReplyTo: TokenAddress(v.Drop, token),
		Subject: s.page.Title, Token: token, Points: s.points, Text: s.page.plain(), HTML: html,
	}
	if l.Bytes, err = v.render(l, s); err != nil {
		return Letter{}, fmt.Errorf("render letter %s: %w", s.key, err)
	}
	return l, nil
}

// render writes the letter as multipart/alternative. Its one boundary is derived from the key.
func (v Voice) render(l Letter, s sheet) ([]byte, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithBoundary(keyed(v.Key, "boundary", l.Key)[:markLen]))
	if err := m.FromFormat("cuppa", l.From); err != nil {
		return nil, err
	}
	if err := m.To(l.To); err != nil {
		return nil, err
	}
	if l.ReplyTo != "" {
		if err := m.ReplyTo(l.ReplyTo); err != nil {
			return nil, err
		}
	}
	m.Subject(l.Subject)
	m.SetDateWithValue(v.local(s.at))
	m.SetMessageIDWithValue(l.MessageID)
	m.SetGenHeader("Auto-Submitted", s.thread.submitted())
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetGenHeader("X-Cuppa", Mark(v.Key, l.Key))
	s.thread.head(m)
	m.SetBodyString(mail.TypeTextPlain, l.Text)
	m.AddAlternativeString(mail.TypeTextHTML, l.HTML)
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// head sets In-Reply-To and References (RFC 5322, 3.6.4).
func (t *Thread) head(m *mail.Msg) {
	if t == nil || !isMessageID(t.MessageID) {
		return
	}
	var refs []string
	for _, id := range t.References {
		if isMessageID(id) && id != t.MessageID {
			refs = append(refs, "<"+id+">")
		}
	}
	refs = append(refs[max(len(refs)-maxReferences, 0):], "<"+t.MessageID+">")
	m.SetGenHeader(mail.HeaderInReplyTo, "<"+t.MessageID+">")
	m.SetGenHeader(mail.HeaderReferences, strings.Join(refs, " "))
}

// maxReferences bounds References: the newest ones are enough to thread by.
const maxReferences = 20

// isMessageID says whether an identifier can stand in a header as it is.
func isMessageID(id string) bool {
	if id == "" || len(id) > 900 {
		return false
	}
	for i := range len(id) {
		if c := id[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// submitted is the value of Auto-Submitted (RFC 3834, 5).
func (t *Thread) submitted() string {
	if t == nil {
		return "auto-generated"
	}
	return "auto-replied"
}
