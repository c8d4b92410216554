-- +goose Up
ALTER TABLE policy_sets ADD COLUMN parameters TEXT;

-- +goose Down
ALTER TABLE policy_sets DROP COLUMN parameters;
