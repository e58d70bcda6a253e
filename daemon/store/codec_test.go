package store

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
	"cuppa/rules/command"
	"cuppa/rules/dates"

	"pgregory.net/rapid"
)

func testCodec(t testing.TB) codec {
	t.Helper()
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// same encodes a record, reads it into another, and compares.
func same(t *testing.T, c codec, record, into any) {
	t.Helper()
	value, err := c.encode(record)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.decode(value, into); err != nil {
		t.Fatal(err)
	}
	if got := reflect.ValueOf(into).Elem().Interface(); !reflect.DeepEqual(got, record) {
		t.Errorf("wrote\n%+v\nread\n%+v", record, got)
	}
}

func TestRecordsComeBackWhole(t *testing.T) {
	c := testCodec(t)
	for _, record := range []any{
		contactRecord{First: at(8), Contact: sampleContact()},
		sampleEntry(),
		Search{Place: "p", Header: "FROM", Value: "sam@example.net", Since: at(1)},
		Held{ID: "h", From: "f", Subject: "s", Why: "w", At: at(2), Raw: []byte{0, 255}},
		Settings{Views: 3, Rules: "r", Zone: "Europe/Berlin"},
		progress{Step: stepPut, Number: 7, Contact: "c1", From: []byte("k")},
		readRecord{Place: "p", At: at(3)},
		cursor{UIDValidity: math.MaxUint32, UID: 7},
	} {
		noZero(t, reflect.ValueOf(record))
		same(t, c, record, reflect.New(reflect.TypeOf(record)).Interface())
	}
}

// noZero keeps a sample from forgetting a field that is added to its record.
func noZero(t *testing.T, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s: %s is zero", v.Type(), v.Type().Field(i).Name)
		}
	}
}

func sampleContact() rules.Contact {
	moment := rules.Moment{At: at(9), Event: "e1"}
	return rules.Contact{
		ID: "c1", Person: rules.Person{Name: "Sam", Address: "sam@example.net", Title: "CTO", Organisation: "Example"},
		Addresses: []rules.Address{{Addr: "sam@example.net"}, {Addr: "old@example.net", Dead: at(7)}},
		Tags:      []string{"mentor"}, Cadence: dates.Span{Months: 3, Clock: time.Hour}, Referrer: "c2",
		Notes: []rules.Note{{At: at(6), Text: "cello"}}, Off: []string{"nudge"}, Tries: 2, Answered: true, AskedUs: true,
		Intent: rules.Asks, Quote: "When?", Subject: "A coffee?", Theirs: true, Gone: true, Away: at(5), Back: at(6),
		Rested: at(7), Declined: at(8),
		Meetings:  []rules.Held{{Event: "e2", UID: "u", Start: at(10), End: at(11), Summary: "Coffee", Place: "Ida"}},
		Questions: []rules.Asking{{Event: "e3", About: "alias", Person: &rules.Person{Name: "Kim"}}},
		Marks:     map[rules.Mark][]rules.Moment{rules.MarkSent: {moment, moment}, rules.MarkReply: {moment}},
		Asks:      map[rules.PromptID]rules.Ask{"p1": {Times: 2, Last: at(9), Until: at(10), Done: at(11)}},
		Counts:    map[string]int{"nudge": 1},
	}
}

func sampleEntry() Entry {
	return Entry{
		Key: "weekly 2026-06-10 07:00", Kind: "digest", State: Planned, Created: at(7), Tried: at(8), Next: at(9),
		Attempts: 2, MessageID: "m1@example.org", From: "cuppa@example.org", To: "ada@example.org", Subject: "Three people",
		Bytes: []byte("From: x\r\n\r\n\xff"), Schedule: "weekly", Slot: "2026-06-10 07:00", Asked: []rules.PromptID{"p1"},
		Points: []command.Point{{Number: 1, Prompt: "p1", Contact: "c1", Rule: "nudge", Kind: rules.KindNudge,
			Anchor: rules.Moment{At: at(6), Event: "e1"}, Name: "Sam", Question: "e2", Person: &rules.Person{Name: "Kim"}}},
		Reply: "451 later", Token: "tok1", Text: "Hello\n", Deferred: 1,
	}
}

