package command

import "strconv"

// Entry is one verb, what it is called, and how it is used.
type Entry struct {
	Verb    Verb
	Words   []string // plain (dates.Plain), in English, then in German
	Example string
}

// Table lists the verbs, in the order in which help explains them. A verb may be called by more than one word.
func Table() []Entry {
	return []Entry{
		{Done, []string{"done", "erledigt", "gemacht", "fertig"}, "1 4 done"},
		{Answered, []string{"answered", "answered elsewhere", "already answered", "beantwortet", "geantwortet"}, "1 answered"},
		{Later, []string{"later", "snooze", "not now", "später", "spaeter"}, "6 later, 6 later 2w, 6 later next tue"},
		{Rest, []string{"rest", "let rest", "let it rest", "ruhen", "ruhen lassen"}, "7 rest"},
		{Never, []string{"never", "never again", "nie", "nie wieder", "niemals"}, "5 never"},
		{Met, []string{
			"met", "we met", "took place", "it took place",
			"getroffen", "stattgefunden", "hat stattgefunden", "fand statt",
		}, "3 met, 3 met tuesday 10:00"},
		{Missed, []string{
			"missed", "did not happen", "didn't happen", "did not take place", "didn't take place", "called off",
			"nicht stattgefunden", "hat nicht stattgefunden", "fiel aus", "ausgefallen",
		}, "3 did not happen"},
		{Yes, []string{"yes", "ja"}, "8 yes"},
		{No, []string{"no", "not so", "nein"}, "8 no"},
		{Undo, []string{"undo", "take back", "rückgängig", "rueckgaengig", "zurücknehmen"}, "undo, undo 5"},
		{Help, []string{"help", "?", "hilfe"}, "help"},
	}
}

// takesTime reports whether a time may be said with the verb.
func (v Verb) takesTime() bool { return v == Later || v == Met }

// Subject is the subject of a prepared mail, fit for ParseSubject: "done 4 (Tom Brandt: how it went)".
func Subject(v Verb, number int, about string) string {
	return string(v) + " " + strconv.Itoa(number) + " (" + about + ")"
}

// maxMistyped is how many words a line may have to be taken for a command mistyped; a longer one is a sentence.
const maxMistyped = 6

// nearest is the verb's word that may have been meant by one of the words: with one letter wrong, or two in a long word.
func nearest(words []string) string {
	if len(words) > maxMistyped {
		return ""
	}
	best, least := "", 3
	for _, e := range Table() {
		for _, known := range e.Words {
			far := allowance(known)
			for _, w := range words {
				if len(w) > len(known)+2*far || len(known) > len(w)+2*far {
					continue // too long or too short, for a letter has up to two bytes
				}
				if d := distance(w, known); d < least && d <= far {
					best, least = known, d
				}
			}
		}
	}
	return best
}

// allowance is how many letters may be wrong in a verb's word.
func allowance(known string) int {
	switch n := len([]rune(known)); {
	case n <= 2:
		return 0
	case n <= 5:
		return 1
	}
	return 2
}

// distance is the optimal string alignment distance: letters put in, left out, changed, or swapped with their neighbour.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			change := rows[i-1][j-1]
			if s[i-1] != t[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(s)][len(t)]
}
