-- +goose Up
CREATE TABLE IF NOT EXISTS programmes (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    name TEXT NOT NULL,
    name_norm TEXT NOT NULL,
    goal TEXT NOT NULL,
    criteria TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    phases TEXT NOT NULL,
    weights TEXT NOT NULL,
    limits TEXT NOT NULL,
    change_note TEXT NOT NULL,
    state TEXT NOT NULL,
    phase TEXT NOT NULL,
    seed TEXT NOT NULL,
    frozen_hash TEXT NOT NULL,
    frozen_at DATETIME,
    created_by BLOB,
    adopted_plan_id BLOB,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_programmes_name_norm ON programmes (name_norm);
CREATE INDEX IF NOT EXISTS ix_programmes_starts_on ON programmes (starts_on);
CREATE INDEX IF NOT EXISTS ix_programmes_state_starts_on ON programmes (state, starts_on);
CREATE INDEX IF NOT EXISTS ix_programmes_goal_starts_on ON programmes (goal, starts_on);

CREATE TABLE IF NOT EXISTS programme_changes (
    id BLOB NOT NULL,
    programme_id BLOB NOT NULL,
    at DATETIME NOT NULL,
    actor_id BLOB,
    before_json TEXT NOT NULL,
    after_json TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_programme_changes_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_programme_changes_programme_id ON programme_changes (programme_id);

CREATE TABLE IF NOT EXISTS aspirations (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    programme_id BLOB NOT NULL,
    unit_id BLOB,
    note TEXT NOT NULL,
    wishes TEXT NOT NULL,
    state TEXT NOT NULL,
    open_key BLOB,
    PRIMARY KEY (id),
    CONSTRAINT fk_aspirations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_aspirations_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_aspirations_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_aspirations_programme_id_open_key ON aspirations (programme_id, open_key);
CREATE INDEX IF NOT EXISTS ix_aspirations_staff_id ON aspirations (staff_id);
CREATE INDEX IF NOT EXISTS ix_aspirations_programme_id ON aspirations (programme_id);
CREATE INDEX IF NOT EXISTS ix_aspirations_state ON aspirations (state);
CREATE INDEX IF NOT EXISTS ix_aspirations_unit_id ON aspirations (unit_id);

-- The wishes of active lists once more, one a row, for counting demand and for scores.
CREATE TABLE IF NOT EXISTS aspiration_wishes (
    aspiration_id BLOB NOT NULL,
    wish_rank INTEGER NOT NULL,
    programme_id BLOB NOT NULL,
    staff_id BLOB NOT NULL,
    position_id BLOB,
    unit_id BLOB,
    PRIMARY KEY (aspiration_id, wish_rank),
    CONSTRAINT fk_aspiration_wishes_aspiration_id FOREIGN KEY (aspiration_id) REFERENCES aspirations (id),
    CONSTRAINT fk_aspiration_wishes_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_aspiration_wishes_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_aspiration_wishes_position_id FOREIGN KEY (position_id) REFERENCES positions (id),
    CONSTRAINT fk_aspiration_wishes_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_aspiration_wishes_programme_id_position_id_wish_rank ON aspiration_wishes (programme_id, position_id, wish_rank);
CREATE INDEX IF NOT EXISTS ix_aspiration_wishes_programme_id_unit_id_wish_rank ON aspiration_wishes (programme_id, unit_id, wish_rank);
CREATE INDEX IF NOT EXISTS ix_aspiration_wishes_position_id ON aspiration_wishes (position_id);
CREATE INDEX IF NOT EXISTS ix_aspiration_wishes_unit_id ON aspiration_wishes (unit_id);
CREATE INDEX IF NOT EXISTS ix_aspiration_wishes_staff_id ON aspiration_wishes (staff_id);

CREATE TABLE IF NOT EXISTS aspiration_history (
    id BLOB NOT NULL,
    aspiration_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    at DATETIME NOT NULL,
    actor_id BLOB,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    wishes TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_aspiration_history_aspiration_id FOREIGN KEY (aspiration_id) REFERENCES aspirations (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_aspiration_history_aspiration_id_version ON aspiration_history (aspiration_id, version);

-- +goose Down
DROP TABLE IF EXISTS aspiration_history;
DROP TABLE IF EXISTS aspiration_wishes;
DROP TABLE IF EXISTS aspirations;
DROP TABLE IF EXISTS programme_changes;
DROP TABLE IF EXISTS programmes;
