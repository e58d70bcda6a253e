// Package message reads the bytes of one mail (RFC 5322, RFC 2045 to 2049, RFC 6532) into a mail.Message, and never
// fails: what is broken is read as a person's mail program would read it, what cannot be read is left out, and both are
// noted in Faults. It walks MIME itself, for the walkers at hand either refuse broken mail or take time that doubles
// with each nested part; here time and memory are linear in the size of the mail, and all that is kept has a limit.
package message

import "cuppa/mail"

// The limits of what is read of one mail. What lies beyond is left out and noted in Faults.
const (
	MaxDepth      = 20        // nested multiparts and messages
	MaxParts      = 1000      // entities in all, those of nested messages included
	MaxHeader     = 256 << 10 // bytes of one header block
	MaxField      = 64 << 10  // bytes of one header field
	MaxText       = 64 << 10  // bytes of Message.Text
	MaxHTML       = 256 << 10 // bytes of HTML that are read of one mail
	MaxPart       = 256 << 10 // bytes of one kept part
	MaxReferences = 100       // Message-IDs of one field: the first and the newest
	MaxNames      = 100       // file names of attachments
	MaxFaults     = 32        // faults that are noted
)

// Read reads a whole mail, or the first bytes of one.
func Read(raw []byte) mail.Message {
	r := reader{}
	return r.message(raw, 0)
}

// ReadHead reads a header block alone, as FETCH BODY[HEADER.FIELDS (...)] gives it (RFC 3501, 6.4.5). Whatever follows
// it is not looked at.
func ReadHead(raw []byte) mail.Message {
	var f faults
	h, _ := splitHeader(cutEnvelope(lineEnds(raw), &f), &f)
	m := head(h, &f)
	m.Size = int64(len(raw))
	m.Faults = f.list
	return m
}

// head fills in what the header fields alone say.
func head(h header, f *faults) mail.Message {
	m := mail.Message{
		Fields:     h.decoded(),
		ID:         firstID(h.only("Message-ID", f)),
		InReplyTo:  limitIDs(splitIDs(h.joined("In-Reply-To")), f),
		References: limitIDs(splitIDs(h.joined("References")), f),
		From:       h.addresses("From", f),
		Sender:     h.addresses("Sender", f),
		ReplyTo:    h.addresses("Reply-To", f),
		To:         h.addresses("To", f),
		Cc:         h.addresses("Cc", f),
		Bcc:        h.addresses("Bcc", f),
		Subject:    line(h.only("Subject", f)),
	}
	if value := h.only("Date", f); len(value) > 0 {
		date, ok := parseDate(toString(value))
		if !ok {
			f.add("the Date cannot be read")
		}
		m.Date = date
	}
	return m
}
