-- +goose Up
ALTER TABLE proposals ADD COLUMN ring_id BINARY(16) NULL, ADD INDEX ix_proposals_ring_id_number (ring_id, number);

-- +goose Down
ALTER TABLE proposals DROP INDEX ix_proposals_ring_id_number, DROP COLUMN ring_id;
