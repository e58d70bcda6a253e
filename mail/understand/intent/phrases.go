package intent

import "cuppa/rules"

// phrase is some words that speak for an intent: in lower case, a blank before and after, or only before where the last
// word may go on.
type phrase struct {
	words  string
	intent rules.Intent
	weight float64
}

// openings count only where they open a sentence.
var openings = []phrase{
	{" yes ", rules.Accepts, 0.8}, {" sure ", rules.Accepts, 0.8}, {" absolutely ", rules.Accepts, 1}, {" of course ", rules.Accepts, 0.8}, {" with pleasure ", rules.Accepts, 1},
	{" gladly ", rules.Accepts, 1}, {" ok ", rules.Accepts, 0.6}, {" okay ", rules.Accepts, 0.6}, {" perfect ", rules.Accepts, 0.6},
	{" ja ", rules.Accepts, 0.8}, {" gern ", rules.Accepts, 1}, {" gerne ", rules.Accepts, 1}, {" sehr gern", rules.Accepts, 1}, {" klar ", rules.Accepts, 0.8}, {" natürlich ", rules.Accepts, 0.6},
	{" no ", rules.Declines, 0.6}, {" nein ", rules.Declines, 0.8}, {" sorry ", rules.Declines, 0.4},
}

// phrases count anywhere.
var phrases = []phrase{
	{" works for me ", rules.Accepts, 1}, {" works for us ", rules.Accepts, 1}, {" that works ", rules.Accepts, 1}, {" works well ", rules.Accepts, 1}, {" works great ", rules.Accepts, 1},
	{" sounds good ", rules.Accepts, 1}, {" sounds great ", rules.Accepts, 1}, {" sounds perfect ", rules.Accepts, 1}, {" happy to ", rules.Accepts, 1}, {" glad to ", rules.Accepts, 0.6},
	{" love to ", rules.Accepts, 1}, {" delighted to ", rules.Accepts, 1}, {" pleased to accept ", rules.Accepts, 1}, {" count me in ", rules.Accepts, 1}, {" i'm in ", rules.Accepts, 0.6},
	{" i can make it ", rules.Accepts, 1}, {" i'll be there ", rules.Accepts, 1}, {" we'll be there ", rules.Accepts, 1}, {" looking forward to meeting ", rules.Accepts, 1},
	{" looking forward to our ", rules.Accepts, 0.8}, {" let's do it ", rules.Accepts, 1}, {" let's do that ", rules.Accepts, 1}, {" is confirmed ", rules.Accepts, 1}, {" i accept ", rules.Accepts, 1},
	{" ok for ", rules.Accepts, 0.6}, {" am ok ", rules.Accepts, 0.4}, {" are ok ", rules.Accepts, 0.4}, {" make the ", rules.Accepts, 0.4}, {" going to try to make ", rules.Accepts, 0.6},
	{" sehr gern", rules.Accepts, 1}, {" würde mich freuen ", rules.Accepts, 1}, {" freue mich auf ", rules.Accepts, 0.8}, {" passt mir ", rules.Accepts, 1}, {" passt gut ", rules.Accepts, 1},
	{" passt super ", rules.Accepts, 1}, {" passt perfekt ", rules.Accepts, 1}, {" klingt gut ", rules.Accepts, 1}, {" einverstanden ", rules.Accepts, 1}, {" bin dabei ", rules.Accepts, 1},
	{" abgemacht ", rules.Accepts, 1}, {" ich sage zu ", rules.Accepts, 1},

	{" can't make ", rules.Declines, 1}, {" cannot make ", rules.Declines, 1}, {" can not make ", rules.Declines, 1}, {" not be able to ", rules.Declines, 1}, {" won't be able to ", rules.Declines, 1},
	{" not going to be able ", rules.Declines, 1}, {" unable to ", rules.Declines, 0.6}, {" not be attending ", rules.Declines, 1}, {" won't be attending ", rules.Declines, 1}, {" not interested ", rules.Declines, 1},
	{" no thanks ", rules.Declines, 1}, {" no thank you ", rules.Declines, 1}, {" i'll pass ", rules.Declines, 1}, {" have to pass ", rules.Declines, 1}, {" must decline ", rules.Declines, 1},
	{" have to decline ", rules.Declines, 1}, {" respectfully decline ", rules.Declines, 1}, {" unfortunately ", rules.Declines, 0.6}, {" i'm afraid ", rules.Declines, 0.6}, {" not a good fit ", rules.Declines, 1},
	{" not a fit ", rules.Declines, 1}, {" don't have time ", rules.Declines, 1}, {" don't have the time ", rules.Declines, 1}, {" do not have time ", rules.Declines, 1}, {" no time ", rules.Declines, 0.6},
	{" don't have the capacity ", rules.Declines, 1}, {" can't help ", rules.Declines, 0.8}, {" i can't ", rules.Declines, 0.5}, {" i cannot ", rules.Declines, 0.5}, {" do not know of any ", rules.Declines, 0.5}, {" would rather not ", rules.Declines, 1},
	{" leider nicht ", rules.Declines, 1}, {" leider kein", rules.Declines, 1}, {" leider ", rules.Declines, 0.6}, {" keine zeit ", rules.Declines, 0.8}, {" kein interesse ", rules.Declines, 1},
	{" muss absagen ", rules.Declines, 1}, {" muss ich absagen ", rules.Declines, 1}, {" schaffe es nicht ", rules.Declines, 1}, {" nein danke ", rules.Declines, 1}, {" nicht möglich ", rules.Declines, 0.6},
	{" passt nicht ", rules.Declines, 1}, {" passt leider nicht ", rules.Declines, 1}, {" geht nicht ", rules.Declines, 0.5},

	{" not right now ", rules.Later, 1}, {" at the moment ", rules.Later, 0.4}, {" right now ", rules.Later, 0.4}, {" later this year ", rules.Later, 1}, {" in a few weeks ", rules.Later, 1}, {" in a couple of weeks ", rules.Later, 1},
	{" in a few months ", rules.Later, 1}, {" in the new year ", rules.Later, 1}, {" next month ", rules.Later, 0.6}, {" next year ", rules.Later, 0.6}, {" after the summer ", rules.Later, 1}, {" after the holidays ", rules.Later, 1},
	{" get back to you ", rules.Later, 0.8}, {" circle back ", rules.Later, 0.8}, {" reach out again ", rules.Later, 1}, {" ping me ", rules.Later, 0.8}, {" try again in ", rules.Later, 1}, {" try me again ", rules.Later, 1},
	{" some other time ", rules.Later, 1}, {" another time ", rules.Later, 0.8}, {" very busy ", rules.Later, 0.6}, {" swamped ", rules.Later, 0.8}, {" hectic ", rules.Later, 0.6}, {" once things ", rules.Later, 0.8},
	{" follow up in ", rules.Later, 1}, {" check back ", rules.Later, 0.8},
	{" im moment ", rules.Later, 0.4}, {" zurzeit ", rules.Later, 0.4}, {" derzeit ", rules.Later, 0.4}, {" momentan ", rules.Later, 0.4}, {" in ein paar wochen ", rules.Later, 1}, {" in einigen wochen ", rules.Later, 1},
	{" nächsten monat ", rules.Later, 0.6}, {" nächstes jahr ", rules.Later, 0.6}, {" im neuen jahr ", rules.Later, 1}, {" nach den ferien ", rules.Later, 1}, {" nach dem sommer ", rules.Later, 1}, {" ein andermal ", rules.Later, 1},
	{" melde mich ", rules.Later, 0.6}, {" später noch einmal ", rules.Later, 1}, {" später nochmal ", rules.Later, 1}, {" viel zu tun ", rules.Later, 0.6}, {" sehr viel los ", rules.Later, 0.6},

	{" reschedule ", rules.Reschedules, 1}, {" postpone ", rules.Reschedules, 1}, {" move the meeting ", rules.Reschedules, 1}, {" move our ", rules.Reschedules, 1}, {" move that meeting ", rules.Reschedules, 1},
	{" move it to ", rules.Reschedules, 1}, {" move this to ", rules.Reschedules, 1}, {" push our ", rules.Reschedules, 1}, {" different time ", rules.Reschedules, 1}, {" different day ", rules.Reschedules, 1},
	{" another day ", rules.Reschedules, 0.8}, {" other days ", rules.Reschedules, 0.8}, {" something came up ", rules.Reschedules, 1}, {" something has come up ", rules.Reschedules, 1},
	{" verschieben ", rules.Reschedules, 1}, {" verlegen ", rules.Reschedules, 1}, {" anderer termin ", rules.Reschedules, 1}, {" anderen termin ", rules.Reschedules, 1}, {" dazwischengekommen ", rules.Reschedules, 1},
	{" dazwischen gekommen ", rules.Reschedules, 1},

	{" are you available ", rules.ProposesTime, 1}, {" are you free ", rules.ProposesTime, 1}, {" when are you free ", rules.ProposesTime, 1}, {" when would suit ", rules.ProposesTime, 1}, {" when works ", rules.ProposesTime, 1},
	{" what time works ", rules.ProposesTime, 1}, {" what times work ", rules.ProposesTime, 1}, {" pick a time ", rules.ProposesTime, 1}, {" pick a slot ", rules.ProposesTime, 1}, {" book a time ", rules.ProposesTime, 1},
	{" book a slot ", rules.ProposesTime, 1}, {" calendly com ", rules.ProposesTime, 1}, {" wann passt ", rules.ProposesTime, 1}, {" wann hätten sie ", rules.ProposesTime, 1}, {" wann hättest du ", rules.ProposesTime, 1},

	{" introduce you ", rules.Introduces, 1}, {" put you in touch ", rules.Introduces, 1}, {" connect you with ", rules.Introduces, 1}, {" you should talk to ", rules.Introduces, 1}, {" you should speak with ", rules.Introduces, 1},
	{" you should speak to ", rules.Introduces, 1}, {" better person ", rules.Introduces, 1}, {" right person ", rules.Introduces, 1}, {" best person ", rules.Introduces, 1}, {" reach out to ", rules.Introduces, 0.6},
	{" copied in ", rules.Introduces, 0.6}, {" cc'd ", rules.Introduces, 0.6}, {" cc'ed ", rules.Introduces, 0.6}, {" in cc ", rules.Introduces, 0.6}, {" my colleague ", rules.Introduces, 0.5}, {" forwarded your ", rules.Introduces, 0.8},
	{" passed your ", rules.Introduces, 0.8}, {" suggest that he meet ", rules.Introduces, 1}, {" suggest that she meet ", rules.Introduces, 1},
	{" in kontakt bringen ", rules.Introduces, 1}, {" wenden sie sich an ", rules.Introduces, 1}, {" wende dich an ", rules.Introduces, 1}, {" besserer ansprechpartner ", rules.Introduces, 1}, {" richtige ansprechpartner", rules.Introduces, 1},
	{" meine kollegin ", rules.Introduces, 0.5}, {" meinen kollegen ", rules.Introduces, 0.5}, {" mein kollege ", rules.Introduces, 0.5}, {" habe ich weitergeleitet ", rules.Introduces, 0.6},

	{" thank you ", rules.Thanks, 0.6}, {" thanks ", rules.Thanks, 0.6}, {" danke ", rules.Thanks, 0.6}, {" vielen dank ", rules.Thanks, 0.6}, {" herzlichen dank ", rules.Thanks, 0.6},
	{" great meeting you ", rules.Thanks, 1}, {" nice meeting you ", rules.Thanks, 1}, {" lovely to meet you ", rules.Thanks, 1}, {" great to meet you ", rules.Thanks, 1},

	{" unsubscribe ", rules.NoMoreMail, 1}, {" remove me ", rules.NoMoreMail, 1}, {" take me off ", rules.NoMoreMail, 1}, {" stop emailing ", rules.NoMoreMail, 1}, {" stop contacting ", rules.NoMoreMail, 1}, {" stop writing ", rules.NoMoreMail, 1},
	{" do not contact me ", rules.NoMoreMail, 1}, {" don't contact me ", rules.NoMoreMail, 1}, {" do not email me ", rules.NoMoreMail, 1}, {" don't email me ", rules.NoMoreMail, 1}, {" do not write to me ", rules.NoMoreMail, 1},
	{" no further emails ", rules.NoMoreMail, 1}, {" no more emails ", rules.NoMoreMail, 1}, {" stop sending ", rules.NoMoreMail, 1},
	{" keine weiteren mails ", rules.NoMoreMail, 1}, {" keine weiteren e mails ", rules.NoMoreMail, 1}, {" keine mails mehr ", rules.NoMoreMail, 1}, {" keine e mails mehr ", rules.NoMoreMail, 1}, {" nicht mehr an", rules.NoMoreMail, 0.4},
	{" nicht mehr kontaktieren ", rules.NoMoreMail, 1}, {" nicht mehr anschreiben ", rules.NoMoreMail, 1}, {" aus dem verteiler ", rules.NoMoreMail, 1}, {" aus ihrem verteiler ", rules.NoMoreMail, 1}, {" löschen sie meine daten ", rules.NoMoreMail, 1},
}

