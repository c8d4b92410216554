-- +goose Up
CREATE TABLE IF NOT EXISTS programmes (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_norm VARCHAR(400) NOT NULL,
    goal VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    criteria TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    phases TEXT NOT NULL,
    weights TEXT NOT NULL,
    limits LONGTEXT NOT NULL,
    change_note TEXT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    phase VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seed VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    frozen_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    frozen_at DATETIME(6) NULL,
    created_by BINARY(16) NULL,
    adopted_plan_id BINARY(16) NULL,
    PRIMARY KEY (id),
    KEY ix_programmes_name_norm (name_norm),
    KEY ix_programmes_starts_on (starts_on),
    KEY ix_programmes_state_starts_on (state, starts_on),
    KEY ix_programmes_goal_starts_on (goal, starts_on)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS programme_changes (
    id BINARY(16) NOT NULL,
    programme_id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    actor_id BINARY(16) NULL,
    before_json LONGTEXT NOT NULL,
    after_json LONGTEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    KEY ix_programme_changes_programme_id (programme_id),
    CONSTRAINT fk_programme_changes_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS aspirations (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    programme_id BINARY(16) NOT NULL,
    unit_id BINARY(16) NULL,
    note TEXT NOT NULL,
    wishes TEXT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    open_key BINARY(16) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_aspirations_programme_id_open_key (programme_id, open_key),
    KEY ix_aspirations_staff_id (staff_id),
    KEY ix_aspirations_programme_id (programme_id),
    KEY ix_aspirations_state (state),
    KEY ix_aspirations_unit_id (unit_id),
    CONSTRAINT fk_aspirations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_aspirations_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_aspirations_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The wishes of active lists once more, one a row, for counting demand and for scores.
CREATE TABLE IF NOT EXISTS aspiration_wishes (
    aspiration_id BINARY(16) NOT NULL,
    wish_rank BIGINT NOT NULL,
    programme_id BINARY(16) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    position_id BINARY(16) NULL,
    unit_id BINARY(16) NULL,
    PRIMARY KEY (aspiration_id, wish_rank),
    KEY ix_aspiration_wishes_programme_id_position_id_wish_rank (programme_id, position_id, wish_rank),
    KEY ix_aspiration_wishes_programme_id_unit_id_wish_rank (programme_id, unit_id, wish_rank),
    KEY ix_aspiration_wishes_position_id (position_id),
    KEY ix_aspiration_wishes_unit_id (unit_id),
    KEY ix_aspiration_wishes_staff_id (staff_id),
    CONSTRAINT fk_aspiration_wishes_aspiration_id FOREIGN KEY (aspiration_id) REFERENCES aspirations (id),
    CONSTRAINT fk_aspiration_wishes_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_aspiration_wishes_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_aspiration_wishes_position_id FOREIGN KEY (position_id) REFERENCES positions (id),
    CONSTRAINT fk_aspiration_wishes_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS aspiration_history (
    id BINARY(16) NOT NULL,
    aspiration_id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    at DATETIME(6) NOT NULL,
    actor_id BINARY(16) NULL,
    actor_name VARCHAR(120) NOT NULL,
    action VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    wishes TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_aspiration_history_aspiration_id_version (aspiration_id, version),
    CONSTRAINT fk_aspiration_history_aspiration_id FOREIGN KEY (aspiration_id) REFERENCES aspirations (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE IF EXISTS aspiration_history;
DROP TABLE IF EXISTS aspiration_wishes;
DROP TABLE IF EXISTS aspirations;
DROP TABLE IF EXISTS programme_changes;
DROP TABLE IF EXISTS programmes;
