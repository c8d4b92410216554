-- +goose Up
CREATE TABLE IF NOT EXISTS jobs (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id BINARY(16) NOT NULL,
    state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    stage VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    error_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    detail LONGTEXT NOT NULL,
    created_by BINARY(16) NULL,
    started_at DATETIME(6) NULL,
    finished_at DATETIME(6) NULL,
    lease_until DATETIME(6) NULL,
    lease_by BINARY(16) NULL,
    attempts BIGINT NOT NULL,
    cancel_requested TINYINT(1) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_jobs_state (state, id),
    KEY ix_jobs_kind (kind, id),
    KEY ix_jobs_subject_id (subject_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS plans (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    programme_id BINARY(16) NOT NULL,
    job_id BINARY(16) NOT NULL,
    name VARCHAR(120) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    move_limit BIGINT NULL,
    planned_date DATE NOT NULL,
    time_limit_seconds BIGINT NOT NULL,
    state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    as_of DATE NOT NULL,
    policy_version BIGINT NOT NULL,
    figures LONGTEXT NULL,
    conflict LONGTEXT NULL,
    error_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    detail LONGTEXT NOT NULL,
    created_by BINARY(16) NULL,
    adopted_at DATETIME(6) NULL,
    adopted_by BINARY(16) NULL,
    PRIMARY KEY (id),
    KEY ix_plans_programme_id (programme_id, id),
    KEY ix_plans_state (state, id),
    KEY ix_plans_job_id (job_id),
    CONSTRAINT fk_plans_programme_id FOREIGN KEY (programme_id) REFERENCES programmes (id),
    CONSTRAINT fk_plans_job_id FOREIGN KEY (job_id) REFERENCES jobs (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS plan_moves (
    id BINARY(16) NOT NULL,
    plan_id BINARY(16) NOT NULL,
    number BIGINT NOT NULL,
    staff_id BINARY(16) NOT NULL,
    from_position_id BINARY(16) NULL,
    to_position_id BINARY(16) NOT NULL,
    from_unit_id BINARY(16) NULL,
    to_unit_id BINARY(16) NOT NULL,
    stay LONGTEXT NOT NULL,
    parts LONGTEXT NOT NULL,
    gain BIGINT NOT NULL,
    chain BIGINT NOT NULL,
    ring BIGINT NOT NULL,
    proposal_id BINARY(16) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_plan_moves_plan_id_number (plan_id, number),
    KEY ix_plan_moves_plan_id_ring (plan_id, ring),
    KEY ix_plan_moves_staff_id (staff_id),
    KEY ix_plan_moves_from_position_id (from_position_id),
    KEY ix_plan_moves_to_position_id (to_position_id),
    KEY ix_plan_moves_proposal_id (proposal_id),
    CONSTRAINT fk_plan_moves_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id),
    CONSTRAINT fk_plan_moves_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_plan_moves_from_position_id FOREIGN KEY (from_position_id) REFERENCES positions (id),
    CONSTRAINT fk_plan_moves_to_position_id FOREIGN KEY (to_position_id) REFERENCES positions (id),
    CONSTRAINT fk_plan_moves_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The texts of a plan, gzip-compressed and cut into rows that every engine takes.
CREATE TABLE IF NOT EXISTS plan_chunks (
    plan_id BINARY(16) NOT NULL,
    part VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ordinal BIGINT NOT NULL,
    content MEDIUMBLOB NOT NULL,
    PRIMARY KEY (plan_id, part, ordinal),
    CONSTRAINT fk_plan_chunks_plan_id FOREIGN KEY (plan_id) REFERENCES plans (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE IF EXISTS plan_chunks;
DROP TABLE IF EXISTS plan_moves;
DROP TABLE IF EXISTS plans;
DROP TABLE IF EXISTS jobs;
