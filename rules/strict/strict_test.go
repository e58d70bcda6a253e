package strict

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// house is what the tests read: something of every kind.
type house struct {
	name    string
	floors  int
	lift    bool
	heat    string
	zone    *time.Location
	tenants []string
	rooms   map[string]int
}

func readHouse(h *house) func(Value) {
	return func(root Value) {
		root.Fields(func(f *Fields) {
			h.name = f.Need("name").Text()
			h.floors = f.Key("floors").Int(1, 99)
			h.lift = f.Key("lift").Bool()
			h.heat = f.Key("heat").OneOf("gas", "wood")
			h.zone = Parse(f.Key("timezone"), "a time zone", "write a name like Europe/Berlin", time.LoadLocation)
			for _, v := range f.Key("tenants").OneOrMore() {
				h.tenants = append(h.tenants, v.Text())
			}
			for _, p := range f.Key("rooms").Pairs() {
				p.Value.Fields(func(f *Fields) {
					if h.rooms == nil {
						h.rooms = map[string]int{}
					}
					h.rooms[p.Key.Text()] = f.Need("beds").Int(0, 9)
				})
			}
			if lift := f.Key("lift"); lift.Sound() && h.lift && h.floors == 1 {
				lift.Fail("take it out", "a lift has nowhere to go in a house of one floor")
			}
		})
	}
}

func TestReadFillsWhatTheFileSays(t *testing.T) {
	t.Parallel()
	const text = `
name: Mill
floors: 3
lift: true
heat: wood
timezone: Europe/Berlin
tenants: [Ada, 'Bo', "Cy"]
rooms:
  attic: {beds: 2}
  "no 7": {beds: 0}
`
	var h house
	if err := Read("house.yaml", []byte(text), readHouse(&h)); err != nil {
		t.Fatal(err)
	}
	if h.name != "Mill" || h.floors != 3 || !h.lift || h.heat != "wood" || h.zone.String() != "Europe/Berlin" {
		t.Errorf("got %+v", h)
	}
	if strings.Join(h.tenants, " ") != "Ada Bo Cy" || len(h.rooms) != 2 || h.rooms["attic"] != 2 {
		t.Errorf("got %+v", h)
	}
}

