-- +goose Up
-- family and fields are compared byte by byte for every person of a ranking: as binary text that takes half the time.
CREATE TABLE IF NOT EXISTS staff_profiles (
    staff_id BINARY(16) NOT NULL,
    status VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit_id BINARY(16) NULL,
    position_id BINARY(16) NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    tier BIGINT NOT NULL,
    family VARBINARY(480) NOT NULL,
    fields VARBINARY(1000) NOT NULL,
    education BIGINT NOT NULL,
    rating1 BIGINT NOT NULL,
    rating2 BIGINT NOT NULL,
    rating_year BIGINT NOT NULL,
    potential_capped BIGINT NULL,
    potential_raw BIGINT NULL,
    assessed_on DATE NULL,
    data LONGBLOB NOT NULL,
    PRIMARY KEY (staff_id),
    KEY ix_staff_profiles_unit_id (unit_id),
    CONSTRAINT fk_staff_profiles_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE IF EXISTS staff_profiles;
