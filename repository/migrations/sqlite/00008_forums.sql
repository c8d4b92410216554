-- +goose Up
CREATE TABLE IF NOT EXISTS forums (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    programme_id BLOB NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    held_at DATETIME NOT NULL,
    held_on TEXT NOT NULL,
    place TEXT NOT NULL,
    link TEXT NOT NULL,
    capacity INTEGER,
    minutes TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_forums_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_forums_programme_id_held_on ON forums (programme_id, held_on);

CREATE TABLE IF NOT EXISTS participants (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    forum_id BLOB NOT NULL,
    staff_id BLOB,
    unit_id BLOB,
    guest TEXT NOT NULL,
    attended INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_participants_forum_id FOREIGN KEY (forum_id) REFERENCES forums (id),
    CONSTRAINT fk_participants_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_participants_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_participants_forum_id_staff_id ON participants (forum_id, staff_id);
CREATE INDEX IF NOT EXISTS ix_participants_staff_id ON participants (staff_id);
CREATE INDEX IF NOT EXISTS ix_participants_unit_id ON participants (unit_id);

CREATE TABLE IF NOT EXISTS questions (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    forum_id BLOB NOT NULL,
    programme_id BLOB NOT NULL,
    body TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    author_id BLOB,
    author_name TEXT NOT NULL,
    owner TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    change_id BLOB,
    answered_at DATETIME,
    answered_by BLOB,
    PRIMARY KEY (id),
    CONSTRAINT fk_questions_forum_id FOREIGN KEY (forum_id) REFERENCES forums (id),
    CONSTRAINT fk_questions_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_questions_change_id FOREIGN KEY (change_id) REFERENCES programme_changes (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_questions_forum_id_state ON questions (forum_id, state);
CREATE INDEX IF NOT EXISTS ix_questions_programme_id_state ON questions (programme_id, state);
CREATE INDEX IF NOT EXISTS ix_questions_change_id ON questions (change_id);

CREATE TABLE IF NOT EXISTS concerns (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    programme_id BLOB NOT NULL,
    forum_id BLOB,
    staff_id BLOB,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_by BLOB,
    answered_at DATETIME,
    answered_by BLOB,
    PRIMARY KEY (id),
    CONSTRAINT fk_concerns_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_concerns_forum_id FOREIGN KEY (forum_id) REFERENCES forums (id),
    CONSTRAINT fk_concerns_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_concerns_programme_id_reason ON concerns (programme_id, reason);
CREATE INDEX IF NOT EXISTS ix_concerns_programme_id_state ON concerns (programme_id, state);
CREATE INDEX IF NOT EXISTS ix_concerns_forum_id ON concerns (forum_id);
CREATE INDEX IF NOT EXISTS ix_concerns_staff_id ON concerns (staff_id);

-- +goose Down
DROP TABLE IF EXISTS concerns;
DROP TABLE IF EXISTS questions;
DROP TABLE IF EXISTS participants;
DROP TABLE IF EXISTS forums;
