package ruleset

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"cuppa/rules"
	"cuppa/rules/dates"
)

// Describe writes rules out, by name, one a line with all that they say. Equal text means equal prompts.
func Describe(rs []rules.Rule) string {
	sorted := slices.SortedFunc(slices.Values(rs), func(a, b rules.Rule) int { return cmp.Compare(a.Name, b.Name) })
	var b strings.Builder
	for _, r := range sorted {
		fmt.Fprintf(&b, "%s: prompt %s, since %s, after %s", r.Name, r.Prompt, r.Since, after(r))
		if r.At.Set {
			fmt.Fprintf(&b, " at %s", r.At)
		}
		if len(r.Until) > 0 {
			fmt.Fprintf(&b, ", until %s", list(r.Until))
		}
		if r.Times == 1 {
			b.WriteString(", once")
		} else {
			fmt.Fprintf(&b, ", %d times every %s", r.Times, r.Every)
		}
		if !r.Expires.IsZero() {
			fmt.Fprintf(&b, ", expires %s", r.Expires)
		}
		for _, f := range []struct {
			word string
			is   bool
		}{{"urgent", r.Urgent}, {"back", r.Back}, {"quiet", r.Quiet}, {"silence", r.Silence}} {
			if f.is {
				b.WriteString(", " + f.word)
			}
		}
		if r.Condition != "" {
			fmt.Fprintf(&b, ", when %q", r.Condition)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Fingerprint is a hash of Describe: what was computed by rules of another fingerprint must be computed anew.
func Fingerprint(rs []rules.Rule) string {
	sum := sha256.Sum256([]byte(Describe(rs)))
	return hex.EncodeToString(sum[:16])
}

func after(r rules.Rule) string {
	if r.Rhythm {
		return "rhythm"
	}
	return list(r.After)
}

func list[T dates.Span | rules.Mark](items []T) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = fmt.Sprint(item)
	}
	return strings.Join(words, " ")
}
