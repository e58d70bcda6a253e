package proof

import (
	"reflect"
	"strings"
	"testing"

	"cuppa/mail"
)

func with(values ...string) *mail.Message {
	var m mail.Message
	for _, v := range values {
		m.Fields = append(m.Fields, mail.Field{Name: "Authentication-results", Value: v})
	}
	return &m
}

func TestResultsAreReadByTheGrammar(t *testing.T) {
	tests := []struct {
		name, value string
		want        Results
	}{
		{"none", "mx.example.org; none", Results{Server: "mx.example.org"}},
		{"version and comments", "MX.example.org (the (inner) one) 1 ; (x) spf = pass (\\) fine) smtp.mailfrom=ada@example.org",
			Results{Server: "mx.example.org", SPF: "pass"}},
		{"a large provider's", `mx.google.com; dkim=pass header.i=@Example.org header.s=20230601 header.b="Ab/c+d"; ` +
			`spf=pass (google.com: domain of ada@example.org designates 192.0.2.1 as permitted sender) smtp.mailfrom=ada@example.org; ` +
			`dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.org`,
			Results{Server: "mx.google.com", DMARC: "pass", From: "example.org", SPF: "pass",
				DKIM: []Signed{{"pass", "example.org"}}}},
		{"several signatures", "mx.example.org; dkim=fail reason=\"bad; signature\" header.d=a.example; dkim/1=pass header.d=B.example header.i=@c.example",
			Results{Server: "mx.example.org", DKIM: []Signed{{"fail", "a.example"}, {"pass", "b.example"}}}},
		{"quoted local part", `"mx"; spf=fail smtp.mailfrom="; dmarc=pass"@evil.example`, Results{Server: "mx", SPF: "fail"}},
		{"contradiction", "mx; dmarc=pass header.from=a.example; dmarc=fail header.from=a.example", Results{Server: "mx"}},
		{"two that agree", "mx; spf=pass smtp.helo=a; spf=pass smtp.mailfrom=b", Results{Server: "mx", SPF: "pass"}},
		{"IPv6 without quotes", "mx; iprev=pass policy.iprev=2001:db8::1; dmarc=none", Results{Server: "mx", DMARC: "none"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(with(tt.value))
			if got == nil || !reflect.DeepEqual(*got, tt.want) {
				t.Errorf("Read(%q) = %+v, want %+v", tt.value, got, tt.want)
			}
		})
	}
}

func TestWhatLeavesTheGrammarProvesNothing(t *testing.T) {
	for _, value := range []string{
		"",
		";",
		"mx.example.org",
		"mx.example.org;",
		"spf=pass smtp.mailfrom=a@b; dmarc=pass",
		"mx 2; dmarc=pass",
		"mx; dmarc",
		"mx; dmarc=",
		"mx; =pass",
		"mx; dmarc=pass dmarc=pass",
		"mx; dmarc=pass (open",
		"mx; dmarc=pass reason=\"open",
		"mx; dmarc=pass action=none header.from=a",
		"mx; dmarc=pass header.from=a header.from=b",
		"mx; none; dmarc=pass",
		"mx; dmarc=pass; none",
		"mx, dmarc=pass",
		"mx; dmarc=pass header.from=a, b",
		"mx; " + strings.Repeat("spf=pass;", 10_000),
	} {
		if got := Read(with(value)); got != nil {
			t.Errorf("Read(%.60q) = %+v, want nil", value, got)
		}
	}
}

func TestOnlyTheTopmostHeaderCounts(t *testing.T) {
	if got := Read(with("garbage", "mx; dmarc=pass")); got != nil {
		t.Errorf("a header below a malformed one was read: %+v", got)
	}
	if got := Read(with("mx; dmarc=fail", "mx; dmarc=pass")); got == nil || got.DMARC != "fail" {
		t.Errorf("Read = %+v, want the topmost: fail", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("mx; dmarc=pass (a(b)c) header.from=example.org; dkim=pass header.i=@x")
	f.Add(`mx 1; spf=pass reason="a\"b" smtp.mailfrom="a b"@c`)
	f.Fuzz(func(t *testing.T, value string) {
		r := Read(with(value))
		if r == nil {
			return
		}
		if r.Server == "" {
			t.Errorf("Read(%q) has no server", value)
		}
		if r.DMARC == "pass" && !strings.Contains(strings.ToLower(value), "dmarc") {
			t.Errorf("Read(%q) made a DMARC result up", value)
		}
	})
}
