package command

// Entry is one verb and what it is called.
type Entry struct {
	Verb    Verb
	Words   []string // in English, then in German
	Example string
}

// Table lists the verbs, in the order in which help explains them.
func Table() []Entry { return nil }
