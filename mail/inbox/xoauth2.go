package inbox

// xoauth2 is the SASL mechanism XOAUTH2, which Google and Microsoft speak and no RFC describes.
type xoauth2 struct {
	user, token string
}

// Start gives the only message of the client.
func (x *xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the server's description of an error with nothing, after which it says NO.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
