-- +goose Up

CREATE TABLE IF NOT EXISTS units (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_norm TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id BLOB,
    head_position_id BLOB,
    active INTEGER NOT NULL,
    remote INTEGER NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    siasn_id TEXT NOT NULL,
    path TEXT NOT NULL,
    path_end TEXT NOT NULL,
    depth INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_units_parent_id FOREIGN KEY (parent_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_units_code ON units (code);
CREATE INDEX IF NOT EXISTS ix_units_parent_id_name_norm ON units (parent_id, name_norm);
CREATE INDEX IF NOT EXISTS ix_units_path ON units (path);
CREATE INDEX IF NOT EXISTS ix_units_name_norm ON units (name_norm);
CREATE INDEX IF NOT EXISTS ix_units_head_position_id ON units (head_position_id);
CREATE INDEX IF NOT EXISTS ix_units_kind_name_norm ON units (kind, name_norm);
CREATE INDEX IF NOT EXISTS ix_units_active_name_norm ON units (active, name_norm);

CREATE TABLE IF NOT EXISTS competencies (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_norm TEXT NOT NULL,
    cluster TEXT NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_competencies_code ON competencies (code);
CREATE INDEX IF NOT EXISTS ix_competencies_name_norm ON competencies (name_norm);
CREATE INDEX IF NOT EXISTS ix_competencies_cluster_name_norm ON competencies (cluster, name_norm);

CREATE TABLE IF NOT EXISTS positions (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    title_norm TEXT NOT NULL,
    unit_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    echelon TEXT NOT NULL,
    job_class INTEGER NOT NULL,
    rank_min TEXT NOT NULL,
    rank_max TEXT NOT NULL,
    education_min TEXT NOT NULL,
    majors TEXT NOT NULL,
    quota INTEGER NOT NULL,
    strategic INTEGER NOT NULL,
    retirement_age INTEGER NOT NULL,
    family TEXT NOT NULL,
    special TEXT NOT NULL,
    handles_money INTEGER NOT NULL,
    active INTEGER NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    siasn_id TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_positions_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_positions_code ON positions (code);
CREATE INDEX IF NOT EXISTS ix_positions_unit_id_title_norm ON positions (unit_id, title_norm);
CREATE INDEX IF NOT EXISTS ix_positions_title_norm ON positions (title_norm);
CREATE INDEX IF NOT EXISTS ix_positions_kind_title_norm ON positions (kind, title_norm);
CREATE INDEX IF NOT EXISTS ix_positions_strategic_title_norm ON positions (strategic, title_norm);
CREATE INDEX IF NOT EXISTS ix_positions_active_title_norm ON positions (active, title_norm);
CREATE INDEX IF NOT EXISTS ix_positions_job_class ON positions (job_class);

CREATE TABLE IF NOT EXISTS position_requirements (
    position_id BLOB NOT NULL,
    competency_id BLOB NOT NULL,
    level INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    PRIMARY KEY (position_id, competency_id),
    CONSTRAINT fk_position_requirements_position_id FOREIGN KEY (position_id) REFERENCES positions (id),
    CONSTRAINT fk_position_requirements_competency_id FOREIGN KEY (competency_id) REFERENCES competencies (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_position_requirements_competency_id ON position_requirements (competency_id);

CREATE TABLE IF NOT EXISTS staff (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    nip TEXT NOT NULL,
    name TEXT NOT NULL,
    name_norm TEXT NOT NULL,
    title_prefix TEXT NOT NULL,
    title_suffix TEXT NOT NULL,
    employment TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    rank_code TEXT NOT NULL,
    rank_since TEXT,
    education_level TEXT NOT NULL,
    major TEXT NOT NULL,
    unit_id BLOB,
    position_id BLOB,
    position_since TEXT,
    status TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    legal_status TEXT NOT NULL,
    probation INTEGER NOT NULL,
    part_time INTEGER NOT NULL,
    appointed_on TEXT,
    pns_since TEXT,
    pledge_on TEXT,
    service_bond_until TEXT,
    in_court INTEGER,
    under_examination INTEGER,
    agency TEXT NOT NULL,
    relations_declared_on TEXT,
    siasn_id TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_staff_unit_id FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT fk_staff_position_id FOREIGN KEY (position_id) REFERENCES positions (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_staff_nip ON staff (nip);
CREATE INDEX IF NOT EXISTS ix_staff_name_norm ON staff (name_norm);
CREATE INDEX IF NOT EXISTS ix_staff_unit_id_name_norm ON staff (unit_id, name_norm);
CREATE INDEX IF NOT EXISTS ix_staff_position_id_name_norm ON staff (position_id, name_norm);
CREATE INDEX IF NOT EXISTS ix_staff_status_name_norm ON staff (status, name_norm);
CREATE INDEX IF NOT EXISTS ix_staff_employment_name_norm ON staff (employment, name_norm);
CREATE INDEX IF NOT EXISTS ix_staff_rank_code_name_norm ON staff (rank_code, name_norm);
CREATE INDEX IF NOT EXISTS ix_staff_birth_date ON staff (birth_date);

CREATE TABLE IF NOT EXISTS appointments (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    position_id BLOB NOT NULL,
    unit_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    assignment TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decree_id BLOB,
    proposal_id BLOB,
    decree_number TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_appointments_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_appointments_position_id FOREIGN KEY (position_id) REFERENCES positions (id),
    CONSTRAINT fk_appointments_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_appointments_staff_id_valid_from ON appointments (staff_id, valid_from);
CREATE INDEX IF NOT EXISTS ix_appointments_position_id_kind_valid_from ON appointments (position_id, kind, valid_from);
CREATE INDEX IF NOT EXISTS ix_appointments_unit_id_valid_from ON appointments (unit_id, valid_from);
CREATE INDEX IF NOT EXISTS ix_appointments_decree_id ON appointments (decree_id);

CREATE TABLE IF NOT EXISTS assessments (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    competency_id BLOB NOT NULL,
    level INTEGER NOT NULL,
    assessed_on TEXT NOT NULL,
    method TEXT NOT NULL,
    assessor TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_assessments_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_assessments_competency_id FOREIGN KEY (competency_id) REFERENCES competencies (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_assessments_staff_id_competency_id_assessed_on ON assessments (staff_id, competency_id, assessed_on);
CREATE INDEX IF NOT EXISTS ix_assessments_competency_id ON assessments (competency_id);
CREATE INDEX IF NOT EXISTS ix_assessments_staff_id_assessed_on ON assessments (staff_id, assessed_on);

CREATE TABLE IF NOT EXISTS educations (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    level TEXT NOT NULL,
    major TEXT NOT NULL,
    institution TEXT NOT NULL,
    graduated_on TEXT,
    siasn_id TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_educations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_educations_staff_id_created_at ON educations (staff_id, created_at);

CREATE TABLE IF NOT EXISTS ratings (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    year INTEGER NOT NULL,
    results INTEGER NOT NULL,
    behaviour INTEGER NOT NULL,
    predicate TEXT NOT NULL,
    rater TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_ratings_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_ratings_staff_id_year ON ratings (staff_id, year);

CREATE TABLE IF NOT EXISTS training_records (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    hours INTEGER NOT NULL,
    completed_on TEXT NOT NULL,
    certificate TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_training_records_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_training_records_staff_id_completed_on ON training_records (staff_id, completed_on);

CREATE TABLE IF NOT EXISTS sanctions (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    decree_number TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    reason TEXT NOT NULL,
    revoked_on TEXT,
    PRIMARY KEY (id),
    CONSTRAINT fk_sanctions_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_sanctions_staff_id_starts_on ON sanctions (staff_id, starts_on);

CREATE TABLE IF NOT EXISTS tests (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    purpose TEXT NOT NULL,
    family TEXT NOT NULL,
    held_on TEXT NOT NULL,
    passed INTEGER NOT NULL,
    agency TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_tests_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_tests_staff_id_held_on ON tests (staff_id, held_on);

CREATE TABLE IF NOT EXISTS relations (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    staff_id BLOB NOT NULL,
    other_staff_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_relations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_relations_other_staff_id FOREIGN KEY (other_staff_id) REFERENCES staff (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_relations_staff_id_other_staff_id_kind ON relations (staff_id, other_staff_id, kind);
CREATE INDEX IF NOT EXISTS ix_relations_other_staff_id ON relations (other_staff_id);

CREATE TABLE IF NOT EXISTS holidays (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    date TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_holidays_date ON holidays (date);

CREATE TABLE IF NOT EXISTS reference_entries (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_norm TEXT NOT NULL,
    level TEXT NOT NULL,
    parent TEXT NOT NULL,
    retirement_age INTEGER,
    active INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (kind, code)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_reference_entries_kind_name_norm ON reference_entries (kind, name_norm);
CREATE INDEX IF NOT EXISTS ix_reference_entries_kind_ordinal ON reference_entries (kind, ordinal);

CREATE TABLE IF NOT EXISTS search_words (
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    ref_id BLOB NOT NULL,
    PRIMARY KEY (kind, word, ref_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_search_words_ref_id_kind ON search_words (ref_id, kind);

CREATE TABLE IF NOT EXISTS users (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    username TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    staff_id BLOB,
    unit_id BLOB,
    disabled INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_users_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_users_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_users_username ON users (username);
CREATE INDEX IF NOT EXISTS ix_users_staff_id ON users (staff_id);
CREATE INDEX IF NOT EXISTS ix_users_unit_id ON users (unit_id);
CREATE INDEX IF NOT EXISTS ix_users_disabled_username ON users (disabled, username);

CREATE TABLE IF NOT EXISTS sessions (
    id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    revoked_at DATETIME,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_sessions_user_id FOREIGN KEY (user_id) REFERENCES users (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_sessions_user_id ON sessions (user_id);
CREATE INDEX IF NOT EXISTS ix_sessions_expires_at ON sessions (expires_at);

CREATE TABLE IF NOT EXISTS refresh_tokens (
    hash BLOB NOT NULL,
    session_id BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    PRIMARY KEY (hash),
    CONSTRAINT fk_refresh_tokens_session_id FOREIGN KEY (session_id) REFERENCES sessions (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_refresh_tokens_session_id ON refresh_tokens (session_id);

CREATE TABLE IF NOT EXISTS revocations (
    session_id BLOB NOT NULL,
    at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    PRIMARY KEY (session_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_revocations_at ON revocations (at);

CREATE TABLE IF NOT EXISTS signing_keys (
    kid TEXT NOT NULL,
    private_key BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    retired_at DATETIME,
    PRIMARY KEY (kid)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS policy_sets (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    citation TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    rules TEXT NOT NULL,
    created_by BLOB,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_policy_sets_version ON policy_sets (version);
CREATE INDEX IF NOT EXISTS ix_policy_sets_valid_from ON policy_sets (valid_from);

CREATE TABLE IF NOT EXISTS counters (
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name, year)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS decrees (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    number TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    effective_date TEXT NOT NULL,
    state TEXT NOT NULL,
    signed_by BLOB,
    signed_at DATETIME,
    attempts INTEGER NOT NULL,
    next_try_at DATETIME,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_decrees_number ON decrees (number);
CREATE INDEX IF NOT EXISTS ix_decrees_state_effective_date ON decrees (state, effective_date);
CREATE INDEX IF NOT EXISTS ix_decrees_effective_date ON decrees (effective_date);
CREATE INDEX IF NOT EXISTS ix_decrees_signed_on ON decrees (signed_on);

CREATE TABLE IF NOT EXISTS proposals (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    number TEXT NOT NULL,
    staff_id BLOB NOT NULL,
    to_position_id BLOB,
    to_agency TEXT NOT NULL,
    type TEXT NOT NULL,
    initiative TEXT NOT NULL,
    reason TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    planned_date TEXT NOT NULL,
    programme_id BLOB,
    plan_id BLOB,
    early_ground TEXT NOT NULL,
    imut_number TEXT NOT NULL,
    state TEXT NOT NULL,
    direction TEXT NOT NULL,
    movement TEXT NOT NULL,
    from_position_id BLOB,
    from_unit_id BLOB,
    to_unit_id BLOB,
    open_key BLOB,
    policy_version INTEGER NOT NULL,
    decree_id BLOB,
    started_on TEXT,
    created_by BLOB,
    submitted_by BLOB,
    verified_by BLOB,
    submitted_at DATETIME,
    decided_at DATETIME,
    effective_on TEXT,
    blocked TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_proposals_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_proposals_to_position_id FOREIGN KEY (to_position_id) REFERENCES positions (id),
    CONSTRAINT fk_proposals_from_position_id FOREIGN KEY (from_position_id) REFERENCES positions (id),
    CONSTRAINT fk_proposals_from_unit_id FOREIGN KEY (from_unit_id) REFERENCES units (id),
    CONSTRAINT fk_proposals_to_unit_id FOREIGN KEY (to_unit_id) REFERENCES units (id),
    CONSTRAINT fk_proposals_decree_id FOREIGN KEY (decree_id) REFERENCES decrees (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_proposals_number ON proposals (number);
CREATE UNIQUE INDEX IF NOT EXISTS uq_proposals_open_key ON proposals (open_key);
CREATE INDEX IF NOT EXISTS ix_proposals_staff_id_number ON proposals (staff_id, number);
CREATE INDEX IF NOT EXISTS ix_proposals_state_number ON proposals (state, number);
CREATE INDEX IF NOT EXISTS ix_proposals_to_position_id_state ON proposals (to_position_id, state);
CREATE INDEX IF NOT EXISTS ix_proposals_from_position_id_state ON proposals (from_position_id, state);
CREATE INDEX IF NOT EXISTS ix_proposals_from_unit_id_number ON proposals (from_unit_id, number);
CREATE INDEX IF NOT EXISTS ix_proposals_to_unit_id_number ON proposals (to_unit_id, number);
CREATE INDEX IF NOT EXISTS ix_proposals_decree_id ON proposals (decree_id);
CREATE INDEX IF NOT EXISTS ix_proposals_planned_date ON proposals (planned_date);
CREATE INDEX IF NOT EXISTS ix_proposals_type_number ON proposals (type, number);
CREATE INDEX IF NOT EXISTS ix_proposals_initiative_number ON proposals (initiative, number);
CREATE INDEX IF NOT EXISTS ix_proposals_programme_id_number ON proposals (programme_id, number);
CREATE INDEX IF NOT EXISTS ix_proposals_plan_id_number ON proposals (plan_id, number);

CREATE TABLE IF NOT EXISTS proposal_history (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    at DATETIME NOT NULL,
    actor_id BLOB,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_proposal_history_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_proposal_history_proposal_id_at ON proposal_history (proposal_id, at);

CREATE TABLE IF NOT EXISTS comments (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    author_id BLOB,
    author_name TEXT NOT NULL,
    body TEXT NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_comments_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_comments_proposal_id_at ON comments (proposal_id, at);

CREATE TABLE IF NOT EXISTS consents (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    side TEXT NOT NULL,
    decision TEXT NOT NULL,
    note TEXT NOT NULL,
    document_id BLOB,
    given_by BLOB,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_consents_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_consents_proposal_id_at ON consents (proposal_id, at);

CREATE TABLE IF NOT EXISTS opinions (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    body TEXT NOT NULL,
    opinion TEXT NOT NULL,
    held_on TEXT NOT NULL,
    members TEXT NOT NULL,
    recorded_by BLOB,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_opinions_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_opinions_proposal_id_at ON opinions (proposal_id, at);

CREATE TABLE IF NOT EXISTS documents (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    issued_on TEXT,
    valid_until TEXT,
    uploaded_by BLOB,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_documents_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_documents_proposal_id_at ON documents (proposal_id, at);
CREATE INDEX IF NOT EXISTS ix_documents_sha256 ON documents (sha256);

CREATE TABLE IF NOT EXISTS overrides (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    rule_code TEXT NOT NULL,
    reason TEXT NOT NULL,
    document_id BLOB,
    by_user BLOB,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_overrides_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_overrides_proposal_id_rule_code ON overrides (proposal_id, rule_code);

CREATE TABLE IF NOT EXISTS check_runs (
    id BLOB NOT NULL,
    proposal_id BLOB NOT NULL,
    at DATETIME NOT NULL,
    gate TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    facts TEXT NOT NULL,
    results TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_check_runs_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_check_runs_proposal_id_at ON check_runs (proposal_id, at);

CREATE TABLE IF NOT EXISTS evaluations (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    proposal_id BLOB NOT NULL,
    staff_id BLOB NOT NULL,
    unit_id BLOB NOT NULL,
    stage TEXT NOT NULL,
    due_on TEXT NOT NULL,
    results INTEGER NOT NULL,
    behaviour INTEGER NOT NULL,
    adaptation INTEGER NOT NULL,
    note TEXT NOT NULL,
    action TEXT NOT NULL,
    predicate TEXT NOT NULL,
    submitted_at DATETIME,
    submitted_by BLOB,
    PRIMARY KEY (id),
    CONSTRAINT fk_evaluations_proposal_id FOREIGN KEY (proposal_id) REFERENCES proposals (id),
    CONSTRAINT fk_evaluations_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_evaluations_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS uq_evaluations_proposal_id_stage ON evaluations (proposal_id, stage);
CREATE INDEX IF NOT EXISTS ix_evaluations_due_on ON evaluations (due_on);
CREATE INDEX IF NOT EXISTS ix_evaluations_unit_id_due_on ON evaluations (unit_id, due_on);
CREATE INDEX IF NOT EXISTS ix_evaluations_staff_id_due_on ON evaluations (staff_id, due_on);
CREATE INDEX IF NOT EXISTS ix_evaluations_submitted_at_due_on ON evaluations (submitted_at, due_on);

CREATE TABLE IF NOT EXISTS follow_ups (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    evaluation_id BLOB NOT NULL,
    staff_id BLOB NOT NULL,
    unit_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_follow_ups_evaluation_id FOREIGN KEY (evaluation_id) REFERENCES evaluations (id),
    CONSTRAINT fk_follow_ups_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id),
    CONSTRAINT fk_follow_ups_unit_id FOREIGN KEY (unit_id) REFERENCES units (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_follow_ups_evaluation_id ON follow_ups (evaluation_id);
CREATE INDEX IF NOT EXISTS ix_follow_ups_state_created_at ON follow_ups (state, created_at);
CREATE INDEX IF NOT EXISTS ix_follow_ups_unit_id_created_at ON follow_ups (unit_id, created_at);
CREATE INDEX IF NOT EXISTS ix_follow_ups_staff_id_created_at ON follow_ups (staff_id, created_at);
CREATE INDEX IF NOT EXISTS ix_follow_ups_created_at ON follow_ups (created_at);

CREATE TABLE IF NOT EXISTS audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    at DATETIME NOT NULL,
    actor_id BLOB,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id BLOB,
    subject_version INTEGER NOT NULL,
    before_json TEXT,
    after_json TEXT,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS uq_audit_id ON audit (id);
CREATE INDEX IF NOT EXISTS ix_audit_subject_id_seq ON audit (subject_id, seq);
CREATE INDEX IF NOT EXISTS ix_audit_actor_id_seq ON audit (actor_id, seq);
CREATE INDEX IF NOT EXISTS ix_audit_at ON audit (at);
CREATE INDEX IF NOT EXISTS ix_audit_action_seq ON audit (action, seq);

CREATE TABLE IF NOT EXISTS outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    at DATETIME NOT NULL,
    topic TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id BLOB,
    payload TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS uq_outbox_id ON outbox (id);
CREATE INDEX IF NOT EXISTS ix_outbox_at ON outbox (at);
CREATE INDEX IF NOT EXISTS ix_outbox_subject_id_seq ON outbox (subject_id, seq);

CREATE TABLE IF NOT EXISTS idempotency_keys (
    key_hash BLOB NOT NULL,
    body_hash BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id BLOB,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    response BLOB NOT NULL,
    PRIMARY KEY (key_hash)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_idempotency_keys_created_at ON idempotency_keys (created_at);

CREATE TABLE IF NOT EXISTS settings (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at DATETIME NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID;

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
