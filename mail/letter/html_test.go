package letter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cuppa/rules"
)

// elements are all of HTML that a letter uses, each with the attributes it may have.
var elements = map[string][]string{
	"html": {"lang", "dir"}, "head": nil, "meta": {"charset", "name", "content"}, "title": nil, "style": nil,
	"body": {"style"}, "main": {"style"}, "section": {"style"}, "h1": {"style"}, "h2": {"style"}, "h3": {"style"},
	"p": {"style", "class"}, "ul": {"style"}, "li": {"style"}, "strong": nil, "br": nil, "blockquote": {"style"},
	"a": {"class", "href", "aria-label", "style"},
}

// walk visits the elements of a document in order.
func walk(t testing.TB, source string, visit func(n *html.Node)) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			visit(n)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// checkHTML fails where a letter holds anything that a letter does not need: a script, an image, a link out.
func checkHTML(t testing.TB, source string) {
	t.Helper()
	walk(t, source, func(n *html.Node) {
		allowed, known := elements[n.Data]
		if !known {
			t.Errorf("an element %s", n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(allowed, a.Key) {
				t.Errorf("an attribute %s of %s", a.Key, n.Data)
			}
			if strings.Contains(strings.ToLower(a.Val), "url(") || strings.Contains(a.Val, "://") {
				t.Errorf("something from elsewhere: %s=%q", a.Key, a.Val)
			}
		}
		if n.Data == "a" && !strings.HasPrefix(attr(n, "href"), "mailto:") {
			t.Errorf("a link to %q", attr(n, "href"))
		}
	})
}

func TestALetterShowsNoImageRunsNothingAndLinksNowhere(t *testing.T) {
	for name, l := range letters(t) {
		t.Run(name, func(t *testing.T) { checkHTML(t, l.HTML) })
	}
}

func TestALetterCanBeHeardInOrder(t *testing.T) {
	for name, l := range letters(t) {
		level, mains, firsts := 0, 0, 0
		walk(t, l.HTML, func(n *html.Node) {
			switch n.Data {
			case "html":
				if attr(n, "lang") != "en" {
					t.Errorf("%s: language %q", name, attr(n, "lang"))
				}
			case "title":
				if textOf(n) == "" {
					t.Errorf("%s: no title", name)
				}
			case "main":
				mains++
			case "h1", "h2", "h3":
				now := int(n.Data[1] - '0')
				if now > level+1 || textOf(n) == "" {
					t.Errorf("%s: %s %q after h%d", name, n.Data, textOf(n), level)
				}
				if level = now; now == 1 {
					firsts++
				}
			}
		})
		if mains != 1 || firsts != 1 {
			t.Errorf("%s: %d main landmarks and %d first headings", name, mains, firsts)
		}
	}
}

func TestEveryLinkHasItsOwnNameAndIsLargeEnoughForAThumb(t *testing.T) {
	for name, l := range letters(t) {
		walk(t, l.HTML, func(n *html.Node) {
			if n.Data != "a" {
				return
			}
			label := attr(n, "aria-label")
			if visible := textOf(n); visible == "" || !strings.HasPrefix(label, visible+": ") || label == visible+": " {
				t.Errorf("%s: a link shows %q and is called %q", name, visible, label)
			}
			if style := attr(n, "style"); !strings.Contains(style, "height:44px") || !strings.Contains(style, "margin:0 8px 8px 0") {
				t.Errorf("%s: a link of another size: %s", name, style)
			}
		})
	}
}

func TestAPromptHasAtMostThreeLinks(t *testing.T) {
	for name, l := range letters(t) {
		walk(t, l.HTML, func(n *html.Node) {
			links := 0
			for c := range n.ChildNodes() {
				if c.Type == html.ElementNode && c.Data == "a" {
					links++
				}
			}
			if links > 3 {
				t.Errorf("%s: %d links", name, links)
			}
		})
	}
}

func TestColoursCanBeReadByDayAndByNight(t *testing.T) {
	for _, pair := range [][2]string{
		{"#1f2328", "#ffffff"}, {"#565d66", "#ffffff"}, {"#1f2328", "#f1f3f5"}, // day: text, small print, links
		{"#e8e6e3", "#17191c"}, {"#b4b8bf", "#17191c"}, {"#e8e6e3", "#2a2e35"}, // night
	} {
		if r := contrast(t, pair[0], pair[1]); r < 4.5 {
			t.Errorf("%s on %s: contrast %.1f", pair[0], pair[1], r)
		}
	}
	l := letters(t)["week"]
	used := regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(l.HTML, -1)
	known := []string{"#1f2328", "#ffffff", "#565d66", "#f1f3f5", "#e8e6e3", "#17191c", "#b4b8bf", "#2a2e35", "#6b7280", "#9aa1ab", "#8b93a1",
		"#d0d7de", "#3a3f47"} // the last two are lines between sections, which say nothing that the headings do not
	for _, c := range used {
		if !slices.Contains(known, c) {
			t.Errorf("colour %s is held against none", c)
		}
	}
}

// contrast is the contrast ratio of two colours (WCAG 2.2, 1.4.3), with the exponent of the linear part taken as 2.
func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		sum += weight * c * c
	}
	return sum
}

// full is the longest letter there can be: seven prompts, all that strangers write as long as it is let through.
func full(t testing.TB) Digest {
	v, f := week(t)
	long := strings.Repeat("Wortlänge ", 80)
	for id, c := range f.Contacts {
		c.Person.Name, c.Person.Title, c.Person.Organisation = long, long, long
		c.Quote, c.Subject = rules.NewQuote(long), long
		c.Notes = []rules.Note{{Text: long}}
		for i := range c.Meetings {
			c.Meetings[i].Place, c.Meetings[i].Summary = long, long
		}
		f.Contacts[id] = c
	}
	f.Plan.In = f.Plan.In[:7]
	return NewDigest(v, f)
}

// The measures of a phone of 360 pixels: what a line holds of text in 16 pixels.
const (
	perLine    = 42
	lineHeight = 24
	phone      = 5000
)

func TestALetterOfSevenPromptsIsNotClippedOnAPhone(t *testing.T) {
	for name, d := range map[string]Digest{"week": samples(t)["week"], "full": full(t)} {
		l, err := d.Letter("key")
		if err != nil {
			t.Fatal(err)
		}
		if h := height(t, l.HTML); h >= phone {
			t.Errorf("%s: about %d pixels high", name, h)
		}
		if n := len(l.HTML); n >= 100_000 {
			t.Errorf("%s: %d bytes; some clients cut at 102,400", name, n)
		}
	}
}

// height is about how high a letter is: lines of its blocks and what its styles put around them.
func height(t testing.TB, source string) int {
	total, margin := 24, regexp.MustCompile(`margin:(\d+)px 0 (\d+)px`)
	walk(t, source, func(n *html.Node) {
		switch n.Data {
		case "h1", "h2", "h3", "p", "li", "blockquote":
		case "section":
			total += 18
			return
		default:
			return
		}
		if m := margin.FindStringSubmatch(attr(n, "style")); m != nil {
			top, _ := strconv.Atoi(m[1])
			bottom, _ := strconv.Atoi(m[2])
			total += top + bottom
		}
		if n.FirstChild != nil && n.FirstChild.NextSibling != nil && n.FirstChild.NextSibling.Data == "a" {
			total += 2 * (44 + 8) // three links may need two rows
			return
		}
		total += (len([]rune(textOf(n)))/perLine + 1) * lineHeight
	})
	return total
}