func TestEachFaultHasItsPositionAndHint(t *testing.T) {
	t.Parallel()
	const base = "name: Mill\n"
	for _, test := range []struct {
		fault, text, want string
	}{
		{"unknown key, nearly right", base + "flors: 3\n", `h.yaml:2:1: the key "flors" is not known here; hint: did you mean floors?`},
		{"unknown key, far from any", base + "colour: red\n", `h.yaml:2:1: the key "colour" is not known here; hint: known are floors, heat, lift, name, rooms, tenants, timezone`},
		{"letters swapped", base + "fl00rs: 3\n", `h.yaml:2:1: the key "fl00rs" is not known here; hint: did you mean floors?`},
		{"unknown key below", base + "rooms:\n  attic:\n    beds: 1\n    bads: 1\n", `h.yaml:5:5: rooms.attic: the key "bads" is not known here; hint: did you mean beds?`},
		{"missing key", "floors: 1\n", `h.yaml:1:1: the key "name" is missing; hint: add name:`},
		{"missing key that is only misspelt", "nme: Mill\n", `h.yaml:1:1: the key "nme" is not known here; hint: did you mean name?`},
		{"missing key below", base + "rooms:\n  attic: {}\n", `h.yaml:3:10: rooms.attic: the key "beds" is missing; hint: add beds:`},
		{"key given twice", base + "floors: 1\nname: Inn\n", `h.yaml:3:1: the key "name" is given twice, first in line 1; hint: keep one of the two`},
		{"number for text", "name: 12\n", `h.yaml:1:7: name: 12 is a number, and text is needed; hint: put it in quotes: "12"`},
		{"number that looks like a word", "name: 7e24\n", `h.yaml:1:7: name: 7e24 is a number, and text is needed; hint: put it in quotes: "7e24"`},
		{"truth for text", "name: true\n", `h.yaml:1:7: name: true is true or false, and text is needed; hint: put it in quotes: "true"`},
		{"nothing for text", "name:\n", `h.yaml:1:6: name: nothing stands here, and text is needed; hint: give a value, or take the key out`},
		{"empty text", "name: ' '\n", `h.yaml:1:7: name: the text is empty; hint: give a value, or take the key out`},
		{"list for text", "name: [Mill]\n", `h.yaml:1:7: name: a list stands here, and text is needed`},
		{"text for number", base + "floors: many\n", `h.yaml:2:9: floors: "many" is not a whole number; hint: write plain digits without quotes`},
		{"quoted number", base + "floors: '3'\n", `h.yaml:2:9: floors: "3" is not a whole number; hint: write plain digits without quotes`},
		{"octal number", base + "floors: 010\n", `h.yaml:2:9: floors: 010 is not a whole number; hint: write plain digits without quotes`},
		{"number out of range", base + "floors: 100\n", `h.yaml:2:9: floors: 100 is out of range; hint: a number from 1 to 99`},
		{"yes for true", base + "lift: yes\n", `h.yaml:2:7: lift: "yes" is neither true nor false; hint: write true or false`},
		{"word not in the list", base + "heat: wod\n", `h.yaml:2:7: heat: "wod" is not known here; hint: did you mean wood?`},
		{"refused by a parser", base + "timezone: Europe/Berln\n", `h.yaml:2:11: timezone: "Europe/Berln" is not a time zone; hint: write a name like Europe/Berlin`},
		{"text for mapping", base + "rooms: two\n", `h.yaml:2:8: rooms: "two" is text, and a mapping is needed`},
		{"wrong item of a list", base + "tenants: [Ada, 3]\n", `h.yaml:2:16: tenants[1]: 3 is a number, and text is needed; hint: put it in quotes: "3"`},
		{"columns count characters", "{tenants: ä, flors: 2, name: x}", `h.yaml:1:14: the key "flors" is not known here; hint: did you mean floors?`},
		{"meaning", base + "floors: 1\nlift: true\n", `h.yaml:3:7: lift: a lift has nowhere to go in a house of one floor; hint: take it out`},
		{"alias", "name: &n Mill\ntenants: *n\n", "h.yaml:1:7: name: anchors and aliases are not used here; hint: write the value out where it is needed\n" +
			"h.yaml:2:10: tenants: anchors and aliases are not used here; hint: write the value out where it is needed"},
		{"merge key", base + "<<: {floors: 2}\n", `h.yaml:2:1: merge keys are not used here; hint: write the keys out where they are needed`},
		{"tag", "name: !!str 12\n", `h.yaml:1:7: name: tags are not used here; hint: take the tag away; quotes make any value text`},
		{"key that is no word", base + "? [a]\n: 1\n", `h.yaml:2:3: this key is not a word; hint: a key is a plain word`},
		{"root is a list", "- name\n", `h.yaml:1:1: a list stands here, and a mapping is needed`},
		{"empty", "", `h.yaml:1:1: the file is empty`},
		{"only a comment", "# nothing\n", `h.yaml:1:1: the file is empty`},
		{"two documents", base + "---\nname: Inn\n", `h.yaml:1:1: the file holds several documents; hint: take out the lines that are ---`},
		{"no YAML", "name: Mill\n  floors: 2\n", `h.yaml:2:9: this is not YAML: mapping values are not allowed in this context; hint: look at indentation, quotes and brackets here and in the line above`},
		{"no UTF-8", base + "heat: g\xffs\n", `h.yaml:2:8: this character cannot stand in YAML; hint: save the file as UTF-8 text without control characters`},
		{"control character", base + "heat: \x01\n", `h.yaml:2:7: this character cannot stand in YAML; hint: save the file as UTF-8 text without control characters`},
	} {
		t.Run(test.fault, func(t *testing.T) {
			t.Parallel()
			var h house
			err := Read("h.yaml", []byte(test.text), readHouse(&h))
			if got := message(err); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestAllFaultsOfAFileComeAtOnceInItsOrder(t *testing.T) {
	t.Parallel()
	const text = "floors: 0\nlift: maybe\nrooms:\n  attic: {colour: 1}\nheat: oil\nheat: coal\n"
	var h house
	err := Read("h.yaml", []byte(text), readHouse(&h))
	var all Errors
	if !errors.As(err, &all) {
		t.Fatalf("got %T", err)
	}
	var places []string
	for _, e := range all {
		places = append(places, strings.Join(strings.SplitN(e.Error(), ":", 4)[1:3], ":"))
	}
	want := "1:1 1:9 2:7 4:10 4:11 5:7 6:1"
	if got := strings.Join(places, " "); got != want {
		t.Errorf("got %s, want %s in\n%v", got, want, err)
	}
	if all[1].Path != "floors" || all[1].Problem != "0 is out of range" || all[1].Line != 1 || all[1].Column != 9 || all[1].File != "h.yaml" {
		t.Errorf("got %+v", all[1])
	}
}

func TestAnAbsentMappingNeedsNothing(t *testing.T) {
	t.Parallel()
	floors := 1
	err := Read("h.yaml", []byte("a: 1"), func(root Value) {
		root.Fields(func(f *Fields) {
			f.Key("a")
			f.Key("house").Fields(func(f *Fields) {
				if f.Need("name").Given() || f.Key("floors").Int(1, 9) != 0 || f.Key("rooms").Items() != nil {
					t.Error("something stands where nothing is")
				}
				floors = 2
				f.Fail("", "nobody sees this")
			})
		})
	})
	if err != nil || floors != 2 {
		t.Errorf("got %v, floors %d", err, floors)
	}
}

func TestAHugeFileIsRefused(t *testing.T) {
	t.Parallel()
	err := Read("h.yaml", []byte("a: "+strings.Repeat("x", maxBytes)), func(Value) { t.Error("it was read") })
	if got := message(err); !strings.HasPrefix(got, "h.yaml:1:1: the file has 262147 bytes") {
		t.Errorf("got %s", got)
	}
}

func TestALongValueIsShortenedInMessages(t *testing.T) {
	t.Parallel()
	var h house
	err := Read("h.yaml", []byte("name: Mill\nheat: "+strings.Repeat("x", 5000)), readHouse(&h))
	if got := message(err); len(got) > 200 {
		t.Errorf("got %d bytes", len(got))
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
