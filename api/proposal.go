package api

import (
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"mutasi/domain"
	"mutasi/domain/workflow"
	"mutasi/service"
)

// act is the handler of every action with a plain body.
func (s *Server) act(act workflow.Action) echo.HandlerFunc {
	return func(c echo.Context) error {
		return change(c, "proposal", func(id domain.ID, m service.Match, in service.ActionInput) (any, error) {
			return s.svc.Act(c.Request().Context(), actor(c), id, m, act, in)
		})
	}
}

func (s *Server) review(c echo.Context) error {
	return change(c, "proposal", func(id domain.ID, m service.Match, in domain.ReviewInput) (any, error) {
		return s.svc.Review(c.Request().Context(), actor(c), id, m, in)
	})
}

func (s *Server) signDecree(c echo.Context) error {
	return change(c, "decree", func(id domain.ID, m service.Match, _ struct{}) (any, error) {
		return s.svc.SignDecree(c.Request().Context(), actor(c), id, m)
	})
}

// change is the frame of a step on a versioned row: id, If-Match, body, answer with the new ETag.
func change[I any](c echo.Context, what string, do func(domain.ID, service.Match, I) (any, error)) error {
	id, err := pathID(c, "id", what)
	if err != nil {
		return err
	}
	m, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := body[I](c)
	if err != nil {
		return err
	}
	row, err := do(id, m, in)
	if err != nil {
		return err
	}
	return writeItem(c, http.StatusOK, row, domain.Query{}, true)
}

// part reads something that lies on a proposal.
func part[T any](c echo.Context, get func(domain.ID) (T, error), params ...string) error {
	if err := onlyParams(c, params...); err != nil {
		return err
	}
	id, err := pathID(c, "id", "proposal")
	if err != nil {
		return err
	}
	v, err := get(id)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, v, nil)
}

func (s *Server) checks(c echo.Context) error {
	return part(c, func(id domain.ID) (*service.Eligibility, error) {
		return s.svc.Checks(c.Request().Context(), actor(c), id)
	})
}

func (s *Server) checkRuns(c echo.Context) error {
	return part(c, func(id domain.ID) (domain.Page[service.CheckRun], error) {
		list, err := s.svc.CheckRuns(c.Request().Context(), actor(c), id)
		return all(list), err
	})
}

func (s *Server) history(c echo.Context) error {
	return part(c, func(id domain.ID) (domain.Page[domain.HistoryEntry], error) {
		list, err := s.svc.HistoryList(c.Request().Context(), actor(c), id)
		return all(list), err
	})
}

func (s *Server) consents(c echo.Context) error {
	return part(c, func(id domain.ID) (domain.Page[domain.Consent], error) {
		list, err := s.svc.ConsentList(c.Request().Context(), actor(c), id)
		return all(list), err
	})
}

func (s *Server) overrides(c echo.Context) error {
	return part(c, func(id domain.ID) (domain.Page[domain.Override], error) {
		list, err := s.svc.OverrideList(c.Request().Context(), actor(c), id)
		return all(list), err
	})
}

func (s *Server) documents(c echo.Context) error {
	return part(c, func(id domain.ID) (domain.Page[domain.Document], error) {
		list, err := s.svc.DocumentList(c.Request().Context(), actor(c), id)
		return all(list), err
	})
}

func (s *Server) comments(c echo.Context) error {
	limit, err := limitParam(c)
	if err != nil {
		return err
	}
	var after domain.ID
	if v := c.QueryParam("cursor"); v != "" {
		if after, err = idParamOf("cursor", v); err != nil {
			return err
		}
	}
	return part(c, func(id domain.ID) (domain.Page[domain.Comment], error) {
		return s.svc.CommentList(c.Request().Context(), actor(c), id, after, limit)
	}, "cursor", "limit")
}

// addPart writes something that lies on a proposal.
func addPart[I, T any](c echo.Context, do func(domain.ID, I) (T, error)) error {
	id, err := pathID(c, "id", "proposal")
	if err != nil {
		return err
	}
	in, err := body[I](c)
	if err != nil {
		return err
	}
	row, err := do(id, in)
	if err != nil {
		return err
	}
	// What lies on a proposal is read as a list: that is its place.
	c.Response().Header().Set("Location", c.Request().URL.Path)
	return writeItem(c, http.StatusCreated, row, domain.Query{}, true)
}

