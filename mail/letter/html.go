package letter

import (
	"fmt"
	"html/template"
	"strings"
	"sync"
)

// pageHTML is the one HTML template: a column of at most 600 pixels, inline styles for clients that drop style sheets,
// no image and nothing from elsewhere. Whatever is put in is escaped by html/template for the place where it stands.
var pageHTML = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(wordFiles, "words/page.html"))
})

// html renders the page.
func (p page) html() (string, error) {
	var b strings.Builder
	if err := pageHTML().Execute(&b, p); err != nil {
		return "", fmt.Errorf("render letter as html: %w", err)
	}
	return b.String(), nil
}
