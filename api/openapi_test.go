package api_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"mutasi/repository/dbtest"
)

// published is openapi.yaml as the suite holds every request and answer against it.
type published struct {
	doc  *openapi3.T
	ops  []publishedOp
	mu   sync.Mutex
	seen map[string]bool // "GET /v1/units 200"
}

type publishedOp struct {
	method, path string // with the server's base path
	segments     []string
	route        *routers.Route
}

var openAPI = sync.OnceValues(func() (*published, error) {
	raw, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		return nil, err
	}
	for _, kind := range []string{"application/pdf", "image/svg+xml", "image/png", "image/jpeg", "image/svg+xml", "text/html", "text/javascript", "text/css", "text/plain"} {
		openapi3filter.RegisterBodyDecoder(kind, openapi3filter.FileBodyDecoder)
	}
	p := &published{doc: doc, seen: map[string]bool{}}
	for path, item := range doc.Paths.Map() {
		servers := item.Servers
		if len(servers) == 0 {
			servers = doc.Servers
		}
		base := ""
		if len(servers) > 0 {
			u, err := url.Parse(servers[0].URL)
			if err != nil {
				return nil, err
			}
			base = strings.TrimSuffix(u.Path, "/")
		}
		for method, op := range item.Operations() {
			p.ops = append(p.ops, publishedOp{method, base + path, strings.Split(base+path, "/"),
				&routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: op}})
		}
	}
	slices.SortFunc(p.ops, func(a, b publishedOp) int { return strings.Compare(a.path+" "+a.method, b.path+" "+b.method) })
	return p, nil
})

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{18}`)

// find matches a path with the operation that has the fewest parameters.
func (p *published) find(method, path string) (*publishedOp, map[string]string) {
	parts := strings.Split(path, "/")
	var best *publishedOp
	var bestParams map[string]string
	for i := range p.ops {
		op := &p.ops[i]
		if op.method != method || len(op.segments) != len(parts) {
			continue
		}
		params, ok := map[string]string{}, true
		for j, s := range op.segments {
			if strings.HasPrefix(s, "{") && parts[j] != "" {
				v, err := url.PathUnescape(parts[j])
				ok = ok && err == nil
				params[strings.Trim(s, "{}")] = v
			} else if s != parts[j] {
				ok = false
			}
		}
		if ok && (best == nil || len(params) < len(bestParams)) {
			best, bestParams = op, params
		}
	}
	return best, bestParams
}

// hold compares one exchange with the contract. lax requests are meant to be wrong; their answers are held to it all the same.
func (p *published) hold(r *http.Request, body []byte, res *httptest.ResponseRecorder, lax bool) error {
	op, params := p.find(r.Method, r.URL.EscapedPath())
	if op == nil {
		if res.Code == http.StatusNotFound || res.Code == http.StatusMethodNotAllowed || r.URL.Path == "/" || strings.HasPrefix(r.URL.Path, "/docs/") {
			return nil // a test asks for what does not exist, or for a part of the reference page
		}
		return fmt.Errorf("openapi.yaml has no %s %s", r.Method, anyID.ReplaceAllString(r.URL.Path, "{id}"))
	}
	p.mu.Lock()
	p.seen[op.method+" "+op.path+" "+strconv.Itoa(res.Code)] = true
	p.mu.Unlock()
	again := r.Clone(context.Background())
	again.Body = io.NopCloser(bytes.NewReader(body))
	in := &openapi3filter.RequestValidationInput{Request: again, PathParams: params, Route: op.route, Options: &openapi3filter.Options{
		MultiError: true, IncludeResponseStatus: true, SkipSettingDefaults: true, RejectWhenRequestBodyNotSpecified: true,
		AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
	}}
	if !lax && res.Code < 400 {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			return fmt.Errorf("request: %w", err)
		}
	}
	if res.Code == http.StatusNotModified {
		if op.route.Operation.Responses.Status(304) == nil {
			return fmt.Errorf("answer 304 is not documented")
		}
		return nil
	}
	out := *in.Options
	out.ExcludeResponseBody = r.URL.Query().Has("fields") && res.Code == http.StatusOK || r.Method == http.MethodHead || res.Code == http.StatusPartialContent
	answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: res.Code, Header: res.Header(), Options: &out}
	answer.SetBodyBytes(res.Body.Bytes())
	if err := openapi3filter.ValidateResponse(context.Background(), answer); err != nil {
		return fmt.Errorf("answer %d: %w", res.Code, err)
	}
	return nil
}

// exempt are documented answers that no request of this suite can bring about by itself, each with the reason.
var exempt = map[int]string{
	http.StatusInternalServerError: "there is no known way to one",
	http.StatusServiceUnavailable:  "needs a broken database or disk; health_test.go breaks both",
	http.StatusTooManyRequests:     "the throttle is one for all; access_test.go fills it at the two operations that have it",
}

// unseen lists documented answers that the suite never got.
func (p *published) unseen() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var missing []string
	for _, op := range p.ops {
		for code := range op.route.Operation.Responses.Map() {
			status, err := strconv.Atoi(code)
			if err != nil || exempt[status] != "" {
				continue
			}
			if key := op.method + " " + op.path + " " + code; !p.seen[key] {
				missing = append(missing, key)
			}
		}
	}
	slices.Sort(missing)
	return missing
}

// TestMain also proves, after a whole run, that the suite has seen every operation with every answer that the contract names.
func TestMain(m *testing.M) {
	flag.Parse()
	code := dbtest.Main(m)
	whole := true
	for _, name := range []string{"test.run", "test.skip", "test.list", "test.bench", "test.fuzz"} {
		whole = whole && flag.Lookup(name).Value.String() == ""
	}
	if code == 0 && whole {
		p, err := openAPI()
		if err != nil {
			fmt.Println("openapi.yaml:", err)
			os.Exit(1)
		}
		if missing := p.unseen(); len(missing) > 0 {
			fmt.Printf("the suite never saw %d documented answers:\n  %s\n", len(missing), strings.Join(missing, "\n  "))
			code = 1
		}
	}
	os.Exit(code)
}
