package service

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"

	"mutasi/domain"
)

// fileStore keeps documents by the hash of their content below one folder; nothing outside it can be reached.
type fileStore struct{ root *os.Root }

func openFiles(dir string) (*fileStore, error) {
	if dir == "" {
		return nil, errors.New("no folder for documents is configured")
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &fileStore{root}, nil
}

// where a content lies: two levels of folders keep each one small.
func where(sum string) string { return path.Join(sum[:2], sum[2:4], sum) }

// put writes the content durably before anything refers to it: a temporary file, flushed, then renamed.
func (f *fileStore) put(content []byte) (string, error) {
	hash := sha256.Sum256(content)
	sum := hex.EncodeToString(hash[:])
	name := where(sum)
	if _, err := f.root.Stat(name); err == nil {
		return sum, nil
	}
	if err := f.root.MkdirAll(path.Dir(name), 0o750); err != nil {
		return "", err
	}
	temp := name + "." + domain.NewID().Hex() + ".tmp"
	file, err := f.root.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return "", err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = f.root.Rename(temp, name)
	}
	if err != nil {
		return "", errors.Join(err, f.root.Remove(temp))
	}
	// Without this a power cut may forget the name of a file whose row is safe in the database.
	for dir := path.Dir(name); err == nil; dir = path.Dir(dir) {
		if err = f.sync(dir); dir == "." {
			break
		}
	}
	return sum, err
}

// sync flushes a folder.
func (f *fileStore) sync(dir string) error {
	d, err := f.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (f *fileStore) open(sum string) (*os.File, error) { return f.root.Open(where(sum)) }

// check reads a stored content and compares it with its name.
func (f *fileStore) check(d domain.Document) error {
	file, err := f.open(d.SHA256)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the file is missing")
	} else if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	h := sha256.New()
	n, err := io.Copy(h, file)
	switch {
	case err != nil:
		return err
	case n != d.Size:
		return errors.New("the file has another size")
	case hex.EncodeToString(h.Sum(nil)) != d.SHA256:
		return errors.New("the file has another content")
	}
	return nil
}

func (f *fileStore) writable() error {
	name := ".probe-" + domain.NewID().Hex()
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), f.root.Remove(name))
}
