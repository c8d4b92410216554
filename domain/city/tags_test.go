package city

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mutasi/domain"
)

// tagErrors checks the validate tags that inputs use, as the service's validator does.
func tagErrors(input any) []string {
	var out []string
	v := reflect.Indirect(reflect.ValueOf(input))
	employment := ""
	if f := v.FieldByName("Employment"); f.IsValid() {
		employment = f.String()
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		rules := strings.Split(field.Tag.Get("validate"), ",")
		if rules[0] == "" {
			continue
		}
		if reason := checkValue(v.Field(i), rules, employment); reason != "" {
			out = append(out, fmt.Sprintf("%s: %s (%v)", field.Name, reason, v.Field(i).Interface()))
		}
	}
	return out
}

var patterns = map[string]*regexp.Regexp{
	"code":    regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`),
	"word":    regexp.MustCompile(`^[a-z][a-z0-9_]*$`),
	"phone":   regexp.MustCompile(`^\+?[0-9]{8,15}$`),
	"email":   regexp.MustCompile(`^[a-z0-9]+(\.[a-z0-9]+)*@example\.go\.id$`),
	"numeric": regexp.MustCompile(`^[0-9]+$`),
}

func checkValue(v reflect.Value, rules []string, employment string) string {
	for k, rule := range rules {
		name, arg, _ := strings.Cut(rule, "=")
		n, _ := strconv.Atoi(arg)
		size := func() int {
			switch v.Kind() {
			case reflect.String:
				return len([]rune(v.String()))
			case reflect.Slice:
				return v.Len()
			}
			return int(v.Int())
		}
		ok := true
		switch name {
		case "omitempty":
			if v.IsZero() {
				return ""
			}
		case "required":
			ok = !v.IsZero()
		case "max":
			ok = size() <= n
		case "min":
			ok = size() >= n
		case "len":
			ok = size() == n
		case "oneof":
			ok = false
			for _, w := range strings.Fields(arg) {
				ok = ok || w == v.String()
			}
		case "rank":
			ok = domain.RankOrder(v.String()) > 0
		case "education":
			ok = domain.EducationOrder(v.String()) > 0
		case "nip":
			ok = domain.NIPFormat(v.String(), employment)
		case "dive":
			for i := range v.Len() {
				if e := v.Index(i); e.Kind() == reflect.Struct {
					if errs := tagErrors(e.Addr().Interface()); len(errs) > 0 {
						return errs[0]
					}
				} else if reason := checkValue(e, rules[k+1:], employment); reason != "" {
					return reason
				}
			}
			return ""
		default:
			p := patterns[name]
			if p == nil {
				return "no such check: " + name
			}
			ok = p.MatchString(v.String())
		}
		if !ok {
			return rule
		}
	}
	return ""
}

// checked fails the test for every row that breaks its tags or its Check; it stops at ten.
func checked[T any, P interface {
	*T
	Input() *I
}, I any](t *testing.T, rows []T) {
	t.Helper()
	bad := 0
	for i := range rows {
		in := P(&rows[i]).Input()
		errs := tagErrors(in)
		if c, ok := any(in).(interface{ Check(*domain.Check) }); ok {
			var check domain.Check
			c.Check(&check)
			if err := check.Err(); err != nil {
				errs = append(errs, err.Error())
			}
		}
		if len(errs) > 0 {
			t.Errorf("%T: %s", rows[i], strings.Join(errs, "; "))
			if bad++; bad == 10 {
				return
			}
		}
	}
}
