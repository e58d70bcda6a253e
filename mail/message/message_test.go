package message

import "testing"

func TestReadGivesWhatAPersonSees(t *testing.T) {
	m := Read([]byte("From: Ada <ADA@example.org>\r\nTo: grace@example.com\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n" +
		"Message-ID: <1@example.org>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n" +
		"--b\r\n\r\nHello\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hello\r\n--b--\r\n"))
	if m.Subject != "Café" || m.ID != "1@example.org" || m.Text != "Hello" || m.HTML != "<p>Hello" {
		t.Errorf("got %+v", m)
	}
	if len(m.From) != 1 || m.From[0].Addr != "ada@example.org" || m.From[0].Name != "Ada" {
		t.Errorf("From: got %v", m.From)
	}
}
