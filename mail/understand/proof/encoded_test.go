package proof_test

import (
	"testing"

	"cuppa/mail/message"
	"cuppa/mail/understand/proof"
)

// A sender chooses what stands in smtp.mailfrom of the receiving server's own header; encoded words there are no syntax.
func TestEncodedWordsForgeNoResult(t *testing.T) {
	m := message.Read([]byte("Authentication-Results: mx.example.org; spf=pass " +
		"smtp.mailfrom=\"=?utf-8?q?x=22;_dmarc=3Dpass_header.from=3Downer.example;_x=3D=22?=\"@evil.example\r\n" +
		"From: ada@owner.example\r\n\r\nhello"))
	if r := proof.Read(&m); r != nil && r.DMARC == "pass" {
		t.Errorf("an encoded word was read as a result: %+v", r)
	}
}
