package message

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"cuppa/mail"
)

func TestParseAddressesReadsWhatProgramsWrite(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
		ok       bool
	}{
		{"bare", "ada@example.org", []string{"<ada@example.org>"}, true},
		{"bracketed, upper case", "Ada <ADA@Example.ORG>", []string{"Ada <ada@example.org>"}, true},
		{"quoted name with comma", `"Doe, Jane" <jane@example.org>, b@example.org`, []string{"Doe, Jane <jane@example.org>", "<b@example.org>"}, true},
		{"unquoted name with comma", "Doe, Jane <jane@example.org>", []string{"Doe, Jane <jane@example.org>"}, true},
		{"escapes in a quoted name", `"Jane \"JD\" Doe" <jane@example.org>`, []string{"Jane \"JD\" Doe <jane@example.org>"}, true},
		{"name in a comment", "jane@example.org (Jane (JD) Doe)", []string{"Jane (JD) Doe <jane@example.org>"}, true},
		{"comment beside a name", "Jane <jane@example.org> (home)", []string{"Jane <jane@example.org>"}, true},
		{"encoded word", "=?utf-8?q?J=C3=B6rg_Doe=2C?= <j@example.org>", []string{"Jörg Doe, <j@example.org>"}, true},
		{"encoded word with a raw comma", "=?utf-8?Q?Doe, J=C3=B6rg?= <j@example.org>", []string{"Doe, Jörg <j@example.org>"}, true},
		{"encoded word in quotes", `"=?utf-8?B?SsO2cmc=?=" <j@example.org>`, []string{"Jörg <j@example.org>"}, true},
		{"two encoded words", "=?utf-8?q?J=C3=B6?=\t=?utf-8?q?rg?= Doe <j@example.org>", []string{"Jörg Doe <j@example.org>"}, true},
		{"group", "Friends: ada@example.org, Bob <bob@example.org>; eve@example.org", []string{"<ada@example.org>", "Bob <bob@example.org>", "<eve@example.org>"}, true},
		{"empty group", "undisclosed-recipients:;", nil, true},
		{"semicolons", "ada@example.org; bob@example.org;", []string{"<ada@example.org>", "<bob@example.org>"}, true},
		{"empty members", " , ada@example.org,, ", []string{"<ada@example.org>"}, true},
		{"spaces in between", "ada@example.org bob@example.org", []string{"<ada@example.org>", "<bob@example.org>"}, true},
		{"name without brackets", "Ada Example ada@example.org", []string{"Ada Example <ada@example.org>"}, true},
		{"missing comma after brackets", "Ada <ada@example.org> Bob <bob@example.org>", []string{"Ada <ada@example.org>", "Bob <bob@example.org>"}, true},
		{"missing closing bracket", "Ada <ada@example.org, Bob <bob@example.org>", []string{"Ada <ada@example.org>", "Bob <bob@example.org>"}, true},
		{"double brackets", "<<ada@example.org>>", []string{"<ada@example.org>"}, true},
		{"missing closing quote", `"Ada <ada@example.org>`, []string{"Ada <ada@example.org>"}, true},
		{"address as name", "ada@example.org <bob@example.org>", []string{"ada@example.org <bob@example.org>"}, true},
		{"single quotes", "'ada@example.org' <ada@example.org>", []string{"ada@example.org <ada@example.org>"}, true},
		{"mailto", "<mailto:ada@example.org>", []string{"<ada@example.org>"}, true},
		{"route", "<@relay.example,@b.example:ada@example.org>", []string{"<ada@example.org>"}, true},
		{"spaces around dots", "ada @ example . org", []string{"<ada@example.org>"}, true},
		{"spaces in brackets", "Ada < ada@example.org >", []string{"Ada <ada@example.org>"}, true},
		{"comment in the domain", "Ada <ada@example(the).org>", []string{"Ada <ada@example.org>"}, true},
		{"quoted local part", `"john doe"@example.org`, []string{"<\"john doe\"@example.org>"}, true},
		{"needless quotes", `<"john.doe"@example.org>`, []string{"<john.doe@example.org>"}, true},
		{"bracket in a quoted local part", `<"a>b"@example.org>`, []string{"<\"a>b\"@example.org>"}, true},
		{"address literal", "ada@[192.0.2.1]", []string{"<ada@[192.0.2.1]>"}, true},
		{"internationalised", "Jörg <jörg@BÜCHER.example>", []string{"Jörg <jörg@bücher.example>"}, true},
		{"dots of some providers", "a..b.@example.org", []string{"<a..b.@example.org>"}, true},
		{"final dot", "ada@example.org.", []string{"<ada@example.org>"}, true},
		{"plus tag", "drop+mentor+2w@example.org", []string{"<drop+mentor+2w@example.org>"}, true},
		{"no domain", "MAILER-DAEMON", nil, false},
		{"nothing in brackets", "Ada <>", nil, false},
		{"one good of two", "ada@, bob@example.org", []string{"<bob@example.org>"}, false},
		{"two at signs", "<a@b@example.org>", nil, false},
		{"line break injected", "<a\n@example.org>", []string{"<a@example.org>"}, true},
		{"empty", "", nil, true},
		{"empty label", "<a@example..org>", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, ok := parseAddresses(tt.in)
			var got []string
			for _, a := range list {
				got = append(got, strings.TrimSpace(a.Name+" <"+a.Addr+">"))
			}
			if !reflect.DeepEqual(got, tt.want) || ok != tt.ok {
				t.Errorf("parseAddresses(%q) = %q, %v; want %q, %v", tt.in, got, ok, tt.want, tt.ok)
			}
		})
	}
}

// checkAddresses holds what every list promises.
func checkAddresses(t *testing.T, list []mail.Address) {
	t.Helper()
	for _, a := range list {
		if !utf8.ValidString(a.Name) || !utf8.ValidString(a.Addr) {
			t.Errorf("not valid UTF-8: %q", a)
		}
		if strings.ContainsAny(a.Name+a.Addr, "\r\n\x00") {
			t.Errorf("line break or NUL in %q", a)
		}
		if !strings.Contains(a.Addr, "@") || a.Addr != strings.ToLower(a.Addr) {
			t.Errorf("no lower-case addr-spec: %q", a.Addr)
		}
	}
}

func FuzzAddresses(f *testing.F) {
	for _, s := range []string{`"Doe, Jane" <jane@example.org>`, "a: b@c, d@e;", "<<a@b", `"\"@x`, "((a)", "=?utf-8?q?x,y?= <a@b>", "İ@K.example", `<"'a"@b>`, "'a@b'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, _ := parseAddresses(toString([]byte(s)))
		checkAddresses(t, list)
		for _, a := range list {
			again, ok := parseAddresses("<" + a.Addr + ">")
			if !ok || len(again) != 1 || again[0].Addr != a.Addr {
				t.Errorf("%q reads as %q", a.Addr, again)
			}
		}
	})
}
