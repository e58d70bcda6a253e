package inbox

import (
	"context"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// Mailbox is one mailbox of a login.
type Mailbox struct {
	Name       string // UTF-8
	Special    string // its use (RFC 6154): \Sent, \Archive, \All, …, or ""; by the server's word, else by its name
	Selectable bool
}

// Mailboxes lists the mailboxes of the login. What the server calls special is believed; a use it gave to no mailbox is
// given to those whose names say so.
func (s *Session) Mailboxes(ctx context.Context) ([]Mailbox, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.busy.Unlock()
	var list []*imap.ListData
	collect := func(options *imap.ListOptions) func() error {
		return func() (err error) {
			list, err = s.client.List("", "*", options).Collect()
			return err
		}
	}
	var options *imap.ListOptions
	if s.caps.Has(imap.CapSpecialUse) && s.caps.Has(imap.CapListExtended) {
		options = &imap.ListOptions{ReturnSpecialUse: true}
	}
	err := s.exchange(ctx, "list mailboxes", within(patience, listBudget), collect(options))
	if refused(err) && options != nil {
		err = s.exchange(ctx, "list mailboxes", within(patience, listBudget), collect(nil))
	}
	if err != nil {
		return nil, err
	}
	return describe(list), nil
}

func describe(list []*imap.ListData) []Mailbox {
	all := make([]Mailbox, 0, len(list))
	taken := map[string]bool{}
	for _, data := range list {
		box := Mailbox{Name: data.Mailbox, Selectable: true}
		for _, attr := range data.Attrs {
			switch use := strings.ToLower(string(attr)); use {
			case `\noselect`, `\nonexistent`:
				box.Selectable = false
			default:
				if special := canonical(use); special != "" {
					box.Special = special
					taken[special] = true
				}
			}
		}
		all = append(all, box)
	}
	for i, box := range all {
		if special := Special(box.Name); box.Special == "" && box.Selectable && !taken[special] {
			all[i].Special = special
		}
	}
	return all
}

// canonical spells the attributes of RFC 6154 as it does; Cyrus writes them in lower case.
func canonical(attr string) string {
	switch attr {
	case `\all`:
		return `\All`
	case `\archive`:
		return `\Archive`
	case `\drafts`:
		return `\Drafts`
	case `\flagged`:
		return `\Flagged`
	case `\junk`, `\spam`:
		return `\Junk`
	case `\sent`:
		return `\Sent`
	case `\trash`:
		return `\Trash`
	}
	return ""
}

// Special tells the use of a mailbox (RFC 6154) by its name, as mail programs and providers choose it, or "".
func Special(name string) string {
	name = strings.ToLower(name)
	for _, prefix := range []string{"inbox.", "inbox/", "[gmail]/", "[google mail]/"} {
		name = strings.TrimPrefix(name, prefix)
	}
	switch name {
	case "sent", "sent items", "sent mail", "sent messages", "sent-mail",
		"gesendet", "gesendete elemente", "gesendete objekte", "gesendete nachrichten",
		"envoyés", "messages envoyés", "éléments envoyés", "enviados", "elementos enviados", "mensajes enviados",
		"e-mails enviados", "itens enviados", "inviati", "inviata", "posta inviata",
		"verzonden", "verzonden items", "verzonden berichten", "skickat", "skickade objekt", "sendt", "sendt post", "sendte elementer",
		"wysłane", "elementy wysłane", "отправленные":
		return `\Sent`
	case "archive", "archives", "archiv", "archivo", "archivio", "archief", "arquivo", "arkiv", "archiwum":
		return `\Archive`
	case "all mail", "alle nachrichten", "tous les messages", "todos", "todos os e-mails", "tutti i messaggi":
		return `\All`
	case "drafts", "draft", "entwürfe", "brouillons", "borradores", "rascunhos", "bozze", "concepten", "utkast", "kladder", "szkice", "черновики":
		return `\Drafts`
	case "trash", "bin", "deleted", "deleted items", "deleted messages", "papierkorb", "gelöscht", "gelöschte elemente", "gelöschte objekte",
		"corbeille", "éléments supprimés", "papelera", "elementos eliminados", "lixeira", "itens excluídos",
		"cestino", "posta eliminata", "prullenbak", "verwijderde items", "papperskorgen", "kosz", "корзина":
		return `\Trash`
	case "junk", "spam", "junk mail", "junk e-mail", "junk email", "junk-e-mail", "bulk mail", "unerwünscht", "spamverdacht",
		"indésirables", "courrier indésirable", "correo no deseado", "lixo eletrônico", "posta indesiderata", "ongewenste e-mail", "skräppost", "спам":
		return `\Junk`
	}
	return ""
}

// Capabilities are what the server says it can (RFC 3501, 6.1.1), sorted.
func (s *Session) Capabilities() []string {
	var list []string
	for c := range s.caps {
		list = append(list, string(c))
	}
	slices.Sort(list)
	return list
}
