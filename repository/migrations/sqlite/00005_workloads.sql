-- +goose Up
CREATE TABLE IF NOT EXISTS workloads (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    position_id BLOB NOT NULL REFERENCES positions (id),
    year INTEGER NOT NULL,
    status TEXT NOT NULL,
    method TEXT NOT NULL,
    growth INTEGER NOT NULL,
    note TEXT NOT NULL,
    effective_minutes INTEGER NOT NULL,
    rounding TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    task_count INTEGER NOT NULL,
    total_load INTEGER NOT NULL,
    need_raw INTEGER NOT NULL,
    need INTEGER NOT NULL,
    counts INTEGER,
    latest INTEGER,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_workloads_position_id_year_version ON workloads (position_id, year, version);
CREATE UNIQUE INDEX IF NOT EXISTS uq_workloads_position_id_year_counts ON workloads (position_id, year, counts);
CREATE UNIQUE INDEX IF NOT EXISTS uq_workloads_position_id_latest ON workloads (position_id, latest);
CREATE INDEX IF NOT EXISTS ix_workloads_year_counts ON workloads (year, counts);

CREATE TABLE IF NOT EXISTS workload_tasks (
    workload_id BLOB NOT NULL REFERENCES workloads (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    output TEXT NOT NULL,
    period TEXT NOT NULL,
    volume INTEGER NOT NULL,
    norm_minutes INTEGER NOT NULL,
    PRIMARY KEY (workload_id, ordinal)
) WITHOUT ROWID;

-- The needs table counts holders by position from this index alone.
CREATE INDEX IF NOT EXISTS ix_staff_position_id_birth_date_employment ON staff (position_id, birth_date, employment);

-- +goose Down
DROP INDEX IF EXISTS ix_staff_position_id_birth_date_employment;
DROP TABLE IF EXISTS workload_tasks;
DROP TABLE IF EXISTS workloads;