func (s *Server) createComment(c echo.Context) error {
	return addPart(c, func(id domain.ID, in domain.CommentInput) (*domain.Comment, error) {
		return s.svc.AddComment(c.Request().Context(), actor(c), id, in)
	})
}

func (s *Server) createConsent(c echo.Context) error {
	return addPart(c, func(id domain.ID, in domain.ConsentInput) (*domain.Consent, error) {
		return s.svc.Consent(c.Request().Context(), actor(c), id, in)
	})
}

func (s *Server) createOverride(c echo.Context) error {
	return addPart(c, func(id domain.ID, in domain.OverrideInput) (*domain.Override, error) {
		return s.svc.Override(c.Request().Context(), actor(c), id, in)
	})
}

// upload takes multipart/form-data with kind, file and optionally issued_on and valid_until.
func (s *Server) upload(c echo.Context) error {
	id, err := pathID(c, "id", "proposal")
	if err != nil {
		return err
	}
	r := c.Request()
	if kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); err != nil || kind != "multipart/form-data" {
		return domain.Errorf(domain.Unsupported, "media_type", "send the document as multipart/form-data")
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, service.MaxDocument+maxBody)
	mr, err := r.MultipartReader()
	if err != nil {
		return domain.Errorf(domain.Malformed, "bad_multipart", "the multipart body cannot be read")
	}
	var up service.Upload
	for {
		p, err := mr.NextRawPart()
		if err == io.EOF {
			return domain.InvalidFields(domain.Fieldf("/file", "required", "the upload needs a part named file, after the others"))
		}
		if err != nil {
			return malformedPart(err)
		}
		name, file := dispositionOf(p.Header.Get("Content-Disposition"))
		if name == "file" {
			up.FileName, up.Content = file, p
			doc, err := s.svc.AddDocument(r.Context(), actor(c), id, up)
			if err != nil {
				return err
			}
			return writeCreated(c, doc.ID, doc)
		}
		text, err := io.ReadAll(io.LimitReader(p, 200))
		if err != nil {
			return malformedPart(err)
		}
		if err := setUpload(&up, name, string(text)); err != nil {
			return err
		}
	}
}

// dispositionOf reads the names of a part. Go's own FileName drops folders silently; a name with folders is refused instead.
func dispositionOf(h string) (name, file string) {
	_, params, err := mime.ParseMediaType(h)
	if err != nil {
		return "", ""
	}
	return params["name"], params["filename"]
}

func malformedPart(err error) error {
	if e := asError(err); e.Kind == domain.TooLarge {
		return e
	}
	return domain.Errorf(domain.Malformed, "bad_multipart", "the multipart body cannot be read")
}

func setUpload(up *service.Upload, name, text string) error {
	switch name {
	case "kind":
		up.Kind = text
		return nil
	case "issued_on", "valid_until":
		d, err := domain.ParseDate(text)
		if err != nil {
			return domain.InvalidFields(domain.Fieldf("/"+name, "wrong_type", "this is not a value of this field: it wants %s", "a day that exists, as YYYY-MM-DD"))
		}
		if name == "issued_on" {
			up.IssuedOn = d
		} else {
			up.ValidUntil = d
		}
		return nil
	}
	return domain.InvalidFields(domain.Fieldf("/"+name, "unknown_field", "there is no such field"))
}

func (s *Server) download(c echo.Context) error {
	id, err := pathID(c, "id", "proposal")
	if err != nil {
		return err
	}
	if err := onlyParams(c); err != nil {
		return err
	}
	document, err := pathID(c, "document", "document")
	if err != nil {
		return err
	}
	d, f, err := s.svc.OpenDocument(c.Request().Context(), actor(c), id, document)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	h := c.Response().Header()
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(d.FileName))
	h.Set("ETag", `"`+d.SHA256+`"`)
	h.Set("Content-Security-Policy", "sandbox")
	h.Set(echo.HeaderContentType, d.ContentType)
	http.ServeContent(c.Response(), c.Request(), "", d.At, f)
	return nil
}
