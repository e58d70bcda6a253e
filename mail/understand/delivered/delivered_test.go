package delivered

import (
	"reflect"
	"strings"
	"testing"

	"cuppa/mail"
)

// head makes a message of header lines, "Name: value" each.
func head(lines string) *mail.Message {
	var m mail.Message
	for line := range strings.Lines(lines) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		m.Fields = append(m.Fields, mail.Field{Name: name, Value: strings.TrimSpace(value)})
		if name == "Bcc" {
			m.Bcc = append(m.Bcc, mail.Address{Addr: strings.TrimSpace(value)})
		}
	}
	return &m
}

func TestAddressesComeFromAboveTheReceivingServersLine(t *testing.T) {
	tests := []struct {
		name, head string
		want       []string
	}{
		{"delivery by LMTP, one recipient each", `
			Return-Path: <bob@example.org>
			Delivered-To: remind+5d@example.test
			Received: from mx.example.test ([127.0.0.1]) by vm with LMTP id 1 (envelope-from <bob@example.org>) for <remind+5d@example.test>; Mon, 2 Nov 2026 07:00:00 +0100
			Received: from vm (localhost [127.0.0.1]) by mx.example.test (Postfix) with ESMTPSA id E65; Mon, 2 Nov 2026 07:00:00 +0100
			To: alice@example.org`, []string{"remind+5d@example.test"}},
		{"a field added before LMTP", `
			Received: from mx.example.test by vm with LMTP id 1; Mon, 2 Nov 2026 07:00:00 +0100
			X-Original-To: r-abc@example.test
			Delivered-To: remind@example.test
			Received: from out.example.org by mx.example.test (Postfix) with ESMTPS id E65; Mon, 2 Nov 2026 07:00:00 +0100
			Delivered-To: forged@example.test`, []string{"r-abc@example.test", "remind@example.test"}},
		{"forged below the server's line", `
			Received: from out.example.org by mx.example.test (Postfix) with ESMTPS id E65; Mon, 2 Nov 2026 07:00:00 +0100
			Delivered-To: forged+done@example.test
			X-Original-To: forged+done@example.test
			Received: from a by b with LMTP for <forged+done@example.test>; Mon, 2 Nov 2026 07:00:00 +0100`, nil},
		{"order of trust, not of place", `
			Delivered-To: <box@example.test>
			X-Original-To: Remind+5d@Example.test
			Received: from a by b with ESMTP; Mon, 2 Nov 2026 07:00:00 +0100`, []string{"remind+5d@example.test", "box@example.test"}},
		{"only the for clause", `
			Received: from a (for b@c) by mx.example.test with ESMTP id 7 for remind+2w@example.test; Mon, 2 Nov 2026 07:00:00 +0100`,
			[]string{"remind+2w@example.test"}},
		{"the for clause of a line below does not count", `
			Received: from a by b with ESMTP; Mon, 2 Nov 2026 07:00:00 +0100
			Received: from c by d with ESMTP for <forged@example.test>; Mon, 2 Nov 2026 07:00:00 +0100`, nil},
		{"a sender's own copy", `
			Bcc: remind+3d@example.test
			To: alice@example.org`, []string{"remind+3d@example.test"}},
		{"Bcc counts below Received", `
			Received: from a by b with ESMTP; Mon, 2 Nov 2026 07:00:00 +0100
			Bcc: remind@example.test`, []string{"remind@example.test"}},
		{"no addresses", `
			Delivered-To: undisclosed recipients
			Envelope-To: a@b, c@d
			Received: from a by b`, nil},
		{"nothing", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Addresses(head(tt.head))
			if len(got)+len(tt.want) > 0 && !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Addresses = %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzAddresses(f *testing.F) {
	f.Add("Delivered-To: a@b\nReceived: from x (y(z) by q with LMTP for <c@d>; date\nX-Original-To: e@f")
	f.Fuzz(func(t *testing.T, lines string) {
		for _, a := range Addresses(head(lines)) {
			if a != strings.ToLower(a) || !strings.Contains(a, "@") || strings.ContainsAny(a, " \r\n<>") {
				t.Errorf("%q is no address", a)
			}
		}
	})
}
