-- +goose Up
ALTER TABLE policy_sets ADD COLUMN parameters LONGTEXT NULL;

-- +goose Down
ALTER TABLE policy_sets DROP COLUMN parameters;
