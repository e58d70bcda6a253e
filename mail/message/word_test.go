package message

import "testing"

func TestDecodeWordsReadsWhatProgramsWrite(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text", "no words = here ?", "no words = here ?"},
		{"Q", "=?iso-8859-1?q?Caf=E9_au_lait?=", "Café au lait"},
		{"B", "=?UTF-8?B?Q2Fmw6k=?=", "Café"},
		{"B without padding", "=?UTF-8?B?Q2Fmw6k?=", "Café"},
		{"text around", "Re: =?utf-8?q?Caf=C3=A9?= today", "Re: Café today"},
		{"text touching", "(=?utf-8?q?Caf=C3=A9?=)", "(Café)"},
		{"adjacent words lose the space between", "=?utf-8?q?a?= \t =?utf-8?q?b?=", "ab"},
		{"adjacent words without space", "=?utf-8?q?a?==?utf-8?q?b?=", "ab"},
		{"a character split between two words", "=?utf-8?q?Caf=C3?= =?utf-8?q?=A9?=", "Café"},
		{"a character split in base64", "=?utf-8?b?Q2Fmww==?= =?utf-8?b?qQ==?=", "Café"},
		{"two charsets side by side", "=?utf-8?q?=C3=A9?= =?iso-8859-1?q?=E9?=", "éé"},
		{"spaces inside", "=?utf-8?Q?Caf=C3=A9 au lait?=", "Café au lait"},
		{"space inside base64", "=?utf-8?B?Q2Fm w6k=?=", "Café"},
		{"language", "=?utf-8*fr?q?Caf=C3=A9?=", "Café"},
		{"empty word", "a =?utf-8?q??= b", "a  b"},
		{"unknown charset", "=?x-nobody?q?Caf=C3=A9?=", "Café"},
		{"wrong charset", "=?us-ascii?q?Caf=E9?=", "Café"},
		{"ISO-2022-JP", "=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=", "日本"},
		{"GB2312", "=?gb2312?B?xOO6ww==?=", "你好"},
		{"KOI8-R", "=?koi8-r?q?=F0=D2=C9=D7=C5=D4?=", "Привет"},
		{"broken escape stays", "=?utf-8?q?100=?=", "100="},
		{"not closed", "=?utf-8?q?Caf=C3=A9", "=?utf-8?q?Caf=C3=A9"},
		{"not closed, then a good one", "=?utf-8?q?Ca =?utf-8?q?f=C3=A9?=", "=?utf-8?q?Ca fé"},
		{"unknown encoding", "=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
		{"no charset", "=??q?abc?=", "=??q?abc?="},
		{"beginning alone", "=?", "=?"},
		{"question", "what=?really?=", "what=?really?="},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := decodeWords(tt.in); got != tt.want {
				t.Errorf("decodeWords(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}
