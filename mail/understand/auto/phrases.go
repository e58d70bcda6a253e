package auto

// machineSubjects are the beginnings of subjects that mail programs write, in lower case.
var machineSubjects = []string{
	"automatic reply", "auto reply", "auto-reply", "autoreply", "auto:", "auto response", "auto-response", "autorespon", "automated reply", "automated response",
	"automatische antwort", "autom. antwort", "abwesenheitsnotiz", "abwesenheitsbenachrichtigung", "abwesenheitsmeldung", "abwesenheitsassistent", "autoantwort",
	"réponse automatique", "reponse automatique", "message d'absence", "notification d'absence",
	"respuesta automática", "respuesta automatica", "risposta automatica", "resposta automática", "resposta automatica",
	"automatisch antwoord", "automatische reactie", "afwezigheidsbericht",
}

// awaySubjects are those that people write as well.
var awaySubjects = []string{
	"out of office", "out of the office", "out-of-office", "ooo:", "ooo ", "away from", "away until", "on vacation", "vacation", "on holiday", "on leave", "i am out", "i'm out",
	"abwesend", "abwesenheit", "nicht im büro", "außer haus", "im urlaub", "urlaub",
	"absent", "absence", "en congé", "en vacances", "hors du bureau",
	"fuera de la oficina", "ausente", "de vacaciones", "fuori sede", "fuori ufficio", "assente", "in ferie",
	"fora do escritório", "ausência", "de férias", "afwezig", "niet aanwezig", "met vakantie",
}

// leftPhrases say that somebody does not work there any more, in lower case.
var leftPhrases = []string{
	"no longer with", "no longer work", "no longer employed", "no longer at ", "no longer part of", "not with the company any", "has left the", "have left the",
	"has now left", "left the company", "left the organi", "has retired", "have retired", "last day was", "is no longer an employee",
	"nicht mehr im unternehmen", "nicht mehr bei ", "nicht mehr für ", "nicht länger bei", "aus dem unternehmen ausgeschieden", "ausgeschieden", "hat das unternehmen verlassen", "habe das unternehmen verlassen", "arbeitet nicht mehr", "arbeite nicht mehr",
	"ne travaille plus", "ne fait plus partie", "ne fais plus partie", "a quitté", "ai quitté",
	"ya no trabaj", "ha dejado la empresa", "non lavora più", "non lavoro più", "non fa più parte", "não trabalha mais", "já não trabalh", "não faz mais parte",
	"werkt niet meer", "niet meer werkzaam", "niet langer werkzaam",
}

// stillPhrases are sayings that hold a left phrase and mean something else.
var stillPhrases = []string{"has left the office", "have left the office", "left the office"}

// backWords say that a day is the day of return, where they stand before it.
var backWords = []string{
	"back", "return", "again from", "available again", "available from", "wieder", "zurück", "zurueck", "erreichbar ab", "retour", "reviens", "vuelvo", "regreso", "torno", "rientro",
}

// untilWords say that a day is the last of an absence, or the day of return: writers differ.
var untilWords = []string{"until", "till", "til ", "through", "bis", "jusqu", "hasta", "fino a", "até", "tot "}

// throughWords say that the day itself is still part of the absence.
var throughWords = []string{"through", "einschließlich", "inklusive", "inclusive", "including"}
