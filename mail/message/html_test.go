package message

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestHTMLTextIsWhatAPersonReads(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"words", "one  two\n three", "one two three\n"},
		{"inline elements", "<b>o</b>ne <i>two</i>", "one two\n"},
		{"entities", "a &amp; b &lt;c&gt; &eacute;&#8212;&nbsp;d &nope;", "a & b <c> é— d &nope;\n"},
		{"paragraphs", "<p>one</p><p>two</p>", "one\n\ntwo\n"},
		{"paragraphs not closed", "<p>one<p>two", "one\n\ntwo\n"},
		{"divs", "<div>one</div><div>two<div>three</div></div>", "one\ntwo\nthree\n"},
		{"empty div with break", "<div>one</div><div><br></div><div>two</div>", "one\n\ntwo\n"},
		{"breaks", "one<br>two<br/>three<br><br><br>four", "one\ntwo\nthree\n\nfour\n"},
		{"headings", "<h1>Title</h1>text", "Title\n\ntext\n"},
		{"links as words", `<a href="https://example.org/x">our page</a>`, "our page\n"},
		{"images vanish", `one <img src="x" alt="logo"> two`, "one two\n"},
		{"bullets", "<ul><li>one<li>two</ul>", "- one\n- two\n"},
		{"numbers", "<ol><li>one</li><li>two</li></ol>", "1. one\n2. two\n"},
		{"nested lists", "<ul><li>one<ol><li>a</ol><li>two</ul>", "- one\n  1. a\n- two\n"},
		{"empty item", "<ul><li></li><li>two</li></ul>", "- two\n"},
		{"quotes", "me<blockquote>you<blockquote>me again</blockquote>you</blockquote>me", "me\n\n> you\n>\n> > me again\n>\n> you\n\nme\n"},
		{"empty lines in quotes", "<blockquote>a<br><br>b</blockquote>", "> a\n>\n> b\n"},
		{"tables", "<table><tr><td>a<td>b<tr><td>c</table>d", "a b\nc\nd\n"},
		{"definitions", "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\nb\nc\nd\n"},
		{"header cells", "<table><tr><th>a<th>b<tr><td>c</table>", "a b\nc\n"},
		{"item without a list", "<li>a", "- a\n"},
		{"preformatted", "<pre>one\n  two\n</pre>three", "one\n  two\n\nthree\n"},
		{"scripts and styles", "<style>p{}</style>a<script>b()</script><title>t</title>c", "ac\n"},
		{"head", "<head><title>t</title><meta charset=utf-8></head><body>a", "a\n"},
		{"comments", "a<!-- <p>no -->b<!--[if mso]>no<![endif]-->c", "abc\n"},
		{"hidden by style", `a<div style="color:red; DISPLAY : none !important">no<p>no</p></div>b`, "ab\n"},
		{"hidden inline", `a<span style="display:none">no<span>no</span>no</span>b`, "ab\n"},
		{"hidden by attribute", "a<p hidden>no<p>b", "a\n\nb\n"},
		{"small is not hidden", `<p style="font-size:0.9em">a`, "a\n"},
		{"hidden cell ends with the next", `<table><tr><td style="display:none">no<td>b</table>`, "b\n"},
		{"hidden is over with its parent", `<div><b style="display:none">no</div>b`, "b\n"},
		{"hidden break", `a<div style="display:none"><br><br></div>b`, "ab\n"},
		{"end tags of nothing", "a</div></p></blockquote></ul></td>b", "a\n\nb\n"},
		{"end tag does not leave its cell", "<div><table><tr><td>a</div>b</table></div>", "ab\n"},
		{"invisible characters", "a\u200bb\u00adc\ufeff", "abc\n"},
		{"non-breaking space", "a&nbsp;&nbsp;b", "a b\n"},
		{"signature separator", "text<br>--&nbsp;<br>Ada", "text\n-- \nAda\n"},
		{"rule", "a<hr>b", "a\n\nb\n"},
		{"Outlook", `<p class=MsoNormal>Hi,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Bye<o:p/></p>`, "Hi,\n\nBye\n"},
		{"upper case", "<P>a</P><BLOCKQUOTE>b</BLOCKQUOTE>", "a\n\n> b\n"},
		{"tag not closed", "a<div", "a\n"},
		{"no HTML at all", "1 < 2", "1 < 2\n"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := htmlText(tt.in); got != tt.want {
				t.Errorf("htmlText(%q)\n got %q\nwant %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestHTMLTextOfHostilePagesIsBounded(t *testing.T) {
	tests := []struct{ name, in string }{
		{"deep", strings.Repeat("<div>", MaxHTML/5)},
		{"deep quotes", strings.Repeat("<blockquote>a", MaxHTML/13)},
		{"deep lists", strings.Repeat("<ul><li>a", MaxHTML/9)},
		{"deep tables", strings.Repeat("<table><tr><td>a", MaxHTML/16)},
		{"formatting never closed", strings.Repeat("<b><i><font>", MaxHTML/12)},
		{"end tags of nothing below a deep stack", strings.Repeat("<div>", maxOpen) + strings.Repeat("</p></x>", MaxHTML/8)},
		{"comments", strings.Repeat("<!--", MaxHTML/4)},
		{"entities", strings.Repeat("&amp", MaxHTML/4)},
		{"attributes", "<a " + strings.Repeat("a=b ", MaxHTML/4)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			longest := MaxText + len(tt.in)*2
			if got := htmlText(tt.in); len(got) > longest || !utf8.ValidString(got) {
				t.Errorf("%d bytes from %d", len(got), len(tt.in))
			}
		})
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<p>a<blockquote>b</p>", "<ul><li><pre>\n a", `<p style="display:none">a<td>b</p>`, "<script>a</script", "a\xff<\x00b>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := htmlText(cleanText(s))
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\x00") {
			t.Errorf("%q gives %q", s, got)
		}
		if strings.Contains(got, "\n\n\n") && !strings.Contains(strings.ToLower(s), "<pre") {
			t.Errorf("%q leaves several empty lines: %q", s, got)
		}
	})
}