// vagueTimes stand for a day or a time of day.
var vagueTimes = []string{
	" today ", " tonight ", " this week ", " next week ", " this afternoon ", " in the afternoon ", " this morning ", " in the morning ", " this evening ", " lunch ", " luncheon ", " dinner ", " breakfast ", " noon ", " mon ", " tue ", " wed ", " thu ", " fri ", " sat ",
	" heute ", " diese woche ", " nächste woche ", " nachmittag", " vormittag", " mittagessen ", " abend ",
}

// refusalCues beside a time refuse that time, and nothing else.
var refusalCues = []string{
	" can't make ", " cannot make ", " can not make ", " be able to make ", " doesn't work ", " does not work ", " won't work ", " doesn't suit ", " does not suit ",
	" schaffe ich nicht ", " passt mir nicht ", " passt nicht ", " passt mir leider nicht ", " kann ich leider nicht ",
}

// proposalCues turn a time into one that is offered.
var proposalCues = []string{
	" how about ", " what about ", " how's ", " let's ", " lets ", " shall we ", " can we ", " could we ", " i can ", " i could ", " i'm free ", " i am free ", " i'm available ", " i am available ", " available at ", " slot ",
	" would work ", " would suit ", " i am open ", " i'm open ", " works best ", " works for me ", " works next ", " any time ", " meet at ", " meet on ",
	" wie wäre ", " wie wär's ", " wie wärs ", " können wir ", " könnten wir ", " lass uns ", " lassen sie uns ", " ich könnte ", " ich kann ", " hätte ich ", " habe ich zeit ", " ich hätte ", " würde passen ", " schlage ", " vorschlag ",
}

// meetingGreetings look forward to a meeting.
var meetingGreetings = []string{" see you ", " till then ", " until then ", " bis dann ", " wir sehen uns "}

// readerWords address the reader or open a question.
var readerWords = []string{
	" you ", " your ", " yours ", " what ", " how ", " which ", " when ", " where ", " who ", " why ", " could we ", " can we ", " shall we ",
	" sie ", " ihnen ", " ihr ", " ihre ", " ihren ", " du ", " dir ", " dich ", " dein ", " deine ", " euch ", " was ", " wie ", " welche", " wann ", " wo ", " wer ", " warum ", " wollen wir ",
}

// smallTalk is a question that asks for nothing.
var smallTalk = []string{" how are you ", " how's it going ", " how have you been ", " wie geht es ", " wie geht's "}
