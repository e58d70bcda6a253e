package subject

// kind says what a prefix tells about a mail.
type kind int

const (
	answer kind = iota + 1
	forward
)

// prefixes are the words that mail programs put before a subject, in lower case and without the colon.
var prefixes = map[string]kind{
	"re": answer, "fw": forward, "fwd": forward, // English and RFC 5256
	"aw": answer, "antwort": answer, "wg": forward, // German
	"sv": answer, "vs": answer, "vb": forward, "vl": forward, // Nordic languages
	"antw": answer, "betr": answer, "doorst": forward, // Dutch
	"rép": answer, "rep": answer, "réf": answer, "tr": forward, // French
	"rv": forward, "res": answer, "enc": forward, // Spanish and Portuguese
	"r": answer, "rif": answer, "i": forward, // Italian
	"odp": answer, "pd": forward, // Polish
	"ynt": answer, "ilt": forward, // Turkish
	"回复": answer, "答复": answer, "回覆": answer, "转发": forward, "轉寄": forward, // Chinese
	"返信": answer, "転送": forward, // Japanese
}
