package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/service"
)

// recorder keeps a copy of the answer.
type recorder struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (r *recorder) Write(b []byte) (int, error) {
	r.body.Write(b)
	return r.ResponseWriter.Write(b)
}

// replayed are the headers that belong to an answer.
var replayed = []string{"Content-Type", "ETag", "Location"}

// idempotent answers a repeated POST with the first answer. The key is taken in the transaction of the change, so it is
// taken exactly when the change happened.
func (s *Server) idempotent(operation string, next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		key := c.Request().Header.Get("Idempotency-Key")
		if key == "" {
			return next(c)
		}
		if len(key) > 200 {
			return domain.Errorf(domain.Malformed, "bad_idempotency_key", "an Idempotency-Key has at most 200 characters")
		}
		body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, service.MaxDocument+maxBody))
		if err != nil {
			return err
		}
		c.Request().Body = io.NopCloser(bytes.NewReader(body))
		claim := service.NewClaim(actor(c).UserID, operation+" "+c.Request().URL.Path, key, body)
		old, err := s.svc.FindReplay(c.Request().Context(), claim)
		if err != nil {
			return err
		}
		if old != nil {
			for k, v := range old.Headers {
				c.Response().Header().Set(k, v)
			}
			c.Response().Header().Set("Idempotency-Replayed", "true")
			if unsignedAnswer(operation, old.Body) {
				forget(c)
			}
			return c.Blob(old.Status, old.Headers["Content-Type"], old.Body)
		}
		rec := &recorder{ResponseWriter: c.Response().Writer}
		c.Response().Writer = rec
		c.SetRequest(c.Request().WithContext(service.WithClaim(c.Request().Context(), claim)))
		if err := next(c); err != nil {
			return err
		}
		headers := map[string]string{}
		for _, k := range replayed {
			if v := c.Response().Header().Get(k); v != "" {
				headers[k] = v
			}
		}
		if err := s.svc.SaveReplay(c.Request().Context(), claim, service.Replay{Status: c.Response().Status, Headers: headers, Body: withoutSecret(operation, rec.body.Bytes())}); err != nil {
			s.log.Warn("the answer to an idempotent request could not be stored", "request_id", requestID(c), "error", err)
		}
		return nil
	}
}

// unsignedAnswer reports whether an answer is a question without an author: its repetition names nobody in the log either.
func unsignedAnswer(operation string, body []byte) bool {
	var row domain.Question
	return operation == "createQuestion" && json.Unmarshal(body, &row) == nil && row.Unsigned()
}

// withoutSecret drops the key that an answer shows once: the stored answer must not hold it.
func withoutSecret(operation string, body []byte) []byte {
	var row map[string]json.RawMessage
	if operation != "createServiceKey" || json.Unmarshal(body, &row) != nil {
		return body
	}
	delete(row, "key")
	thin, err := json.Marshal(row)
	if err != nil {
		return nil
	}
	return thin
}
