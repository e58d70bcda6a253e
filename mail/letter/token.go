package letter

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

const (
	tokenLen = 16 // of base32: 80 bits
	markLen  = 26
)

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Token is the secret word of one letter, 16 characters a-z2-7. Whoever writes to an address that holds it has had the
// letter.
func Token(key []byte, letterKey string) string { return keyed(key, "token", letterKey)[:tokenLen] }

// TokenAddress is the drop address with the token as its tag (RFC 5233 subaddress), in place of any tag it has:
// cuppa+c7hq2d9k4wz3mabcd@example.org. It is "" where there is no drop address.
func TokenAddress(drop, token string) string {
	local, domain, ok := cutAddress(drop)
	if !ok {
		return ""
	}
	base, _, _ := strings.Cut(local, "+")
	return base + "+c" + token + "@" + domain
}

// ParseToken is the token in an address made by TokenAddress for this drop address; case does not matter. Whether the
// token is one of ours is for the caller to look up.
func ParseToken(address, drop string) (token string, ok bool) {
	local, domain, ok1 := cutAddress(strings.ToLower(address))
	dropLocal, dropDomain, ok2 := cutAddress(strings.ToLower(drop))
	if !ok1 || !ok2 || domain != dropDomain {
		return "", false
	}
	base, tag, _ := strings.Cut(local, "+")
	dropBase, _, _ := strings.Cut(dropLocal, "+")
	token, ok = strings.CutPrefix(tag, "c")
	if !ok || base != dropBase || !isToken(token) {
		return "", false
	}
	return token, true
}

// Mark is the value of the X-Cuppa header by which the daemon knows its own mail: the letter's token, and a proof that
// the account made it.
func Mark(key []byte, letterKey string) string {
	token := Token(key, letterKey)
	return token + "." + keyed(key, "mark", token)[:markLen]
}

// VerifyMark says whether a mark was made with this key, and gives the letter's token.
func VerifyMark(key []byte, mark string) (token string, ok bool) {
	token, proof, _ := strings.Cut(mark, ".")
	if !isToken(token) || !hmac.Equal([]byte(proof), []byte(keyed(key, "mark", token)[:markLen])) {
		return "", false
	}
	return token, true
}

// MessageID is a letter's Message-ID without angle brackets: a keyed hash at the domain of the sender, so that a letter
// that goes out twice is the same mail.
func MessageID(key []byte, letterKey, from string) string {
	_, domain, ok := cutAddress(from)
	if !ok {
		domain = "localhost"
	}
	return keyed(key, "message-id", letterKey)[:markLen] + "@" + domain
}

// keyed is a keyed hash of text for one purpose, in 52 characters.
func keyed(key []byte, purpose, text string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(purpose))
	h.Write([]byte{0})
	h.Write([]byte(text))
	return base32Lower.EncodeToString(h.Sum(nil))
}

func isToken(s string) bool {
	if len(s) != tokenLen {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}

// cutAddress parts an addr-spec at its last @.
func cutAddress(addr string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(addr, '@')
	if i <= 0 || i == len(addr)-1 {
		return "", "", false
	}
	return addr[:i], addr[i+1:], true
}
