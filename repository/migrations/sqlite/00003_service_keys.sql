-- +goose Up
CREATE TABLE IF NOT EXISTS service_keys (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    expires_on TEXT,
    disabled INTEGER NOT NULL,
    key_hash BLOB NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_service_keys_key_hash ON service_keys (key_hash);
CREATE INDEX IF NOT EXISTS ix_service_keys_name ON service_keys (name);

-- +goose Down
DROP TABLE IF EXISTS service_keys;
