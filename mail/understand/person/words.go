package person

// titleWords are those that only titles hold, in lower case.
var titleWords = set(
	"ceo", "cto", "cfo", "coo", "cmo", "cio", "cpo", "vp", "svp", "evp", "president", "chairman", "chairwoman", "founder", "cofounder", "co-founder", "owner", "partner", "principal",
	"director", "manager", "head", "lead", "leader", "chief", "officer", "engineer", "developer", "architect", "designer", "scientist", "analyst", "researcher", "consultant", "advisor", "adviser",
	"specialist", "coordinator", "administrator", "associate", "assistant", "professor", "lecturer", "fellow", "editor", "journalist", "writer", "attorney", "lawyer", "counsel", "recruiter", "accountant", "programmer",
	"strategist", "producer", "supervisor", "executive", "intern", "librarian", "curator", "physician", "teacher",
	"geschäftsführer", "geschäftsführerin", "leiter", "leiterin", "leitung", "abteilungsleiter", "abteilungsleiterin", "teamleiter", "teamleiterin", "vorstand", "prokurist", "prokuristin", "referent", "referentin",
	"entwickler", "entwicklerin", "softwareentwickler", "softwareentwicklerin", "ingenieur", "ingenieurin", "berater", "beraterin", "professorin", "redakteur", "redakteurin", "gründer", "gründerin", "inhaber", "inhaberin", "projektleiter", "projektleiterin",
	"wissenschaftlicher", "wissenschaftliche", "mitarbeiter", "mitarbeiterin", "rechtsanwalt", "rechtsanwältin", "gestalter", "gestalterin",
)

// legalForms are the words by which an organisation shows itself, in lower case and without a dot at the end.
var legalForms = set(
	"gmbh", "ag", "kg", "se", "ug", "e.v", "ggmbh", "inc", "ltd", "llc", "llp", "corp", "corporation", "company", "plc", "s.a", "s.r.l", "b.v", "bv", "ab", "oy", "aps", "pty",
	"university", "universität", "hochschule", "institute", "institut", "college", "foundation", "stiftung", "ministry", "ministerium", "verlag",
)

// set makes a set of words.
func set(words ...string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, w := range words {
		all[w] = true
	}
	return all
}
