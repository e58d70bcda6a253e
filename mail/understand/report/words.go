package report

import "strings"

// deadWords are what mail systems say of an address that does not exist, in lower case.
var deadWords = []string{
	"user unknown", "unknown user", "no such user", "user not found", "unknown recipient", "no such recipient",
	"recipient not found", "no such mailbox", "mailbox not found", "mailbox does not exist", "address does not exist",
	"account does not exist", "account that you tried to reach does not exist", "user doesn't exist", "user does not exist",
	"doesn't have a", "recipient unknown", "unknown mailbox", "no mailbox here", "invalid recipient", "invalid mailbox",
	"no longer in use", "account is disabled", "account has been disabled", "mailbox unavailable", "unknown address", "address unknown",
	"unrouteable address", "unrouteable mail domain", "host not found", "host unknown", "domain not found", "name or service not known",
	"no such domain", "not our customer", "does not exist here", "couldn't find any host", "could not be found",
	"address couldn't be found", "not a valid user", "no user by that name", "no account by that name", "not listed in", "recipient rejected",
	"recipient address rejected: access denied", "does not accept mail", "no mx record", "no mx or a", "domain is not reachable",
	"name is not recognized", "address is not recognized", "user invalid", "invalid user", "has moved", "is not known at", "who are you trying", "no such address", "invalid address", "bad destination mailbox",
}

// passingWords are what they say of a trouble that is not the address.
var passingWords = []string{
	"quota", "mailbox full", "mailbox is full", "over quota", "exceeded storage", "not enough storage", "insufficient", "too large", "size limit", "exceeds",
	"spam", "blocked", "blacklist", "blocklist", "block list", "reputation", "policy", "content rejected", "virus", "greylist", "graylist", "timed out",
	"timeout", "try again", "temporar", "relay", "access denied", "refused", "rate limit", "too many", "spf", "dkim", "dmarc", "reverse dns", "authentication",
	"loop", "too many hops", "unable to connect", "full",
}

// kindOfWords judges what a mail system said where the status is not exact. Passing troubles are looked for first, as
// their texts often name the address as well; a permanent failure without a reason is the address's.
func kindOfWords(status, words string) string {
	words = strings.ToLower(words)
	if len(words) > maxWords {
		words = words[:maxWords]
	}
	switch {
	case containsAny(words, deadWords):
		return Hard
	case containsAny(words, passingWords):
		return Soft
	case strings.HasPrefix(status, "5.0"), strings.HasPrefix(status, "5.1"), strings.HasPrefix(words, "550"):
		return Hard
	}
	return Soft
}

// maxWords bounds the text that is searched, in bytes.
const maxWords = 8 << 10

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
