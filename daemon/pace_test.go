package daemon

import (
	"testing"

	"cuppa/mail"
)

func TestPaceFindsTheMessageThatBreaks(t *testing.T) {
	const bad = 137 // of 500
	p, at, tries := pace{}, 0, 0
	for at < 500 && tries < 100 {
		tries++
		if c := (mail.Cursor{UID: mail.UID(at)}); c != p.at {
			p.at, p.breaks = c, 0
		}
		step := p.step
		if step == 0 {
			step = 500
		}
		switch holds := at <= bad && bad < at+step; {
		case holds && p.step == 1 && p.breaks >= manyBreaks:
			at++
			p.went()
		case holds:
			p.broke()
		default:
			at += step
			p.went()
		}
	}
	if at < 500 {
		t.Fatalf("stuck at %d at step %d after %d tries", at, p.step, tries)
	}
	if tries > 60 {
		t.Errorf("%d tries for one message", tries)
	}
	if p.step != 0 && at >= 1000 {
		t.Errorf("the pace stays slow: %d", p.step)
	}
}

func TestPaceOfOneBreakStays(t *testing.T) {
	p := pace{}
	p.broke()
	if p.step != 0 {
		t.Errorf("one lost connection changed the pace to %d", p.step)
	}
}
