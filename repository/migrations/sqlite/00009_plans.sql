-- +goose Up
CREATE TABLE IF NOT EXISTS jobs (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    error_code TEXT NOT NULL,
    detail TEXT NOT NULL,
    created_by BLOB,
    started_at DATETIME,
    finished_at DATETIME,
    lease_until DATETIME,
    lease_by BLOB,
    attempts INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_jobs_state ON jobs (state, id);
CREATE INDEX IF NOT EXISTS ix_jobs_kind ON jobs (kind, id);
CREATE INDEX IF NOT EXISTS ix_jobs_subject_id ON jobs (subject_id, id);

CREATE TABLE IF NOT EXISTS plans (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    programme_id BLOB NOT NULL REFERENCES programmes (id),
    job_id BLOB NOT NULL REFERENCES jobs (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    move_limit INTEGER,
    planned_date TEXT NOT NULL,
    time_limit_seconds INTEGER NOT NULL,
    state TEXT NOT NULL,
    as_of TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    figures TEXT,
    conflict TEXT,
    error_code TEXT NOT NULL,
    detail TEXT NOT NULL,
    created_by BLOB,
    adopted_at DATETIME,
    adopted_by BLOB,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_plans_programme_id ON plans (programme_id, id);
CREATE INDEX IF NOT EXISTS ix_plans_state ON plans (state, id);
CREATE INDEX IF NOT EXISTS ix_plans_job_id ON plans (job_id);

CREATE TABLE IF NOT EXISTS plan_moves (
    id BLOB NOT NULL,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    number INTEGER NOT NULL,
    staff_id BLOB NOT NULL REFERENCES staff (id),
    from_position_id BLOB REFERENCES positions (id),
    to_position_id BLOB NOT NULL REFERENCES positions (id),
    from_unit_id BLOB,
    to_unit_id BLOB NOT NULL,
    stay TEXT NOT NULL,
    parts TEXT NOT NULL,
    gain INTEGER NOT NULL,
    chain INTEGER NOT NULL,
    ring INTEGER NOT NULL,
    proposal_id BLOB REFERENCES proposals (id),
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_plan_moves_plan_id_number ON plan_moves (plan_id, number);
CREATE INDEX IF NOT EXISTS ix_plan_moves_plan_id_ring ON plan_moves (plan_id, ring);
CREATE INDEX IF NOT EXISTS ix_plan_moves_staff_id ON plan_moves (staff_id);
CREATE INDEX IF NOT EXISTS ix_plan_moves_from_position_id ON plan_moves (from_position_id);
CREATE INDEX IF NOT EXISTS ix_plan_moves_to_position_id ON plan_moves (to_position_id);
CREATE INDEX IF NOT EXISTS ix_plan_moves_proposal_id ON plan_moves (proposal_id);

-- The texts of a plan, gzip-compressed and cut into rows that every engine takes.
CREATE TABLE IF NOT EXISTS plan_chunks (
    plan_id BLOB NOT NULL REFERENCES plans (id),
    part TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (plan_id, part, ordinal)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE IF EXISTS plan_chunks;
DROP TABLE IF EXISTS plan_moves;
DROP TABLE IF EXISTS plans;
DROP TABLE IF EXISTS jobs;
