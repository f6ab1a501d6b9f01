-- The short number by which people name an item (CASE-42).
CREATE TABLE counters (
    tenant_id uuid NOT NULL REFERENCES tenants,
    series text NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (tenant_id, series)
);
CREATE TABLE incidents (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    severity text NOT NULL,
    status text NOT NULL CONSTRAINT incident_status_is_known CHECK (status IN ('open', 'contained', 'closed')),
    entities text[] NOT NULL,
    phases text[] NOT NULL,
    is_candidate boolean NOT NULL,
    opened_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    contained_at timestamptz,
    closed_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CONSTRAINT incident_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
CREATE TABLE alerts (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number bigint NOT NULL,
    severity text NOT NULL,
    model text NOT NULL,
    status text NOT NULL CONSTRAINT alert_status_is_known
        CHECK (status IN ('new', 'acknowledged', 'in_progress', 'closed', 'merged', 'suppressed')),
    verdict text,
    verdict_reason text,
    fingerprint text NOT NULL,
    subject text NOT NULL,
    count bigint NOT NULL CONSTRAINT alert_was_found CHECK (count > 0),
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    -- The stream position that was last counted: at or below it, a replay changes nothing.
    last_position bigint NOT NULL,
    incident_id uuid,
    created_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    closed_at timestamptz,
    updated_at timestamptz NOT NULL,
    finding jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents,
    CONSTRAINT alert_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT alert_verdict_iff_closed CHECK ((status = 'closed') = (verdict IS NOT NULL)),
    CONSTRAINT alert_reason_iff_verdict CHECK ((verdict IS NULL) = (verdict_reason IS NULL))
);
-- What repeats is counted on the alert that is not yet closed.
CREATE UNIQUE INDEX alerts_raised_once ON alerts (tenant_id, fingerprint) WHERE closed_at IS NULL;
CREATE INDEX alerts_by_fingerprint ON alerts (tenant_id, fingerprint, id);
CREATE INDEX alerts_by_incident ON alerts (tenant_id, incident_id);
CREATE TABLE investigations (
    tenant_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    verdict text NOT NULL,
    confidence int NOT NULL,
    finished_at timestamptz NOT NULL,
    report jsonb NOT NULL,
    markdown text NOT NULL,
    PRIMARY KEY (tenant_id, alert_id),
    FOREIGN KEY (tenant_id, alert_id) REFERENCES alerts
);
CREATE TABLE cases (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    severity text NOT NULL,
    status text NOT NULL CONSTRAINT case_status_is_known
        CHECK (status IN ('new', 'in_progress', 'on_hold', 'resolved', 'closed')),
    assignee_id uuid,
    incident_id uuid,
    hold_reason text,
    hold_since timestamptz,
    held_us bigint NOT NULL,
    verdict text,
    verdict_reason text,
    opened_at timestamptz NOT NULL,
    assigned_at timestamptz,
    started_at timestamptz,
    held_at timestamptz,
    resolved_at timestamptz,
    closed_at timestamptz,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents,
    CONSTRAINT case_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT case_verdict_iff_closed CHECK ((status = 'closed') = (verdict IS NOT NULL)),
    CONSTRAINT case_reason_iff_verdict CHECK ((verdict IS NULL) = (verdict_reason IS NULL)),
    CONSTRAINT case_hold_iff_on_hold
        CHECK ((status = 'on_hold') = (hold_reason IS NOT NULL AND hold_since IS NOT NULL))
);
-- An incident opens one case.
CREATE UNIQUE INDEX cases_by_incident ON cases (tenant_id, incident_id) WHERE incident_id IS NOT NULL;
CREATE TABLE case_comments (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    author text NOT NULL,
    visibility text NOT NULL
        CONSTRAINT comment_visibility_is_known CHECK (visibility IN ('internal', 'customer_visible')),
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES cases
);
CREATE INDEX case_comments_by_case ON case_comments (tenant_id, case_id, id);
-- One line of what happened, on the timeline of whatever it belongs to.
CREATE TABLE timeline_entries (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    time timestamptz NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    body text NOT NULL,
    ref_kind text,
    ref_id uuid,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT timeline_ref_is_whole CHECK ((ref_kind IS NULL) = (ref_id IS NULL))
);
CREATE INDEX timeline_entries_by_subject ON timeline_entries (tenant_id, subject_id, time);
SELECT secure_table('counters', 'tenant');
SELECT secure_table('incidents', 'tenant', 'staff');
SELECT secure_table('alerts', 'tenant', 'staff');
SELECT secure_table('investigations', 'tenant', 'staff');
SELECT secure_table('cases', 'tenant', 'staff');
SELECT secure_table('case_comments', 'tenant', 'staff');
SELECT secure_table('timeline_entries', 'tenant', 'staff');
SELECT make_append_only('case_comments');
SELECT make_append_only('timeline_entries');
