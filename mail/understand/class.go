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

// classify chooses the class by the first evidence in the order of the classes, and says whether a machine wrote it. The
// details of what the mail is not are left out. An automatic answer that is known by less than its own header gives way
// to an invitation, and one that is known by a subject such as people write to a list.
func classify(r *Reading, f findings) {
	const certain, doubtful = 1, 0.8
	listed := len(f.bulk.List) > 0
	switch {
	case f.report.Report != nil:
		r.Report, r.Automatic = f.report.Report, true
		r.conclude(Bounce, f.report.Confidence, f.report.Why)
	case f.report.Notice:
		r.Automatic = true
		r.conclude(Notification, f.report.Confidence, f.report.Why)
	case f.auto.Confidence >= certain, f.auto.Answer != nil && r.Invite == nil && !(listed && f.auto.Confidence < doubtful):
		r.Auto, r.Automatic = f.auto.Answer, true
		r.conclude(AutoReply, f.auto.Confidence, f.auto.Why)
	case r.Invite != nil && !(listed && r.Invite.Method == "PUBLISH"):
		r.Automatic = len(f.bulk.Machine) > 0
		r.conclude(Calendar, 1, append([]string{"text/calendar; method=" + r.Invite.Method}, f.bulk.Machine...))
	case listed:
		r.Automatic = true
		r.conclude(Bulk, 0.9, f.bulk.List)
	case len(f.bulk.Machine) > 0:
		r.Automatic = true
		r.conclude(Notification, 0.9, f.bulk.Machine)
	case r.Answers:
		r.conclude(Reply, 0.9, []string{"it answers another mail"})
	default:
		r.conclude(Message, 0.7, []string{"nothing says that a machine wrote it"})
	}
}

// conclude sets the class and its evidence.
func (r *Reading) conclude(class Class, confidence float64, why []string) {
	r.Class, r.Confidence, r.Why = class, confidence, why
}
