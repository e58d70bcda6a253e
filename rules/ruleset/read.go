package ruleset

import (
	"slices"

	"cuppa/rules"
	"cuppa/rules/dates"
	"cuppa/rules/strict"
)

const (
	spanHint  = "write 2h, 3d, 5bd (business days), 2w, 3mo, 1y or -1d"
	clockHint = `write a time of day, in quotes: "17:00"`
	mostTimes = 20
)

// fresh is a rule of the owner's own before its keys are read.
func fresh(name string) rules.Rule {
	return rules.Rule{Name: name, Every: dates.Span{Days: 7}, Times: 3}
}

// hasCore says whether v gives what no rule is without, or is no mapping, which read will say.
func hasCore(v strict.Value) bool {
	if !v.IsMapping() {
		return true
	}
	core := 0
	for _, p := range v.Pairs() {
		switch p.Key.Word() {
		case "prompt", "since", "after":
			core++
		}
	}
	return core == 3
}

// read sets in r what the keys of v say, and leaves all else; on is false if they switch the rule off.
func read(v strict.Value, r rules.Rule) (_ rules.Rule, on bool) {
	on = true
	v.Fields(func(f *strict.Fields) {
		set(f.Key("prompt"), &r.Prompt, func(v strict.Value) string { return v.OneOf(kinds...) })
		set(f.Key("since"), &r.Since, readMark)
		set(f.Key("until"), &r.Until, readMarks)
		set(f.Key("at"), &r.At, readClock)
		set(f.Key("expires"), &r.Expires, readExpires)
		set(f.Key("urgent"), &r.Urgent, strict.Value.Bool)
		set(f.Key("back"), &r.Back, strict.Value.Bool)
		set(f.Key("quiet"), &r.Quiet, strict.Value.Bool)
		set(f.Key("silence"), &r.Silence, strict.Value.Bool)
		readRepeat(f.Key("repeat"), &r)
		readAfter(f.Key("after"), &r)
		readWhen(f.Key("when"), &r)
		on = readOn(f.Key("enabled"), f.Key("off"))
		check(f, r)
	})
	return r, on
}

// set gives the field the value that v reads as, if it stands in the file.
func set[T any](v strict.Value, field *T, read func(strict.Value) T) {
	if v.Given() {
		*field = read(v)
	}
}

var kinds = []string{
	rules.KindAnswer, rules.KindNudge, rules.KindResume, rules.KindPrepare, rules.KindThank, rules.KindReportBack,
	rules.KindPromise, rules.KindCongratulate, rules.KindCheckIn, rules.KindFollowUp, rules.KindReachOut,
	rules.KindFindAddress, rules.KindConfirm,
}

var marks = []string{
	string(rules.MarkOutreach), string(rules.MarkReply), string(rules.MarkAnswer), string(rules.MarkSent),
	string(rules.MarkStart), string(rules.MarkEnd), string(rules.MarkMet), string(rules.MarkThanked),
	string(rules.MarkTouch), string(rules.MarkBounced), string(rules.MarkAddress), string(rules.MarkRemind),
	string(rules.MarkQuestion),
}

// ahead are the marks that are known before they come, so that a rule may prompt before them.
var ahead = []rules.Mark{rules.MarkStart, rules.MarkEnd, rules.MarkMet, rules.MarkRemind}

func readMark(v strict.Value) rules.Mark { return rules.Mark(v.OneOf(marks...)) }

func readMarks(v strict.Value) []rules.Mark {
	var all []rules.Mark
	for _, item := range v.OneOrMore() {
		m := readMark(item)
		if m != "" && slices.Contains(all, m) {
			item.Fail("name it once", "%s is named twice", item)
		}
		all = append(all, m)
	}
	return all
}

func readSpan(v strict.Value) dates.Span {
	return strict.Parse(v, "a span of time", spanHint, dates.ParseSpan)
}

func readClock(v strict.Value) dates.Clock {
	return strict.Parse(v, "a time of day", clockHint, dates.ParseClock)
}

// readExpires reads a span, or never, which takes an expiry of a built-in rule away.
func readExpires(v strict.Value) dates.Span {
	if v.Word() == "never" {
		return dates.Span{}
	}
	s := readSpan(v)
	if v.Sound() && (s.IsZero() || s.Negative()) {
		v.Fail("a span such as 14d, or never", "a prompt that expires after %s is never made", v)
	}
	return s
}

// readAfter reads rhythm, one span, or a list of spans by repeat.
func readAfter(v strict.Value, r *rules.Rule) {
	if !v.Given() {
		return
	}
	r.After, r.Rhythm = nil, v.Word() == "rhythm"
	if r.Rhythm {
		return
	}
	items := v.OneOrMore()
	if len(items) == 0 {
		v.Fail(spanHint+", or rhythm", "the list is empty")
	}
	for _, item := range items {
		r.After = append(r.After, readSpan(item))
	}
}

// check looks at what keys mean together, whichever of them the owner gave and whichever are built in. The fault is the
// first given one's.
func check(f *strict.Fields, r rules.Rule) {
	since, after, repeat := f.Key("since"), f.Key("after"), f.Key("repeat")
	before := slices.ContainsFunc(r.After, dates.Span.Negative)
	if before && r.Since != "" && !slices.Contains(ahead, r.Since) {
		given(after, since).Fail("count it from meeting.start, meeting.end, met or remind",
			"the rule prompts before %q, which is not known ahead", r.Since)
	}
	if n := len(r.After); n > r.Times && r.Times > 0 {
		given(after, repeat).Fail("raise repeat: times:, or take spans out", "there are %d spans, and the rule asks %d times at most", n, r.Times)
	}
}

func given(a, b strict.Value) strict.Value {
	if a.Given() {
		return a
	}
	return b
}

func readRepeat(v strict.Value, r *rules.Rule) {
	v.Fields(func(f *strict.Fields) {
		every, times := f.Key("every"), f.Key("times")
		set(every, &r.Every, readSpan)
		set(times, &r.Times, func(v strict.Value) int { return v.Int(1, mostTimes) })
		if every.Sound() && (r.Every.Clock != 0 || r.Every.Negative() || r.Every.IsZero()) {
			every.Fail("write 1d, 5bd, 1w or 1mo", "%s is not a span of whole days", every)
		}
	})
}

func readWhen(v strict.Value, r *rules.Rule) {
	text := v.Text()
	if text == "" {
		return
	}
	r.Condition, r.When = text, compile(v, text)
}

// readOn reads the two ways to switch a rule off, of which one at a time makes sense.
func readOn(enabled, off strict.Value) bool {
	if enabled.Given() && off.Given() {
		off.Fail("keep off: true, or take both out", "enabled and off stand side by side")
	}
	return (!enabled.Given() || enabled.Bool()) && !off.Bool()
}
