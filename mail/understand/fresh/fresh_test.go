package fresh

import (
	"strings"
	"testing"
)

func TestNewTextIsKeptAndTheRestIsCut(t *testing.T) {
	tests := []struct{ name, in, text, signature string }{
		{"nothing to cut", "Hi Ada,\n\nTuesday is fine.\n", "Hi Ada,\n\nTuesday is fine.", ""},
		{"English", "Yes.\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n> Coffee?\n", "Yes.", ""},
		{"wrapped over two lines", "Yes.\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada Example <ada@example.org>\nwrote:\n\n> Coffee?", "Yes.", ""},
		{"wrapped inside the address", "Ja.\n\ntir. 18. apr. 2017 kl. 13:09 skrev Ada <ada@example.org\n>:\n\n> Kaffe?", "Ja.", ""},
		{"not marked as quoted", "Yes.\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n\nCoffee?\nAda", "Yes.", ""},
		{"without year and address, above a quote", "Yes.\n\nOn Nov 2, at 9:15 AM, Ada wrote:\n\n> Coffee?", "Yes.", ""},
		{"German", "Gern.\n\nAm 02.11.26 um 09:15 schrieb Ada Example:\n> Kaffee?", "Gern.", ""},
		{"French", "Oui.\n\nLe lun. 2 nov. 2026 à 09:15, Ada <ada@example.org> a écrit :\n> Café ?", "Oui.", ""},
		{"Spanish", "Sí.\n\nEl lun, 2 nov 2026 a las 9:15, Ada (<ada@example.org>) escribió:\n> ¿Café?", "Sí.", ""},
		{"Italian", "Sì.\n\nIl giorno lun 2 nov 2026 alle ore 09:15 Ada <ada@example.org> ha scritto:\n> Caffè?", "Sì.", ""},
		{"Portuguese", "Sim.\n\nEm seg., 2 de nov. de 2026 às 09:15, Ada <ada@example.org> escreveu:\n> Café?", "Sim.", ""},
		{"Dutch", "Ja.\n\nOp ma 2 nov 2026 om 09:15 schreef Ada <ada@example.org>:\n> Koffie?", "Ja.", ""},
		{"no verb, but all the rest", "да\n\nср, 30 апр. 2025 г. в 15:19, Ada <ada@example.org>:\n\nкофе?", "да", ""},
		{"between dashes", "Yes.\n\n---- On Mon, 02 Nov 2026 09:15:00 +0100 Ada <ada@example.org> wrote ----\n\nCoffee?", "Yes.", ""},
		{"original message", "Yes.\n\n-----Original Message-----\nFrom: Ada\n\nCoffee?", "Yes.", ""},
		{"ursprüngliche Nachricht", "Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Ada\n\nKaffee?", "Ja.", ""},
		{"Outlook's head", "Yes.\n\n________________________________\nFrom: Ada <ada@example.org>\nSent: Monday, 2 November 2026 09:15\nTo: Lena\nSubject: Coffee?\n\nShall we?", "Yes.", ""},
		{"Outlook's head in German, bold", "Ja.\n\n*Von:* Ada <ada@example.org>\n*Gesendet:* Montag, 2. November 2026 09:15\n*An:* Lena\n*Betreff:* Kaffee?\n\nPasst?", "Ja.", ""},
		{"forwarded", "See below.\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.org>\n\nCoffee?", "See below.", ""},
		{"forwarded by Apple", "See below.\n\nBegin forwarded message:\n\n> From: Ada", "See below.", ""},
		{"answers between quotes", "> Coffee?\n\nYes.\n\n> Monday?\n\nBetter Tuesday.", "Yes.\n\nBetter Tuesday.", ""},
		{"answer below", "On Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n> Coffee?\n\nYes.", "Yes.", ""},
		{"only a quote", "> Coffee?", "", ""},
		{"nothing", "", "", ""},

		{"a signature line", "Yes.\n\n-- \nLena Brandt\nExample GmbH\n", "Yes.", "Lena Brandt\nExample GmbH"},
		{"a signature above a quote", "Yes.\n\n--\nLena\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n> Coffee?\n\nOne more thing.", "Yes.\n\nOne more thing.", "Lena"},
		{"a closing", "Tuesday is fine.\n\nBest regards,\nLena Brandt\nHead of Data, Example GmbH", "Tuesday is fine.", "Best regards,\nLena Brandt\nHead of Data, Example GmbH"},
		{"a German closing", "Dienstag passt.\n\nViele Grüße\n\nLena", "Dienstag passt.", "Viele Grüße\n\nLena"},
		{"contact data", "Tuesday is fine.\n\nLena Brandt\n+49 30 1234567\nwww.example.com", "Tuesday is fine.", "Lena Brandt\n+49 30 1234567\nwww.example.com"},
		{"a mobile signature", "Yes!\n\nSent from my iPhone", "Yes!", "Sent from my iPhone"},
		{"a mobile signature below a closing", "Ja.\n\nLG\nLena\n\nVon meinem iPhone gesendet", "Ja.", "LG\nLena\n\nVon meinem iPhone gesendet"},
		{"a disclaimer", "Yes.\n\nThis message is confidential and intended for the recipient alone.", "Yes.", "This message is confidential and intended for the recipient alone."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				got := Split(strings.ReplaceAll(tt.in, "\n", end))
				if got.Text != tt.text || got.Signature != tt.signature {
					t.Errorf("Split = %q, %q; want %q, %q", got.Text, got.Signature, tt.text, tt.signature)
				}
			}
		})
	}
}

