package service

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"

	"mutasi/domain"
	"mutasi/repository"
)

// MaxDocument is the largest document in bytes.
const MaxDocument = 10 << 20

// documentTypes are the accepted contents with their file name endings.
var documentTypes = map[string][]string{
	"application/pdf": {".pdf"},
	"image/png":       {".png"},
	"image/jpeg":      {".jpg", ".jpeg"},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": {".docx"},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       {".xlsx"},
}

// Upload is one file as it came.
type Upload struct {
	Kind, FileName string
	IssuedOn       domain.Date
	ValidUntil     domain.Date
	Content        io.Reader
}

// AddDocument stores a file with a proposal. Name, size and content are checked: what a file is decides, not what it is called.
func (s *Service) AddDocument(ctx context.Context, a domain.Actor, id domain.ID, up Upload) (*domain.Document, error) {
	sc, err := s.Scope(a, "document.write")
	if err != nil {
		return nil, err
	}
	p, err := repository.Proposals.Get(s.store.Read(ctx), sc, id)
	if err != nil {
		return nil, err
	}
	if !p.State.Open() && p.State != domain.Effective {
		return nil, notEditable(p)
	}
	var c domain.Check
	c.That(slices.Contains(domain.DocumentKinds, up.Kind), "/kind", "oneof", "this kind of document is not known")
	c.That(plainName(up.FileName), "/file", "bad_name", "the file name must be a plain name of at most 200 characters, without folders or control characters")
	c.That(up.ValidUntil.IsZero() || up.IssuedOn.IsZero() || !up.ValidUntil.Before(up.IssuedOn), "/valid_until", "order", "valid_until lies before issued_on")
	if err := c.Err(); err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(up.Content, MaxDocument+1))
	if err != nil {
		return nil, err
	}
	kind, err := contentType(up.FileName, content)
	if err != nil {
		return nil, err
	}
	sum, err := s.files.put(content)
	if err != nil {
		return nil, &domain.Error{Kind: domain.Unavailable, Code: "storage_unavailable", Format: "the document cannot be stored; try again", RetryAfter: 5, Err: err}
	}
	d := &domain.Document{ID: domain.NewID(), ProposalID: id, Kind: up.Kind, FileName: up.FileName, ContentType: kind, Size: int64(len(content)), SHA256: sum,
		IssuedOn: up.IssuedOn, ValidUntil: up.ValidUntil, UploadedBy: a.UserID}
	err = s.write(ctx, func(tx *repository.Tx) error {
		d.At = tx.Now
		if err := repository.AddDocument(tx, d); err != nil {
			return err
		}
		return s.record(tx, a, "document.created", "document", d.ID, 1, nil, d)
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

func plainName(s string) bool {
	return s != "" && len([]rune(s)) <= 200 && s == path.Base(s) && s != "." && s != ".." && !strings.ContainsAny(s, `/\:`) &&
		!strings.ContainsFunc(s, unicode.IsControl)
}

func contentType(name string, content []byte) (string, error) {
	switch {
	case len(content) > MaxDocument:
		return "", domain.Errorf(domain.TooLarge, "document_too_large", "a document has at most %d MiB", MaxDocument>>20)
	case len(content) == 0:
		return "", domain.InvalidFields(domain.Fieldf("/file", "empty", "the file is empty"))
	}
	endings, ok := documentTypes[mimetype.Detect(content).String()]
	if !ok {
		return "", domain.Errorf(domain.Unsupported, "document_type", "documents are PDF, PNG, JPEG, DOCX or XLSX; this file is something else")
	}
	if !slices.Contains(endings, strings.ToLower(path.Ext(name))) {
		return "", domain.InvalidFields(domain.Fieldf("/file", "content_mismatch", "the ending of the file name does not fit its content"))
	}
	return mimetype.Detect(content).String(), nil
}

// DocumentList lists a proposal's documents.
func (s *Service) DocumentList(ctx context.Context, a domain.Actor, id domain.ID) ([]domain.Document, error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return nil, err
	}
	return repository.Documents(tx, id)
}

// OpenDocument opens a document for download; the caller closes it.
func (s *Service) OpenDocument(ctx context.Context, a domain.Actor, id, document domain.ID) (*domain.Document, io.ReadSeekCloser, error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return nil, nil, err
	}
	d, err := repository.GetDocument(tx, id, document)
	if err != nil {
		return nil, nil, err
	}
	f, err := s.files.open(d.SHA256)
	if err != nil {
		return nil, nil, &domain.Error{Kind: domain.Unavailable, Code: "storage_unavailable", Format: "the document cannot be read; try again", RetryAfter: 5, Err: err}
	}
	return d, f, nil
}

// ConsentList lists a proposal's consents.
func (s *Service) ConsentList(ctx context.Context, a domain.Actor, id domain.ID) ([]domain.Consent, error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return nil, err
	}
	return repository.Consents(tx, id)
}

// HistoryList lists a proposal's steps.
func (s *Service) HistoryList(ctx context.Context, a domain.Actor, id domain.ID) ([]domain.HistoryEntry, error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return nil, err
	}
	return repository.History(tx, id)
}

// OverrideList lists a proposal's overrides.
func (s *Service) OverrideList(ctx context.Context, a domain.Actor, id domain.ID) ([]domain.Override, error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return nil, err
	}
	return repository.Overrides(tx, id)
}

// CommentList lists a proposal's comments, oldest first.
func (s *Service) CommentList(ctx context.Context, a domain.Actor, id domain.ID, after domain.ID, limit int) (domain.Page[domain.Comment], error) {
	tx := s.store.Read(ctx)
	if _, err := s.proposalIn(tx, a, "proposal.read", id); err != nil {
		return domain.Page[domain.Comment]{}, err
	}
	rows, err := repository.Comments(tx, id, after, limit+1)
	return domain.PageOf(rows, limit, func(c *domain.Comment) string { return c.ID.String() }), err
}

// AddComment says something beside a proposal.
func (s *Service) AddComment(ctx context.Context, a domain.Actor, id domain.ID, in domain.CommentInput) (*domain.Comment, error) {
	if err := validate(&in); err != nil {
		return nil, err
	}
	sc, err := s.Scope(a, "proposal.comment")
	if err != nil {
		return nil, err
	}
	var out *domain.Comment
	err = s.write(ctx, func(tx *repository.Tx) error {
		if _, err := repository.Proposals.Get(tx, sc, id); err != nil {
			return err
		}
		out = &domain.Comment{ID: domain.NewID(), ProposalID: id, AuthorID: a.UserID, AuthorName: a.Username, Body: in.Body, At: tx.Now}
		if err := repository.AddComment(tx, out); err != nil {
			return err
		}
		return s.record(tx, a, "proposal.comment", "proposal", id, 0, nil, out)
	})
	return out, err
}
