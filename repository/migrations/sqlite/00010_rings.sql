-- +goose Up
ALTER TABLE proposals ADD COLUMN ring_id BLOB;
CREATE INDEX IF NOT EXISTS ix_proposals_ring_id_number ON proposals (ring_id, number);

-- +goose Down
DROP INDEX IF EXISTS ix_proposals_ring_id_number;
ALTER TABLE proposals DROP COLUMN ring_id;
