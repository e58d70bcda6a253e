package understand

import (
	"encoding/base64"
	"strings"

	"cuppa/mail"
)

// originals are the Message-IDs a mail had before a server gave it another one.
func originals(m *mail.Message) []string {
	var ids []string
	for _, name := range []string{"X-Microsoft-Original-Message-ID", "X-MS-Exchange-Parent-Message-Id"} {
		for _, v := range m.Values(name) {
			if id := strings.Trim(v, "<> \t"); id != "" {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// thread is the part of Outlook's Thread-Index that all mails of one conversation share: its first 22 bytes, in base64.
func thread(index string) string {
	const shared = 22
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(index), ""))
	if err != nil || len(raw) < shared {
		return ""
	}
	return base64.StdEncoding.EncodeToString(raw[:shared])
}
