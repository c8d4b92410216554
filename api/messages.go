package api

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// translator writes messages in one language.
type translator struct {
	*message.Printer
	lang string
}

var (
	messages = newCatalog()
	matcher  = language.NewMatcher([]language.Tag{language.Indonesian, language.English})
)

// newCatalog keys the Indonesian texts by the English ones. A test proves that every text has one.
func newCatalog() catalog.Catalog {
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	for en, id := range indonesian {
		if err := b.SetString(language.Indonesian, en, id); err != nil {
			panic(err) // a wrong table in this package
		}
	}
	return b
}

// printer chooses the language: Indonesian unless the caller prefers English.
func printer(acceptLanguage string) *translator {
	tag, _ := language.MatchStrings(matcher, acceptLanguage)
	base, _ := tag.Base()
	t := language.Indonesian
	if base.String() == "en" {
		t = language.English
	}
	return &translator{message.NewPrinter(t, message.Catalog(messages)), base.String()}
}

// Indonesian words the detail of an error in Indonesian: for what is stored and read later.
func Indonesian(format string, args []any) string { return printer("id").say(format, args) }
