// Package proof reads what the receiving server found out about a mail's author (Authentication-Results, RFC 8601). It
// reads strictly: a header that does not follow the grammar proves nothing. Whether the server is to be believed is for
// others to say.
package proof

import (
	"strings"

	"cuppa/mail"
)

// Results is one Authentication-Results header (RFC 8601).
type Results struct {
	Server string   // authserv-id, lower case
	DMARC  string   // pass, fail, none, …; "" if it is missing, or there are several that differ
	From   string   // the domain that the DMARC result speaks of (header.from), lower case; "" if it does not say
	DKIM   []Signed // each dkim= result
	SPF    string   // as DMARC
}

// Signed is one DKIM result.
type Signed struct {
	Result string
	Domain string // header.d, or the domain of header.i; lower case
}

// Read is the mail's topmost Authentication-Results header; nil if there is none or if it is malformed. Those below it
// may be the sender's own.
func Read(m *mail.Message) *Results {
	value := m.Value("Authentication-Results")
	if value == "" || len(value) > limit {
		return nil
	}
	server, infos, ok := parse(value)
	if !ok {
		return nil
	}
	r := &Results{Server: strings.ToLower(server)}
	var dmarc, spf verdict
	for _, info := range infos {
		switch info.method {
		case "dmarc":
			dmarc.add(info.result, strings.ToLower(info.props["header.from"]))
		case "spf":
			spf.add(info.result, "")
		case "dkim":
			r.DKIM = append(r.DKIM, Signed{Result: info.result, Domain: signer(info)})
		}
	}
	r.DMARC, r.From = dmarc.result, dmarc.domain
	r.SPF = spf.result
	return r
}

// limit bounds the header that is looked at, in bytes.
const limit = 16 << 10

// verdict is the one result of a method; two that differ are none.
type verdict struct {
	result, domain string
	seen           bool
}

func (v *verdict) add(result, domain string) {
	if v.seen && (v.result != result || v.domain != domain) {
		result, domain = "", ""
	}
	*v = verdict{result, domain, true}
}

// signer is the domain that signed: header.d, or what follows the @ of header.i (RFC 6376, 3.5).
func signer(info resinfo) string {
	domain := info.props["header.d"]
	if domain == "" {
		_, domain, _ = strings.Cut(info.props["header.i"], "@")
	}
	return strings.ToLower(domain)
}
