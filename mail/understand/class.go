package understand

import (
	"cuppa/mail/understand/auto"
	"cuppa/mail/understand/bulk"
	"cuppa/mail/understand/report"
)

// findings is what the readers of structure found, before one class is chosen.
type findings struct {
	report report.Finding
	auto   auto.Finding
	bulk   bulk.Signs
}

// classify chooses the class by the first evidence in the order of the classes, and says whether a machine wrote it.
func classify(r *Reading, f findings) {
	switch {
	case f.report.Report != nil:
		r.conclude(Bounce, f.report.Confidence, f.report.Why)
	case f.report.Notice:
		r.conclude(Notification, f.report.Confidence, f.report.Why)
	case f.auto.Answer != nil:
		r.conclude(AutoReply, f.auto.Confidence, f.auto.Why)
	case r.Invite != nil:
		r.conclude(Calendar, 1, []string{"text/calendar; method=" + r.Invite.Method})
	case len(f.bulk.List) > 0:
		r.conclude(Bulk, 0.9, f.bulk.List)
	case len(f.bulk.Machine) > 0:
		r.conclude(Notification, 0.9, f.bulk.Machine)
	case r.Answers:
		r.conclude(Reply, 0.9, []string{"it answers another mail"})
	default:
		r.conclude(Message, 0.7, []string{"nothing says that a machine wrote it"})
	}
	switch r.Class {
	case Bounce, AutoReply, Bulk, Notification:
		r.Automatic = true
	}
}

// conclude sets the class and its evidence.
func (r *Reading) conclude(class Class, confidence float64, why []string) {
	r.Class, r.Confidence, r.Why = class, confidence, why
}
