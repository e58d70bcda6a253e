package letter

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATokenAddressIsReadBackWhateverTheDropAddress(t *testing.T) {
	for drop, want := range map[string]string{
		"cuppa@example.org":      "cuppa+c",
		"cuppa+7hq2@example.org": "cuppa+c",
		"Nora.L@Example.org":     "Nora.L+c",
	} {
		token := Token([]byte("key"), "weekly 2027-03-08")
		address := TokenAddress(drop, token)
		if !strings.HasPrefix(address, want+token+"@") {
			t.Errorf("%s gives %s", drop, address)
		}
		for _, seen := range []string{address, strings.ToUpper(address)} {
			if got, ok := ParseToken(seen, drop); !ok || got != token {
				t.Errorf("%s at %s: %q, %v", seen, drop, got, ok)
			}
		}
	}
}

func TestNoOtherAddressIsTakenForATokenAddress(t *testing.T) {
	token := Token([]byte("key"), "letter")
	for _, address := range []string{
		"", "@", "cuppa@example.org", "cuppa+7hq2@example.org", "cuppa+c@example.org", "cuppa+mentor+2w@example.org",
		"other+c" + token + "@example.org", "cuppa+c" + token + "@example.com", "cuppa+" + token + "@example.org",
		"cuppa+c" + token + "x@example.org", "cuppa+c" + token[1:] + "1@example.org", "cuppa+c" + token + "+2w@example.org",
	} {
		if got, ok := ParseToken(address, "cuppa+7hq2@example.org"); ok {
			t.Errorf("%q holds token %q", address, got)
		}
	}
	if got := TokenAddress("", token); got != "" {
		t.Errorf("without a drop address there is %q", got)
	}
}

func TestTokensMarksAndMessageIDsDifferByKeyAndByLetter(t *testing.T) {
	seen := map[string]bool{}
	for _, key := range []string{"a", "b", ""} {
		for _, letter := range []string{"1", "2", ""} {
			for _, s := range []string{
				Token([]byte(key), letter), Mark([]byte(key), letter), MessageID([]byte(key), letter, "cuppa@example.org"),
			} {
				if seen[s] {
					t.Errorf("%q comes twice", s)
				}
				seen[s] = true
			}
		}
	}
}

func TestAMarkIsBelievedUnderItsOwnKeyAlone(t *testing.T) {
	mark := Mark([]byte("key"), "letter")
	if token, ok := VerifyMark([]byte("key"), mark); !ok || token != Token([]byte("key"), "letter") {
		t.Errorf("our own mark: %q, %v", token, ok)
	}
	if _, ok := VerifyMark([]byte("another"), mark); ok {
		t.Error("a mark of another account is believed")
	}
	for i := range len(mark) {
		if _, ok := VerifyMark([]byte("key"), mark[:i]+"0"+mark[i+1:]); ok {
			t.Errorf("a mark with another character at %d is believed", i)
		}
	}
	for _, bad := range []string{"", ".", mark[:16], mark + "a", " " + mark} {
		if _, ok := VerifyMark([]byte("key"), bad); ok {
			t.Errorf("%q is believed", bad)
		}
	}
}

func TestATokenSaysNothingOfItsLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key, letter := rapid.SliceOf(rapid.Byte()).Draw(t, "key"), rapid.String().Draw(t, "letter")
		token := Token(key, letter)
		if !isToken(token) {
			t.Fatalf("token %q", token)
		}
		if got, ok := ParseToken(TokenAddress("cuppa@example.org", token), "cuppa@example.org"); !ok || got != token {
			t.Fatalf("read back %q, %v", got, ok)
		}
	})
}

func FuzzParseToken(f *testing.F) {
	f.Add("cuppa+cabcdefghijklmnop@example.org", "cuppa@example.org")
	f.Add("cuppa+mentor@example.org", "cuppa+7hq2@example.org")
	f.Add("@", "")
	f.Fuzz(func(t *testing.T, address, drop string) {
		token, ok := ParseToken(address, drop)
		if !ok {
			return
		}
		again, ok := ParseToken(TokenAddress(strings.ToLower(drop), token), drop)
		if !isToken(token) || !ok || again != token {
			t.Errorf("%q at %q gives %q, and that gives %q", address, drop, token, again)
		}
	})
}
