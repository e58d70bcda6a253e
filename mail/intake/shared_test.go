package intake

import (
	"testing"

	"cuppa/mail/letter"
	"cuppa/mail/understand"
)

// ownDrop is a drop address that is a tag on the owner's own address.
func ownDrop(k *Known) {
	k.Drop = "ada@example.org"
	k.Token = func(address string) (string, bool) { return letter.ParseToken(address, "ada@example.org") }
}

func TestOfTheOwnersOwnAddressOnlyASecretTagLeadsToTheDaemon(t *testing.T) {
	var list []example
	add := func(x example) {
		x.also = ownDrop
		list = append(list, x)
	}
	x := captured("the secret tag captures", "joan@fields.example", delivered("Delivered-To", "ada+7hq2@example.org"), joan)
	add(x)
	x = captured("from Sent too", "joan@fields.example", []string{"Bcc: ada+7hq2+mentor@example.org"}, joan,
		"tag new joan@fields.example joan@fields.example ref=mentor")
	x.place, x.trusted = sent, true
	add(x)
	for _, copyTo := range []string{"Cc: ada@example.org", "Bcc: ada@example.org", "Cc: ada+family@example.org"} {
		add(example{name: copyTo, place: sent, raw: ask("joan@fields.example", copyTo), class: understand.Unrelated, trusted: true})
	}
	add(example{name: "a note to self", place: sent, raw: ask("ada@example.org"), class: understand.Unrelated, trusted: true})
	add(example{name: "a note to self, as it arrives", raw: ask("ada@example.org", delivered("Delivered-To", "ada@example.org")...),
		class: understand.Unrelated})
	checkAll(t, list)
}
