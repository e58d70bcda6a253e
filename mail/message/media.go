package message

import (
	"slices"
	"strconv"
	"strings"
)

// maxParams is how many parameters of one field are read.
const maxParams = 100

// media is a Content-Type or a Content-Disposition: its value and its parameters, keys in lower case.
type media struct {
	value  string
	params map[string]string
}

// parameter is one parameter as it stands.
type parameter struct {
	name  string
	value string
}

// parseMedia reads a Content-Type (RFC 2045, 5.1) or Content-Disposition (RFC 2183, 2). It takes doubled and missing
// semicolons, quotes that do not end and values that should be quoted; of equal names the first counts.
func parseMedia(value []byte) media {
	s := stripComments(toString(value))
	end := strings.IndexAny(s, "; \t,")
	if end < 0 {
		end = len(s)
	}
	m := media{value: strings.ToLower(strings.Trim(s[:end], "\"'"))}
	var list []parameter
	for s = s[end:]; s != "" && len(list) < maxParams; {
		var p parameter
		p, s = cutParameter(strings.TrimLeft(s, "; \t,"))
		if p.name != "" {
			list = append(list, p)
		}
	}
	m.params = joinParameters(list)
	return m
}

// cutParameter reads one parameter at the beginning of s.
func cutParameter(s string) (p parameter, rest string) {
	end := strings.IndexAny(s, "=;")
	if end < 0 {
		return p, ""
	}
	if s[end] == ';' {
		return p, s[end:]
	}
	name := strings.ToLower(strings.TrimSpace(s[:end]))
	if i := strings.LastIndexAny(name, " \t"); i >= 0 {
		name = name[i+1:]
	}
	value, rest := cutParameterValue(name, strings.TrimLeft(s[end+1:], " \t"))
	return parameter{name, value}, rest
}

// cutParameterValue reads a quoted string or a token. File names with spaces are often sent without quotes.
func cutParameterValue(name, s string) (value, rest string) {
	if strings.HasPrefix(s, `"`) {
		if text, n := cutQuoted(s); n > 0 {
			return text, s[n:]
		}
		s = s[1:]
	}
	stop := "; \t"
	if strings.HasPrefix(name, "name") || strings.HasPrefix(name, "filename") {
		stop = ";"
	}
	end := strings.IndexAny(s, stop)
	if end < 0 {
		end = len(s)
	}
	return strings.Trim(s[:end], " \t\"'"), s[end:]
}

// section is one piece of a parameter that was cut in several (RFC 2231, 3).
type section struct {
	number   int
	extended bool // percent-encoded
	value    string
}

// joinParameters undoes RFC 2231: continued and percent-encoded parameters, which win over plain ones of their name.
func joinParameters(list []parameter) map[string]string {
	if len(list) == 0 {
		return nil
	}
	params := make(map[string]string, len(list))
	sections := map[string][]section{}
	for _, p := range list {
		name, s, ok := splitSection(p)
		if ok {
			sections[name] = append(sections[name], s)
		} else if _, twice := params[p.name]; !twice {
			params[p.name] = cleanLine(decodeWords(p.value))
		}
	}
	for name, list := range sections {
		params[name] = cleanLine(joinSections(list))
	}
	return params
}

// splitSection reads the stars of a parameter's name: name*, name*0, name*0*.
func splitSection(p parameter) (name string, s section, ok bool) {
	name, number, ok := strings.Cut(p.name, "*")
	if !ok || name == "" {
		return "", section{}, false
	}
	s.value = p.value
	if number == "" {
		s.extended = true
		return name, s, true
	}
	number, s.extended = strings.CutSuffix(number, "*")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return "", section{}, false
	}
	s.number = n
	return name, s, true
}

// joinSections joins the pieces in the order of their numbers, and decodes them as the first one says.
func joinSections(list []section) string {
	slices.SortStableFunc(list, func(a, b section) int { return a.number - b.number })
	var joined []byte
	charset := ""
	for i, s := range list {
		if i == 0 && s.extended {
			if label, rest, ok := strings.Cut(s.value, "'"); ok {
				if _, value, ok := strings.Cut(rest, "'"); ok {
					charset, s.value = label, value
				}
			}
		}
		if s.extended {
			joined = appendPercentDecoded(joined, s.value)
		} else {
			joined = append(joined, s.value...)
		}
	}
	text, _ := decodeCharset(charset, joined)
	return decodeWords(text)
}

// appendPercentDecoded undoes the percent-encoding of RFC 2231, 4.
func appendPercentDecoded(out []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}