func TestAPersonsSentencesAreNeverCut(t *testing.T) {
	for _, text := range []string{
		"On Tuesday I spoke to Tom. He wrote:\nlet us meet.",
		"On Tuesday I spoke to Anna, and at 10:15 she wrote:\nyes.",
		"Am Montag um 10:15 war ich da.\nEr schrieb: bis bald.",
		"Le 2 novembre, on s'est vu.",
		"From: my heart, thank you.",
		"From: Berlin\nLet us meet there.",
		"Here is what I would ask:\n\n- what do you do?\n- how did you begin?\n- and why?",
		"Thanks",
		"Best",
		"Regards to your team, and see you on Tuesday.",
		"With regards to the plan: yes.",
		"Sent from my desk, which is easier.",
		"The note was sent from my iPhone app to all.",
		"a -- b\n--option",
		"Two lines,\none of them with ada@example.org in it.",
		"My number is +49 30 1234567",
		"To: be or not to be\nSubject: to change",
	} {
		if got := Split(text); got.Text != text || got.Signature != "" {
			t.Errorf("Split(%q) = %q, %q", text, got.Text, got.Signature)
		}
	}
}

// hostile are texts whose time would grow with the square of their length in a careless reader.
var hostile = map[string]string{
	"quotes":       strings.Repeat("> ", limit/2),
	"quoted lines": strings.Repeat(">\n", limit/2),
	"attributions": strings.Repeat("On 2026 10:15 a@b\n", limit/18),
	"wrote":        strings.Repeat("On Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n\n>\n", limit/64),
	"blank lines":  "x" + strings.Repeat("\n", limit),
	"mobiles":      "x\n" + strings.Repeat("Sent from my iPhone\n", limit/20),
	"closings":     "x\n" + strings.Repeat("Regards\n\n\n", limit/10),
	"heads":        strings.Repeat("From: a\n", limit/8),
	"digits":       strings.Repeat("1", limit),
	"colons":       strings.Repeat("a:", limit/2),
}

func FuzzSplit(f *testing.F) {
	f.Add("Yes.\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n> Coffee?\n--\nLena")
	f.Add("Ja.\n*Von:* a\nGesendet: b\nAn: c\nBetreff: d")
	f.Fuzz(func(t *testing.T, text string) {
		got := Split(text)
		for line := range strings.SplitSeq(got.Text+"\n"+got.Signature, "\n") {
			if !strings.Contains(strings.ToValidUTF8(text, ""), line) {
				t.Errorf("the line %q is not in the text", line)
			}
		}
		if strings.HasPrefix(got.Text, ">") && !strings.HasPrefix(got.Text, ">:") {
			t.Errorf("quoted text was kept: %q", got.Text)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	for name, text := range hostile {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Split(text)
			}
		})
	}
}
