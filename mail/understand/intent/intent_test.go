package intent

import (
	"strings"
	"testing"

	"cuppa/rules"
)

func TestWhatAMailWants(t *testing.T) {
	tests := []struct {
		text string
		want rules.Intent
	}{
		{"Happy to chat!", rules.Accepts},
		{"Yes, that works. See you on Tuesday at 10.", rules.Accepts},
		{"Thanks for writing. I’d love to meet.", rules.Accepts},
		{"Sehr gerne! Ich freue mich auf unser Treffen.", rules.Accepts},
		{"Klingt gut, der Dienstag passt mir.", rules.Accepts},
		{"Thank you, but I'm not interested.", rules.Declines},
		{"I would love to, but unfortunately I can't make it.", rules.Declines},
		{"Unfortunately this is not a good fit.", rules.Declines},
		{"Leider habe ich dafür keine Zeit.", rules.Declines},
		{"Vielen Dank, aber das passt leider nicht.", rules.Declines},
		{"Not right now, things are hectic. Please try me again in spring.", rules.Later},
		{"Happy to talk, but could you ping me in a few weeks?", rules.Later},
		{"Im Moment ist sehr viel los; schreiben Sie mir bitte im neuen Jahr.", rules.Later},
		{"How about Tuesday at 10:30?", rules.ProposesTime},
		{"I'd be happy to! Are you free next week?", rules.ProposesTime},
		{"Gerne. Wie wäre es am Donnerstag um 15 Uhr?", rules.ProposesTime},
		{"Pick a slot that suits: https://calendly.com/lena", rules.ProposesTime},
		{"Something came up, can we move our coffee?", rules.Reschedules},
		{"I cannot make it on Thursday.", rules.Reschedules},
		{"Thanks, but Thursday does not suit me.", rules.Reschedules},
		{"Donnerstag schaffe ich nicht.", rules.Reschedules},
		{"I can't make Tuesday. How about Thursday at 4pm?", rules.Reschedules},
		{"Können wir den Termin verschieben?", rules.Reschedules},
		{"Let me introduce you to Tom, who knows far more.", rules.Introduces},
		{"I'm afraid I can't help, but you should talk to Tom Weber.", rules.Introduces},
		{"Bitte wenden Sie sich an meine Kollegin Frau Weber.", rules.Introduces},
		{"What would you like to know about our team?", rules.Asks},
		{"Danke für die Nachricht. Worum geht es Ihnen genau?", rules.Asks},
		{"Thank you, it was great to meet you.", rules.Thanks},
		{"Vielen Dank für das Gespräch.", rules.Thanks},
		{"Please remove me from your list.", rules.NoMoreMail},
		{"Thanks, happy to hear it, but please stop emailing me.", rules.NoMoreMail},
		{"Bitte keine weiteren E-Mails.", rules.NoMoreMail},

		{"The report is attached.", rules.Unsure},
		{"I left my mail open at home.", rules.Unsure},
		{"Your phone does not go to voicemail, so I can't leave a message.", rules.Unsure},
		{"On Tuesday we had rain.", rules.Unsure},
		{"How are you?", rules.Unsure},
		{"Really?", rules.Unsure},
		{"", rules.Unsure},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := Read(tt.text)
			if got.Intent != tt.want {
				t.Errorf("Read(%q) = %s (%q), want %s", tt.text, got.Intent, got.Why, tt.want)
			}
			if (got.Intent == rules.Unsure) != (len(got.Why) == 0) {
				t.Errorf("%s rests on %q", got.Intent, got.Why)
			}
		})
	}
}

func TestPhrasesAreWrittenAsSentencesAre(t *testing.T) {
	for _, p := range append(append([]phrase(nil), phrases...), openings...) {
		words := strings.TrimSuffix(p.words, " ")
		if strings.TrimSuffix(normal(p.words), " ") != words || p.weight <= 0 || p.weight > threshold {
			t.Errorf("%q can never be found, or weighs %v", p.words, p.weight)
		}
	}
	for _, list := range [][]string{vagueTimes, proposalCues, meetingGreetings, readerWords, smallTalk} {
		for _, words := range list {
			if strings.TrimSuffix(normal(words), " ") != strings.TrimSuffix(words, " ") {
				t.Errorf("%q can never be found", words)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Happy to! How about Tue. 5 May at 10:30 p.m.?\n\nBest")
	f.Add("Ünf...?!??\n\n\n.")
	f.Fuzz(func(t *testing.T, text string) {
		got := Read(text)
		if got.Intent == "" || (got.Intent == rules.Unsure) != (len(got.Why) == 0) {
			t.Errorf("Read(%q) = %+v", text, got)
		}
		if n := strings.Count(text, "?"); n == 0 && got.Intent == rules.Asks {
			t.Errorf("a question was found in %q", text)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("Happy to talk about it. ", limit/24)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Read(text)
	}
}
