package fresh

// leads begin an attribution that begins with a date, in lower case.
var leads = []string{
	"on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "w dniu ", "dnia ", "dne ", "a(z) ", "в ", "в\u00a0", "vào ", "pada ",
}

// finalVerbs end an attribution, before the colon; innerVerbs stand before the name of who wrote.
var (
	finalVerbs = []string{
		"wrote", "writes", "schrieb", "geschrieben", "a écrit", "a ecrit", "escribió", "escribio", "ha scritto", "escreveu", "schreef", "schreef het volgende",
		"skrev", "kirjoitti", "napisał", "napisał(a)", "napisała", "pisze", "napsal(a)", "написал", "написала", "пишет", "написав", "yazdı", "写道", "のメール",
	}
	innerVerbs = []string{" schrieb ", " schreef ", " skrev ", " skrev: ", " wrote on ", "написал(а) ", "пользователь "}
)

// dividers stand between dashes above a quoted or forwarded mail, in lower case.
var dividers = map[string]bool{
	"original message": true, "ursprüngliche nachricht": true, "originalnachricht": true, "original-nachricht": true, "ursprüngliche mail": true,
	"message d'origine": true, "message d’origine": true, "message original": true, "mensaje original": true, "messaggio originale": true, "mensagem original": true,
	"oorspronkelijk bericht": true, "ursprungligt meddelande": true, "originalmeddelande": true, "oprindelig meddelelse": true, "oprindelig besked": true, "opprinnelig melding": true,
	"alkuperäinen viesti": true, "исходное сообщение": true, "wiadomość oryginalna": true, "original appointment": true,
	"forwarded message": true, "weitergeleitete nachricht": true, "message transféré": true, "mensaje reenviado": true, "messaggio inoltrato": true,
	"mensagem encaminhada": true, "doorgestuurd bericht": true, "vidarebefordrat meddelande": true, "reply message": true,
}

// openers stand above a forwarded mail without dashes.
var openers = []string{
	"begin forwarded message:", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail", "début du message réexpédié", "début du message transféré",
	"inicio del mensaje reenviado", "inizio messaggio inoltrato", "início da mensagem reencaminhada", "begin doorgestuurd bericht", "den här mailen vidarebefordrades",
}

// label is what a line of a quoted mail's head is about.
type label int

const (
	labelFrom label = iota + 1
	labelDate
	labelTo
	labelSubject
)

// labels are the words before the colon in a quoted mail's head, in lower case.
var labels = map[string]label{
	"from": labelFrom, "von": labelFrom, "de": labelFrom, "da": labelFrom, "van": labelFrom, "från": labelFrom, "fra": labelFrom, "lähettäjä": labelFrom, "od": labelFrom, "от": labelFrom,
	"sent": labelDate, "date": labelDate, "gesendet": labelDate, "datum": labelDate, "envoyé": labelDate, "envoyé le": labelDate, "enviado": labelDate, "enviado el": labelDate, "fecha": labelDate,
	"enviada em": labelDate, "data": labelDate, "inviato": labelDate, "verzonden": labelDate, "skickat": labelDate, "sendt": labelDate, "dato": labelDate, "lähetetty": labelDate, "wysłano": labelDate,
	"отправлено": labelDate, "дата": labelDate, "date sent": labelDate, "sent on": labelDate,
	"to": labelTo, "an": labelTo, "à": labelTo, "para": labelTo, "a": labelTo, "aan": labelTo, "till": labelTo, "til": labelTo, "vastaanottaja": labelTo, "do": labelTo, "кому": labelTo,
	"subject": labelSubject, "betreff": labelSubject, "objet": labelSubject, "asunto": labelSubject, "oggetto": labelSubject, "assunto": labelSubject, "onderwerp": labelSubject, "ämne": labelSubject,
	"emne": labelSubject, "aihe": labelSubject, "temat": labelSubject, "тема": labelSubject,
}

// closings end a letter, in lower case and without punctuation. thanksClosings are such only with a name below.
var (
	closings = set(
		"regards", "best regards", "kind regards", "warm regards", "warmest regards", "best", "all the best", "best wishes", "with best wishes", "cheers", "sincerely", "sincerely yours", "yours sincerely",
		"yours", "yours truly", "take care", "cordially", "respectfully", "br", "rgds",
		"mit freundlichen grüßen", "mit freundlichem gruß", "mit besten grüßen", "mit freundlichen gruessen", "mit freundlichen grüssen", "freundliche grüße", "freundliche grüsse", "beste grüße", "beste grüsse", "viele grüße", "viele gruesse",
		"viele grüsse", "liebe grüße", "liebe gruesse", "herzliche grüße", "schöne grüße", "schönen gruß", "gruß", "grüße", "mfg", "lg", "vg", "herzlich", "herzlichst",
		"cordialement", "bien cordialement", "bien à vous", "sincères salutations", "amicalement", "saludos", "un saludo", "un cordial saludo", "saludos cordiales", "atentamente",
		"cordiali saluti", "saluti", "un saluto", "distinti saluti", "atenciosamente", "abraços", "abraço", "cumprimentos", "com os melhores cumprimentos",
		"met vriendelijke groet", "met vriendelijke groeten", "groeten", "vriendelijke groet", "med vänliga hälsningar", "vänliga hälsningar", "mvh", "med venlig hilsen", "med vennlig hilsen",
	)
	thanksClosings = set("thanks", "thank you", "many thanks", "thanks again", "thanks in advance", "thx", "thanks and regards", "thanks & regards", "danke", "vielen dank", "besten dank", "danke und gruß", "merci", "gracias", "grazie", "obrigado", "obrigada", "bedankt")
)

// mobile begin a line that a mail program adds below, in lower case.
var mobile = []string{
	"sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from gmail", "sent from proton", "sent from android", "sent via ", "sent with ", "sent using ", "get outlook for ",
	"von meinem ", "gesendet von ", "gesendet mit ", "diese nachricht wurde von meinem", "von unterwegs gesendet", "holen sie sich outlook",
	"envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "télécharger outlook", "enviado desde mi ", "enviado desde ", "enviado do meu ", "enviado de meu ", "enviado a partir ",
	"inviato da ", "inviato dal ", "verstuurd vanaf ", "verzonden vanaf ", "skickat från min ", "sendt fra min ", "lähetetty ",
}

// set makes a set of words.
func set(words ...string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, w := range words {
		all[w] = true
	}
	return all
}
