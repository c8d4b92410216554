-- +goose Up
CREATE TABLE IF NOT EXISTS forums (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    programme_id BINARY(16) NOT NULL,
    title VARCHAR(200) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    held_at DATETIME(6) NOT NULL,
    held_on DATE NOT NULL,
    place VARCHAR(200) NOT NULL,
    link VARCHAR(500) NOT NULL,
    capacity BIGINT NULL,
    minutes MEDIUMTEXT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    KEY ix_forums_programme_id_held_on (programme_id, held_on),
    CONSTRAINT fk_forums_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS participants (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    forum_id BINARY(16) NOT NULL,
    staff_id BINARY(16) NULL,
    unit_id BINARY(16) NULL,
    guest VARCHAR(120) NOT NULL,
    attended TINYINT(1) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_participants_forum_id_staff_id (forum_id, staff_id),
    KEY ix_participants_staff_id (staff_id),
    KEY ix_participants_unit_id (unit_id),
    CONSTRAINT fk_participants_forum_id FOREIGN KEY (forum_id) REFERENCES forums (id),
    CONSTRAINT fk_participants_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_participants_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS questions (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    forum_id BINARY(16) NOT NULL,
    programme_id BINARY(16) NOT NULL,
    body TEXT NOT NULL,
    anonymous TINYINT(1) NOT NULL,
    author_id BINARY(16) NULL,
    author_name VARCHAR(120) NOT NULL,
    owner VARCHAR(120) NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer TEXT NOT NULL,
    change_id BINARY(16) NULL,
    answered_at DATETIME(6) NULL,
    answered_by BINARY(16) NULL,
    PRIMARY KEY (id),
    KEY ix_questions_forum_id_state (forum_id, state),
    KEY ix_questions_programme_id_state (programme_id, state),
    KEY ix_questions_change_id (change_id),
    CONSTRAINT fk_questions_forum_id FOREIGN KEY (forum_id) REFERENCES forums (id),
    CONSTRAINT fk_questions_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_questions_change_id FOREIGN KEY (change_id) REFERENCES programme_changes (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS concerns (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    programme_id BINARY(16) NOT NULL,
    forum_id BINARY(16) NULL,
    staff_id BINARY(16) NULL,
    reason VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note TEXT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer TEXT NOT NULL,
    created_by BINARY(16) NULL,
    answered_at DATETIME(6) NULL,
    answered_by BINARY(16) NULL,
    PRIMARY KEY (id),
    KEY ix_concerns_programme_id_reason (programme_id, reason),
    KEY ix_concerns_programme_id_state (programme_id, state),
    KEY ix_concerns_forum_id (forum_id),
    KEY ix_concerns_staff_id (staff_id),
    CONSTRAINT fk_concerns_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_concerns_forum_id FOREIGN KEY (forum_id) REFERENCES forums (id),
    CONSTRAINT fk_concerns_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE IF EXISTS concerns;
DROP TABLE IF EXISTS questions;
DROP TABLE IF EXISTS participants;
DROP TABLE IF EXISTS forums;
