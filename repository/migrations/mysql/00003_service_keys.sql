-- +goose Up
CREATE TABLE IF NOT EXISTS service_keys (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    name VARCHAR(120) NOT NULL,
    scopes LONGTEXT NOT NULL,
    expires_on DATE NULL,
    disabled TINYINT(1) NOT NULL,
    key_hash VARBINARY(32) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_service_keys_key_hash (key_hash),
    KEY ix_service_keys_name (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE IF EXISTS service_keys;
