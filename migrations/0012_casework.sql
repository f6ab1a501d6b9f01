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
    is_candidate boolean NOT NULL DEFAULT false,
    opened_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number)
);
CREATE TABLE alerts (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number bigint NOT NULL,
    model text NOT NULL,
    title text NOT NULL,
    severity text NOT NULL,
    status text NOT NULL CONSTRAINT alert_status_is_known
        CHECK (status IN ('new', 'acknowledged', 'in_progress', 'closed', 'merged', 'suppressed')),
    verdict text,
    verdict_reason text,
    fingerprint text NOT NULL,
    subject text NOT NULL,
    count int NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    -- The stream position that was last counted: at or below it, a replay changes nothing.
    last_position bigint NOT NULL,
    incident_id uuid,
    created_at timestamptz NOT NULL,
    closed_at timestamptz,
    updated_at timestamptz NOT NULL,
    finding jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CONSTRAINT alert_is_raised_once UNIQUE (tenant_id, fingerprint),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents,
    CONSTRAINT alert_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT alert_verdict_iff_closed CHECK ((status = 'closed') = (verdict IS NOT NULL)),
    CONSTRAINT alert_reason_iff_verdict CHECK ((verdict IS NULL) = (verdict_reason IS NULL))
);
CREATE INDEX alerts_by_incident ON alerts (tenant_id, incident_id);
CREATE TABLE investigations (
    tenant_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    verdict text NOT NULL,
    confidence int NOT NULL,
    finished_at timestamptz NOT NULL,
    body jsonb NOT NULL,
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
    assignee text,
    incident_id uuid,
    verdict text,
    verdict_reason text,
    version int NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    updated_at timestamptz NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents,
    CONSTRAINT case_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT case_verdict_when_closed CHECK (status <> 'closed' OR (verdict IS NOT NULL AND verdict_reason IS NOT NULL))
);
-- An incident opens one case.
CREATE UNIQUE INDEX cases_by_incident ON cases (tenant_id, incident_id) WHERE incident_id IS NOT NULL;
CREATE TABLE case_comments (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    author text NOT NULL,
    body text NOT NULL,
    visibility text NOT NULL CONSTRAINT comment_visibility_is_known CHECK (visibility IN ('internal', 'customer_visible')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES cases
);
CREATE INDEX case_comments_by_case ON case_comments (tenant_id, case_id, created_at);
CREATE TABLE timeline_entries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    text text NOT NULL,
    ref text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents
);
CREATE INDEX timeline_entries_by_incident ON timeline_entries (tenant_id, incident_id, at);
SELECT secure_table('counters', 'tenant');
SELECT secure_table('incidents', 'tenant', 'staff');
SELECT secure_table('alerts', 'tenant', 'staff');
SELECT secure_table('investigations', 'tenant', 'staff');
SELECT secure_table('cases', 'tenant', 'staff');
SELECT secure_table('case_comments', 'tenant', 'staff');
SELECT secure_table('timeline_entries', 'tenant', 'staff');
SELECT make_append_only('case_comments');
SELECT make_append_only('timeline_entries');
