-- +goose Up

CREATE TABLE IF NOT EXISTS units (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_norm VARCHAR(200) NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent_id BINARY(16) NULL,
    head_position_id BINARY(16) NULL,
    active TINYINT(1) NOT NULL,
    remote TINYINT(1) NOT NULL,
    valid_from DATE NULL,
    valid_to DATE NULL,
    siasn_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    path VARCHAR(340) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    path_end VARCHAR(340) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    depth BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_units_code (code),
    KEY ix_units_parent_id_name_norm (parent_id, name_norm),
    KEY ix_units_path (path),
    KEY ix_units_name_norm (name_norm),
    KEY ix_units_head_position_id (head_position_id),
    KEY ix_units_kind_name_norm (kind, name_norm),
    KEY ix_units_active_name_norm (active, name_norm),
    CONSTRAINT fk_units_parent_id FOREIGN KEY (parent_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS competencies (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_norm VARCHAR(200) NOT NULL,
    cluster VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_competencies_code (code),
    KEY ix_competencies_name_norm (name_norm),
    KEY ix_competencies_cluster_name_norm (cluster, name_norm)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS positions (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title VARCHAR(200) NOT NULL,
    title_norm VARCHAR(200) NOT NULL,
    unit_id BINARY(16) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    level VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    echelon VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    job_class BIGINT NOT NULL,
    rank_min VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rank_max VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    education_min VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    majors LONGTEXT NOT NULL,
    quota BIGINT NOT NULL,
    strategic TINYINT(1) NOT NULL,
    retirement_age BIGINT NOT NULL,
    family VARCHAR(120) NOT NULL,
    special VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    handles_money TINYINT(1) NOT NULL,
    active TINYINT(1) NOT NULL,
    valid_from DATE NULL,
    valid_to DATE NULL,
    siasn_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_positions_code (code),
    KEY ix_positions_unit_id_title_norm (unit_id, title_norm),
    KEY ix_positions_title_norm (title_norm),
    KEY ix_positions_kind_title_norm (kind, title_norm),
    KEY ix_positions_strategic_title_norm (strategic, title_norm),
    KEY ix_positions_active_title_norm (active, title_norm),
    KEY ix_positions_job_class (job_class),
    CONSTRAINT fk_positions_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS position_requirements (
    position_id BINARY(16) NOT NULL,
    competency_id BINARY(16) NOT NULL,
    level BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    PRIMARY KEY (position_id, competency_id),
    KEY ix_position_requirements_competency_id (competency_id),
    CONSTRAINT fk_position_requirements_position_id FOREIGN KEY (position_id) REFERENCES positions (id),
    CONSTRAINT fk_position_requirements_competency_id FOREIGN KEY (competency_id) REFERENCES competencies (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS staff (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    nip VARCHAR(18) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(120) NOT NULL,
    name_norm VARCHAR(120) NOT NULL,
    title_prefix VARCHAR(40) NOT NULL,
    title_suffix VARCHAR(60) NOT NULL,
    employment VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sex VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    birth_date DATE NOT NULL,
    rank_code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rank_since DATE NULL,
    education_level VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    major VARCHAR(120) NOT NULL,
    unit_id BINARY(16) NULL,
    position_id BINARY(16) NULL,
    position_since DATE NULL,
    status VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    email VARCHAR(200) NOT NULL,
    phone VARCHAR(30) NOT NULL,
    legal_status VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    probation TINYINT(1) NOT NULL,
    part_time TINYINT(1) NOT NULL,
    appointed_on DATE NULL,
    pns_since DATE NULL,
    pledge_on DATE NULL,
    service_bond_until DATE NULL,
    in_court TINYINT(1) NULL,
    under_examination TINYINT(1) NULL,
    agency VARCHAR(200) NOT NULL,
    relations_declared_on DATE NULL,
    siasn_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_staff_nip (nip),
    KEY ix_staff_name_norm (name_norm),
    KEY ix_staff_unit_id_name_norm (unit_id, name_norm),
    KEY ix_staff_position_id_name_norm (position_id, name_norm),
    KEY ix_staff_status_name_norm (status, name_norm),
    KEY ix_staff_employment_name_norm (employment, name_norm),
    KEY ix_staff_rank_code_name_norm (rank_code, name_norm),
    KEY ix_staff_birth_date (birth_date),
    CONSTRAINT fk_staff_unit_id FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT fk_staff_position_id FOREIGN KEY (position_id) REFERENCES positions (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS appointments (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    position_id BINARY(16) NOT NULL,
    unit_id BINARY(16) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    assignment VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    decree_id BINARY(16) NULL,
    proposal_id BINARY(16) NULL,
    decree_number VARCHAR(100) NOT NULL,
    note VARCHAR(500) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_appointments_staff_id_valid_from (staff_id, valid_from),
    KEY ix_appointments_position_id_kind_valid_from (position_id, kind, valid_from),
    KEY ix_appointments_unit_id_valid_from (unit_id, valid_from),
    KEY ix_appointments_decree_id (decree_id),
    CONSTRAINT fk_appointments_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_appointments_position_id FOREIGN KEY (position_id) REFERENCES positions (id),
    CONSTRAINT fk_appointments_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS assessments (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    competency_id BINARY(16) NOT NULL,
    level BIGINT NOT NULL,
    assessed_on DATE NOT NULL,
    method VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    assessor VARCHAR(120) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_assessments_staff_id_competency_id_assessed_on (staff_id, competency_id, assessed_on),
    KEY ix_assessments_competency_id (competency_id),
    KEY ix_assessments_staff_id_assessed_on (staff_id, assessed_on),
    CONSTRAINT fk_assessments_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_assessments_competency_id FOREIGN KEY (competency_id) REFERENCES competencies (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS educations (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    level VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    major VARCHAR(120) NOT NULL,
    institution VARCHAR(200) NOT NULL,
    graduated_on DATE NULL,
    siasn_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    KEY ix_educations_staff_id_created_at (staff_id, created_at),
    CONSTRAINT fk_educations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ratings (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    year BIGINT NOT NULL,
    results BIGINT NOT NULL,
    behaviour BIGINT NOT NULL,
    predicate VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rater VARCHAR(120) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_ratings_staff_id_year (staff_id, year),
    CONSTRAINT fk_ratings_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS training_records (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    title VARCHAR(200) NOT NULL,
    kind VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hours BIGINT NOT NULL,
    completed_on DATE NOT NULL,
    certificate VARCHAR(100) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_training_records_staff_id_completed_on (staff_id, completed_on),
    CONSTRAINT fk_training_records_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS sanctions (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    level VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    decree_number VARCHAR(100) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NULL,
    reason VARCHAR(500) NOT NULL,
    revoked_on DATE NULL,
    PRIMARY KEY (id),
    KEY ix_sanctions_staff_id_starts_on (staff_id, starts_on),
    CONSTRAINT fk_sanctions_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS tests (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    purpose VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    family VARCHAR(120) NOT NULL,
    held_on DATE NOT NULL,
    passed TINYINT(1) NOT NULL,
    agency VARCHAR(200) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_tests_staff_id_held_on (staff_id, held_on),
    CONSTRAINT fk_tests_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS relations (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    other_staff_id BINARY(16) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_relations_staff_id_other_staff_id_kind (staff_id, other_staff_id, kind),
    KEY ix_relations_other_staff_id (other_staff_id),
    CONSTRAINT fk_relations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_relations_other_staff_id FOREIGN KEY (other_staff_id) REFERENCES staff (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS holidays (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    date DATE NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_holidays_date (date)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS reference_entries (
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(255) NOT NULL,
    name_norm VARCHAR(255) NOT NULL,
    level VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    retirement_age BIGINT NULL,
    active TINYINT(1) NOT NULL,
    ordinal BIGINT NOT NULL,
    attributes LONGTEXT NOT NULL,
    PRIMARY KEY (kind, code),
    KEY ix_reference_entries_kind_name_norm (kind, name_norm),
    KEY ix_reference_entries_kind_ordinal (kind, ordinal)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS search_words (
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    word VARCHAR(40) NOT NULL,
    ref_id BINARY(16) NOT NULL,
    PRIMARY KEY (kind, word, ref_id),
    KEY ix_search_words_ref_id_kind (ref_id, kind)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS users (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    username VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(120) NOT NULL,
    roles LONGTEXT NOT NULL,
    staff_id BINARY(16) NULL,
    unit_id BINARY(16) NULL,
    disabled TINYINT(1) NOT NULL,
    password_hash VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    must_change TINYINT(1) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_users_username (username),
    KEY ix_users_staff_id (staff_id),
    KEY ix_users_unit_id (unit_id),
    KEY ix_users_disabled_username (disabled, username),
    CONSTRAINT fk_users_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_users_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS sessions (
    id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    revoked_at DATETIME(6) NULL,
    address VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    agent VARCHAR(200) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_sessions_user_id (user_id),
    KEY ix_sessions_expires_at (expires_at),
    CONSTRAINT fk_sessions_user_id FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS refresh_tokens (
    hash VARBINARY(32) NOT NULL,
    session_id BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    PRIMARY KEY (hash),
    KEY ix_refresh_tokens_session_id (session_id),
    CONSTRAINT fk_refresh_tokens_session_id FOREIGN KEY (session_id) REFERENCES sessions (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS revocations (
    session_id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (session_id),
    KEY ix_revocations_at (at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS signing_keys (
    kid VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    private_key VARBINARY(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    retired_at DATETIME(6) NULL,
    PRIMARY KEY (kid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS policy_sets (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    title VARCHAR(200) NOT NULL,
    citation VARCHAR(500) NOT NULL,
    valid_from DATE NOT NULL,
    rules LONGTEXT NOT NULL,
    created_by BINARY(16) NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_policy_sets_version (version),
    KEY ix_policy_sets_valid_from (valid_from)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS counters (
    name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    year BIGINT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (name, year)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS decrees (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    number VARCHAR(100) NOT NULL,
    signed_on DATE NOT NULL,
    effective_date DATE NOT NULL,
    state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    signed_by BINARY(16) NULL,
    signed_at DATETIME(6) NULL,
    attempts BIGINT NOT NULL,
    next_try_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_decrees_number (number),
    KEY ix_decrees_state_effective_date (state, effective_date),
    KEY ix_decrees_effective_date (effective_date),
    KEY ix_decrees_signed_on (signed_on)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS proposals (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    number VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    staff_id BINARY(16) NOT NULL,
    to_position_id BINARY(16) NULL,
    to_agency VARCHAR(200) NOT NULL,
    type VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    initiative VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason TEXT NOT NULL,
    reason_code VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    planned_date DATE NOT NULL,
    programme_id BINARY(16) NULL,
    plan_id BINARY(16) NULL,
    early_ground VARCHAR(500) NOT NULL,
    imut_number VARCHAR(60) NOT NULL,
    state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    direction VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    movement VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_position_id BINARY(16) NULL,
    from_unit_id BINARY(16) NULL,
    to_unit_id BINARY(16) NULL,
    open_key BINARY(16) NULL,
    policy_version BIGINT NOT NULL,
    decree_id BINARY(16) NULL,
    started_on DATE NULL,
    created_by BINARY(16) NULL,
    submitted_by BINARY(16) NULL,
    verified_by BINARY(16) NULL,
    submitted_at DATETIME(6) NULL,
    decided_at DATETIME(6) NULL,
    effective_on DATE NULL,
    blocked VARCHAR(500) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_proposals_number (number),
    UNIQUE KEY uq_proposals_open_key (open_key),
    KEY ix_proposals_staff_id_number (staff_id, number),
    KEY ix_proposals_state_number (state, number),
    KEY ix_proposals_to_position_id_state (to_position_id, state),
    KEY ix_proposals_from_position_id_state (from_position_id, state),
    KEY ix_proposals_from_unit_id_number (from_unit_id, number),
    KEY ix_proposals_to_unit_id_number (to_unit_id, number),
    KEY ix_proposals_decree_id (decree_id),
    KEY ix_proposals_planned_date (planned_date),
    KEY ix_proposals_type_number (type, number),
    KEY ix_proposals_initiative_number (initiative, number),
    KEY ix_proposals_programme_id_number (programme_id, number),
    KEY ix_proposals_plan_id_number (plan_id, number),
    CONSTRAINT fk_proposals_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_proposals_to_position_id FOREIGN KEY (to_position_id) REFERENCES positions (id),
    CONSTRAINT fk_proposals_from_position_id FOREIGN KEY (from_position_id) REFERENCES positions (id),
    CONSTRAINT fk_proposals_from_unit_id FOREIGN KEY (from_unit_id) REFERENCES units (id),
    CONSTRAINT fk_proposals_to_unit_id FOREIGN KEY (to_unit_id) REFERENCES units (id),
    CONSTRAINT fk_proposals_decree_id FOREIGN KEY (decree_id) REFERENCES decrees (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS proposal_history (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    actor_id BINARY(16) NULL,
    actor_name VARCHAR(120) NOT NULL,
    action VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    to_state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    KEY ix_proposal_history_proposal_id_at (proposal_id, at),
    CONSTRAINT fk_proposal_history_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS comments (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    author_id BINARY(16) NULL,
    author_name VARCHAR(120) NOT NULL,
    body TEXT NOT NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_comments_proposal_id_at (proposal_id, at),
    CONSTRAINT fk_comments_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS consents (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    side VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    decision VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note TEXT NOT NULL,
    document_id BINARY(16) NULL,
    given_by BINARY(16) NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_consents_proposal_id_at (proposal_id, at),
    CONSTRAINT fk_consents_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS opinions (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    body VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    opinion VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    held_on DATE NOT NULL,
    members LONGTEXT NOT NULL,
    recorded_by BINARY(16) NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_opinions_proposal_id_at (proposal_id, at),
    CONSTRAINT fk_opinions_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS documents (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    content_type VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size BIGINT NOT NULL,
    sha256 VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    issued_on DATE NULL,
    valid_until DATE NULL,
    uploaded_by BINARY(16) NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_documents_proposal_id_at (proposal_id, at),
    KEY ix_documents_sha256 (sha256),
    CONSTRAINT fk_documents_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS overrides (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    rule_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason TEXT NOT NULL,
    document_id BINARY(16) NULL,
    by_user BINARY(16) NULL,
    at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_overrides_proposal_id_rule_code (proposal_id, rule_code),
    CONSTRAINT fk_overrides_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS check_runs (
    id BINARY(16) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    gate VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    policy_version BIGINT NOT NULL,
    facts LONGTEXT NOT NULL,
    results LONGTEXT NOT NULL,
    PRIMARY KEY (id),
    KEY ix_check_runs_proposal_id_at (proposal_id, at),
    CONSTRAINT fk_check_runs_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS evaluations (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    proposal_id BINARY(16) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    unit_id BINARY(16) NOT NULL,
    stage VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_on DATE NOT NULL,
    results BIGINT NOT NULL,
    behaviour BIGINT NOT NULL,
    adaptation BIGINT NOT NULL,
    note TEXT NOT NULL,
    action VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    predicate VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    submitted_at DATETIME(6) NULL,
    submitted_by BINARY(16) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_evaluations_proposal_id_stage (proposal_id, stage),
    KEY ix_evaluations_due_on (due_on),
    KEY ix_evaluations_unit_id_due_on (unit_id, due_on),
    KEY ix_evaluations_staff_id_due_on (staff_id, due_on),
    KEY ix_evaluations_submitted_at_due_on (submitted_at, due_on),
    CONSTRAINT fk_evaluations_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id),
    CONSTRAINT fk_evaluations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_evaluations_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS follow_ups (
    id BINARY(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    evaluation_id BINARY(16) NOT NULL,
    staff_id BINARY(16) NOT NULL,
    unit_id BINARY(16) NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner VARCHAR(120) NOT NULL,
    due_on DATE NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    KEY ix_follow_ups_evaluation_id (evaluation_id),
    KEY ix_follow_ups_state_created_at (state, created_at),
    KEY ix_follow_ups_unit_id_created_at (unit_id, created_at),
    KEY ix_follow_ups_staff_id_created_at (staff_id, created_at),
    KEY ix_follow_ups_created_at (created_at),
    CONSTRAINT fk_follow_ups_evaluation_id FOREIGN KEY (evaluation_id) REFERENCES evaluations (id),
    CONSTRAINT fk_follow_ups_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_follow_ups_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS audit (
    seq BIGINT NOT NULL AUTO_INCREMENT,
    id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    actor_id BINARY(16) NULL,
    actor_name VARCHAR(120) NOT NULL,
    action VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_type VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id BINARY(16) NULL,
    subject_version BIGINT NOT NULL,
    before_json LONGTEXT NULL,
    after_json LONGTEXT NULL,
    request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    address VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (seq),
    UNIQUE KEY uq_audit_id (id),
    KEY ix_audit_subject_id_seq (subject_id, seq),
    KEY ix_audit_actor_id_seq (actor_id, seq),
    KEY ix_audit_at (at),
    KEY ix_audit_action_seq (action, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS outbox (
    seq BIGINT NOT NULL AUTO_INCREMENT,
    id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    topic VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_type VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id BINARY(16) NULL,
    payload LONGTEXT NOT NULL,
    PRIMARY KEY (seq),
    UNIQUE KEY uq_outbox_id (id),
    KEY ix_outbox_at (at),
    KEY ix_outbox_subject_id_seq (subject_id, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS idempotency_keys (
    key_hash VARBINARY(32) NOT NULL,
    body_hash VARBINARY(32) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    subject_type VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id BINARY(16) NULL,
    status BIGINT NOT NULL,
    headers LONGTEXT NOT NULL,
    response LONGBLOB NOT NULL,
    PRIMARY KEY (key_hash),
    KEY ix_idempotency_keys_created_at (created_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS settings (
    name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    value TEXT NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE IF EXISTS settings;
DROP TABLE IF EXISTS idempotency_keys;
DROP TABLE IF EXISTS outbox;
DROP TABLE IF EXISTS audit;
DROP TABLE IF EXISTS follow_ups;
DROP TABLE IF EXISTS evaluations;
DROP TABLE IF EXISTS check_runs;
DROP TABLE IF EXISTS overrides;
DROP TABLE IF EXISTS documents;
DROP TABLE IF EXISTS opinions;
DROP TABLE IF EXISTS consents;
DROP TABLE IF EXISTS comments;
DROP TABLE IF EXISTS proposal_history;
DROP TABLE IF EXISTS proposals;
DROP TABLE IF EXISTS decrees;
DROP TABLE IF EXISTS counters;
DROP TABLE IF EXISTS policy_sets;
DROP TABLE IF EXISTS signing_keys;
DROP TABLE IF EXISTS revocations;
DROP TABLE IF EXISTS refresh_tokens;
DROP TABLE IF EXISTS sessions;
DROP TABLE IF EXISTS users;
DROP TABLE IF EXISTS search_words;
DROP TABLE IF EXISTS reference_entries;
DROP TABLE IF EXISTS holidays;
DROP TABLE IF EXISTS relations;
DROP TABLE IF EXISTS tests;
DROP TABLE IF EXISTS sanctions;
DROP TABLE IF EXISTS training_records;
DROP TABLE IF EXISTS ratings;
DROP TABLE IF EXISTS educations;
DROP TABLE IF EXISTS assessments;
DROP TABLE IF EXISTS appointments;
DROP TABLE IF EXISTS staff;
DROP TABLE IF EXISTS position_requirements;
DROP TABLE IF EXISTS positions;
DROP TABLE IF EXISTS competencies;
DROP TABLE IF EXISTS units;
