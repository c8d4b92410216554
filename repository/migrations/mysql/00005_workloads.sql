-- +goose Up
CREATE TABLE IF NOT EXISTS workloads (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    position_id BINARY(16) NOT NULL,
    year BIGINT NOT NULL,
    status VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    method VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    growth BIGINT NOT NULL,
    note VARCHAR(1000) NOT NULL,
    effective_minutes BIGINT NOT NULL,
    rounding VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    policy_version BIGINT NOT NULL,
    task_count BIGINT NOT NULL,
    total_load BIGINT NOT NULL,
    need_raw BIGINT NOT NULL,
    need BIGINT NOT NULL,
    counts TINYINT(1) NULL,
    latest TINYINT(1) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_workloads_position_id_year_version (position_id, year, version),
    UNIQUE KEY uq_workloads_position_id_year_counts (position_id, year, counts),
    UNIQUE KEY uq_workloads_position_id_latest (position_id, latest),
    KEY ix_workloads_year_counts (year, counts),
    CONSTRAINT fk_workloads_position_id FOREIGN KEY (position_id) REFERENCES positions (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS workload_tasks (
    workload_id BINARY(16) NOT NULL,
    ordinal BIGINT NOT NULL,
    name VARCHAR(300) NOT NULL,
    output VARCHAR(120) NOT NULL,
    period VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    volume BIGINT NOT NULL,
    norm_minutes BIGINT NOT NULL,
    PRIMARY KEY (workload_id, ordinal),
    CONSTRAINT fk_workload_tasks_workload_id FOREIGN KEY (workload_id) REFERENCES workloads (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The needs table counts holders by position from this index alone.
CREATE INDEX ix_staff_position_id_birth_date_employment ON staff (position_id, birth_date, employment);

-- +goose Down
DROP INDEX ix_staff_position_id_birth_date_employment ON staff;
DROP TABLE IF EXISTS workload_tasks;
DROP TABLE IF EXISTS workloads;
