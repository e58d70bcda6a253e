package report

// subjectPhrases are what mail systems write into a report's subject, in lower case.
var subjectPhrases = []string{
	"undelivered mail", "undeliverable", "undeliver", "delivery status notification", "delivery failure", "delivery failed", "failed delivery",
	"failure notice", "failure delivery", "returned mail", "returned to sender", "non-delivery", "nondeliverable", "not delivered",
	"could not be delivered", "couldn't be delivered", "delivery notification", "delivery report", "delivery error", "delivery problem",
	"delivery delayed", "delayed mail", "mail system error", "mail error", "message status", "unable to deliver",
	"bounce notification", "error sending your mail", "warning: could not send", "warning: message", "mail delivery",
	"unzustellbar", "nicht zugestellt", "zustellung fehlgeschlagen", "échec de la remise", "non remis", "no entregado", "no se puede entregar",
	"mancato recapito", "non recapitabile", "não entregue", "niet bezorgd", "onbestelbaar",
}

// textPhrases are what mail systems write at the top of a report, in lower case.
var textPhrases = []string{
	"this is the mail system at", "i'm sorry to have to inform you", "this is the qmail-send program", "this is the postfix program",
	"created automatically by mail delivery software", "automatically generated delivery status", "mail delivery system",
	"permanent fatal errors", "transient non-fatal errors", "transcript of session", "did not reach the following recipient",
	"delivery to the following recipient", "your message wasn't delivered", "your message was not delivered", "your message could not be delivered",
	"your message couldn't be delivered", "message could not be delivered", "message was not delivered", "message has not been delivered",
	"could not deliver", "unable to deliver", "was undeliverable", "undeliverable message", "couldn't be delivered", "could not be delivered",
	"wasn't able to deliver", "has been returned", "returned to you", "trouble delivering", "invalid user address",
	"the following address", "the following recipient", "failed permanently", "delivery has failed", "delivery failed", "delivery failure",
	"konnte nicht zugestellt werden", "n'a pas pu être remis", "no se pudo entregar", "non è stato possibile recapitare",
}

// delayPhrases say that the mail system is still trying, in lower case.
var delayPhrases = []string{
	"delayed", "has not yet been delivered", "not been delivered yet", "will continue to", "will keep trying", "still trying",
	"will be retried", "will retry", "warning message only", "do not need to resend", "need not resend", "still being retried", "delivery attempts will continue",
}
