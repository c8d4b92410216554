-- +goose Up
CREATE TABLE IF NOT EXISTS staff_profiles (
    staff_id BLOB NOT NULL,
    status TEXT NOT NULL,
    unit_id BLOB NULL,
    position_id BLOB NULL,
    kind TEXT NOT NULL,
    tier INTEGER NOT NULL,
    family TEXT NOT NULL,
    fields TEXT NOT NULL,
    education INTEGER NOT NULL,
    rating1 INTEGER NOT NULL,
    rating2 INTEGER NOT NULL,
    rating_year INTEGER NOT NULL,
    potential_capped INTEGER NULL,
    potential_raw INTEGER NULL,
    assessed_on TEXT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (staff_id),
    CONSTRAINT fk_staff_profiles_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_staff_profiles_unit_id ON staff_profiles (unit_id);

-- +goose Down
DROP TABLE IF EXISTS staff_profiles;
