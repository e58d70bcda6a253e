package rules

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
)

// Identify gives an event its ID: a hash, keyed with the account's key, of its source, the address as it stands in the
// mail, its kind, what it refers to, and a number that tells apart what would otherwise be one.
func Identify(key []byte, e Event, n int) EventID {
	address := ""
	if e.Person != nil {
		address = e.Person.Address
	}
	return EventID(keyed(key, string(e.Source), address, string(e.Kind), e.Ref, strconv.Itoa(n)))
}

// ContactFor is the ID of the contact whom the owner first reached at this address, or named so where there is none.
func ContactFor(key []byte, addressOrName string) ContactID {
	return ContactID(keyed(key, "contact", addressOrName))
}

// promptID is the same for a contact, rule and anchor however often the prompt is asked. Its parts are keyed hashes
// already, so it needs no key.
func promptID(c ContactID, rule string, anchor EventID) PromptID {
	sum := sha256.Sum256([]byte(string(c) + " " + rule + " " + string(anchor)))
	return PromptID(hashText.EncodeToString(sum[:16]))
}

// keyed is the HMAC-SHA256 of the parts, each with its length before it so that no two lists of parts are alike, cut to
// 16 bytes.
func keyed(key []byte, parts ...string) string {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hashText.EncodeToString(h.Sum(nil)[:16])
}

var hashText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