func TestTimesKeepTheirNanosecondsInUTC(t *testing.T) {
	c := testCodec(t)
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.Int64Range(time.Date(0, 1, 2, 0, 0, 0, 0, time.UTC).Unix(),
			time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC).Unix()).Draw(t, "seconds")
		zone := time.FixedZone("z", rapid.IntRange(-12*3600, 14*3600).Draw(t, "zone"))
		want := time.Unix(seconds, rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).In(zone)
		value, err := c.encode(Held{At: want})
		if err != nil {
			t.Fatal(err)
		}
		var got Held
		if err := c.decode(value, &got); err != nil {
			t.Fatal(err)
		}
		if !got.At.Equal(want) || got.At.Location() != time.UTC {
			t.Fatalf("wrote %v, read %v", want, got.At)
		}
	})
}

func TestZeroTimeStaysZero(t *testing.T) {
	same(t, testCodec(t), rules.Event{ID: "e", Kind: rules.Sent, Source: "s"}, &rules.Event{})
}

func TestEqualRecordsAreEqualBytes(t *testing.T) {
	c, first := testCodec(t), ""
	for range 20 {
		asks := map[rules.PromptID]rules.Ask{}
		for _, id := range []rules.PromptID{"c", "a", "bb", "b"} {
			asks[id] = rules.Ask{Times: 1}
		}
		value, err := c.encode(contactRecord{Contact: rules.Contact{ID: "c1", Asks: asks}})
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(value)
		}
		if string(value) != first {
			t.Fatal("two encodings of one record")
		}
	}
}

func TestBrokenTextComesBackAsItWas(t *testing.T) {
	same(t, testCodec(t), rules.Event{ID: "e", Kind: rules.Sent, Subject: "caf\xe9"}, &rules.Event{})
}

func TestEncodeRefusesWhatCannotBeRead(t *testing.T) {
	c := testCodec(t)
	for name, record := range map[string]any{
		"a year of five digits":   Held{At: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)},
		"more than a value holds": Held{Raw: make([]byte, maxValue)},
	} {
		if _, err := c.encode(record); err == nil {
			t.Errorf("%s was encoded", name)
		}
	}
}

func TestDecodeRefusesStrangeValues(t *testing.T) {
	c := testCodec(t)
	good, err := c.encode(cursor{UIDValidity: 1, UID: 2})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, value string
		want        error
		text        string
	}{
		{"empty", "", ErrDamaged, "0 bytes"},
		{"no body", "\x01", ErrDamaged, "EOF"},
		{"another format", "\x07" + string(good[1:]), ErrNewer, "record format 7"},
		{"an unknown field", "\x01\xa3\x01\x01\x02\x02\x03\x03", ErrNewer, "unknown field"},
		{"a field twice", "\x01\xa2\x01\x01\x01\x02", ErrDamaged, "duplicate"},
		{"more behind it", string(good) + "\x00", ErrDamaged, "extraneous"},
		{"cut", string(good[:len(good)-1]), ErrDamaged, "EOF"},
		{"a tag", "\x01\xc1\xa0", ErrDamaged, "tag"},
		{"no end known", "\x01\xbf\xff", ErrDamaged, "indefinite"},
		{"a great promise", "\x01\x9b\x00\x00\x00\xff\x00\x00\x00\x00", ErrDamaged, ""},
		{"too deep", "\x01" + strings.Repeat("\x81", 100) + "\x00", ErrDamaged, "nested"},
		{"another type", "\x01\x63abc", ErrDamaged, "cannot unmarshal"},
	}
	for _, tt := range tests {
		err := c.decode([]byte(tt.value), &cursor{})
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// FuzzDecode: what decodes at all is encoded to a value that means the same, so a damaged store is either refused or
// read; it never ends the program.
func FuzzDecode(f *testing.F) {
	c := testCodec(f)
	for _, e := range goldenEvents() {
		value, err := c.encode(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		for _, into := range []func() any{
			func() any { return &rules.Event{} }, func() any { return &contactRecord{} }, func() any { return &Entry{} },
			func() any { return &[]uint64{} }, func() any { return &[]rules.ContactID{} },
		} {
			first, second := into(), into()
			if c.decode(value, first) != nil {
				continue
			}
			again, err := c.encode(first)
			if err != nil {
				t.Fatalf("read and not written: %v", err)
			}
			if err := c.decode(again, second); err != nil {
				t.Fatal(err)
			}
			third, err := c.encode(second)
			if err != nil || string(third) != string(again) {
				t.Fatalf("%x became %x: %v", again, third, err)
			}
		}
	})
}
