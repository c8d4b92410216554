package service

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/id"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	entrans "github.com/go-playground/validator/v10/translations/en"
	idtrans "github.com/go-playground/validator/v10/translations/id"

	"mutasi/domain"
)

// checker runs the field checks of every input in one place, with both translations.
type checker struct {
	v      *validator.Validate
	en, id ut.Translator
}

var fields = newChecker()

// own are the checks that validator does not ship, with their texts.
var own = []struct {
	tag    string
	ok     func(string) bool
	en, id string
}{
	{"code", regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`).MatchString, "{0} may hold letters, digits and . _ / -", "{0} hanya boleh berisi huruf, angka dan . _ / -"},
	{"word", regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString, "{0} is one lower-case word", "{0} adalah satu kata huruf kecil"},
	{"username", regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]*$`).MatchString, "{0} may hold lower-case letters, digits and . _ @ -", "{0} hanya boleh berisi huruf kecil, angka dan . _ @ -"},
	{"phone", regexp.MustCompile(`^\+?[0-9][0-9 ()-]*$`).MatchString, "{0} is not a phone number", "{0} bukan nomor telepon"},
	{"rank", func(s string) bool { return domain.RankOrder(s) > 0 }, "{0} is not a golongan such as III/b or IX", "{0} bukan golongan seperti III/b atau IX"},
	{"education", func(s string) bool { return domain.EducationOrder(s) > 0 }, "{0} is not a level of education such as slta, d3, s1", "{0} bukan tingkat pendidikan seperti slta, d3, s1"},
	{"nip", regexp.MustCompile(`^[0-9]{18}$`).MatchString, "{0} must be 18 digits", "{0} harus 18 angka"},
}

func newChecker() *checker {
	c := &checker{v: validator.New(validator.WithRequiredStructEnabled())}
	c.en, _ = ut.New(en.New()).GetTranslator("en")
	c.id, _ = ut.New(id.New()).GetTranslator("id")
	must(entrans.RegisterDefaultTranslations(c.v, c.en))
	must(idtrans.RegisterDefaultTranslations(c.v, c.id))
	c.v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	c.v.RegisterCustomTypeFunc(func(v reflect.Value) any { return v.Interface().(domain.Date).String() }, domain.Date{})
	c.v.RegisterCustomTypeFunc(func(v reflect.Value) any { return v.Interface().(domain.ID).String() }, domain.ID{})
	for _, o := range own {
		must(c.v.RegisterValidation(o.tag, func(fl validator.FieldLevel) bool { return o.ok(fl.Field().String()) }))
		c.translation(c.en, o.tag, o.en)
		c.translation(c.id, o.tag, o.id)
	}
	return c
}

func (c *checker) translation(t ut.Translator, tag, text string) {
	must(c.v.RegisterTranslation(tag, t,
		func(t ut.Translator) error { return t.Add(tag, text, true) },
		func(t ut.Translator, fe validator.FieldError) string {
			s, err := t.T(fe.Tag(), fe.Field())
			must(err)
			return s
		}))
}

func must(err error) {
	if err != nil {
		panic(err) // wrong tables in this file, found by the first test
	}
}

// crossFields is an input with rules across its fields.
type crossFields interface{ Check(*domain.Check) }

// validate reports every bad field of an input at once.
func validate(in any) error {
	var c domain.Check
	if err := fields.v.Struct(in); err != nil {
		bad, ok := err.(validator.ValidationErrors)
		if !ok {
			return err
		}
		for _, fe := range bad {
			f := domain.Fieldf(pointer(fe.Namespace()), fe.Tag(), "%s", fe.Translate(fields.en))
			f.Indonesian = fe.Translate(fields.id)
			c.Add(f)
		}
	}
	if x, ok := in.(crossFields); ok {
		x.Check(&c)
	}
	return c.Err()
}

// pointer turns "PositionInput.requirements[0].level" into "/requirements/0/level".
func pointer(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	return "/" + strings.NewReplacer(".", "/", "[", "/", "]", "").Replace(path)
}
