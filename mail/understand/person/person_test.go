package person

import (
	"strings"
	"testing"

	"cuppa/mail"
	"cuppa/rules"
)

func TestTheAuthorAsTheMailShowsThem(t *testing.T) {
	tests := []struct {
		test, name, signature string
		want                  rules.Person
	}{
		{"no signature", "Lena Brandt", "", rules.Person{Name: "Lena Brandt"}},
		{"turned round", `"Brandt, Lena"`, "", rules.Person{Name: "Lena Brandt"}},
		{"a degree stays", "Lena Brandt, PhD", "", rules.Person{Name: "Lena Brandt, PhD"}},
		{"through a list", "Lena Brandt via Example", "", rules.Person{Name: "Lena Brandt"}},
		{"an address is no name", "lena@example.com", "", rules.Person{}},
		{"a name from the signature", "", "Best,\nLena Brandt\nEditor", rules.Person{Name: "Lena Brandt", Title: "Editor"}},
		{"title and organisation on two lines", "Lena Brandt", "Best regards,\nLena Brandt\nHead of Data\nExample\n+49 30 1234567\nlena@example.com",
			rules.Person{Name: "Lena Brandt", Title: "Head of Data", Organisation: "Example"}},
		{"on one line", "Lena Brandt", "Lena Brandt\nHead of Data, Example GmbH", rules.Person{Name: "Lena Brandt", Title: "Head of Data", Organisation: "Example GmbH"}},
		{"with at", "Lena Brandt", "Lena\nCEO at Example", rules.Person{Name: "Lena Brandt", Title: "CEO", Organisation: "Example"}},
		{"behind the name", "Lena Brandt", "Lena Brandt | Product Manager | Example", rules.Person{Name: "Lena Brandt", Title: "Product Manager", Organisation: "Example"}},
		{"a comma within the title", "Lena Brandt", "Lena Brandt\nManager, Growth", rules.Person{Name: "Lena Brandt", Title: "Manager, Growth"}},
		{"German", "Lena Brandt", "Mit freundlichen Grüßen\nLena Brandt\nGeschäftsführerin\nBeispiel GmbH\nMusterstraße 1", rules.Person{Name: "Lena Brandt", Title: "Geschäftsführerin", Organisation: "Beispiel GmbH"}},
		{"no title", "Lena Brandt", "Lena Brandt\nBeispiel GmbH", rules.Person{Name: "Lena Brandt", Organisation: "Beispiel GmbH"}},
		{"nothing plain", "Lena Brandt", "Lena\nSent from my iPhone", rules.Person{Name: "Lena Brandt"}},
	}
	for _, tt := range tests {
		t.Run(tt.test, func(t *testing.T) {
			m := &mail.Message{From: []mail.Address{{Name: tt.name, Addr: "lena@example.com"}}}
			tt.want.Address = "lena@example.com"
			if got := Read(m, tt.signature); *got != tt.want {
				t.Errorf("Read = %+v, want %+v", *got, tt.want)
			}
		})
	}
}

func TestNobodyIsMadeUp(t *testing.T) {
	for _, from := range [][]mail.Address{nil, {{Name: "Lena"}}} {
		if got := Read(&mail.Message{From: from}, "Lena\nCEO"); got != nil {
			t.Errorf("Read = %+v", got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Brandt, Lena", "Lena Brandt\nCEO @ Example | x\nÜ GmbH")
	f.Add("", "é b\nCEO")
	f.Fuzz(func(t *testing.T, name, signature string) {
		p := Read(&mail.Message{From: []mail.Address{{Name: name, Addr: "a@b"}}}, signature)
		if p.Title != "" && !strings.Contains(signature, p.Title) || p.Organisation != "" && !strings.Contains(signature, p.Organisation) {
			t.Errorf("%+v is not in %q", p, signature)
		}
		if strings.ContainsAny(p.Name+p.Title+p.Organisation, "\n") {
			t.Errorf("%+v holds a line end", p)
		}
	})
}
