-- What may be done in a tenant, through what, and what was done.
CREATE TABLE connectors (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    kind text NOT NULL,
    key_version int NOT NULL,
    sealed_settings bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT connector_is_one_a_kind UNIQUE (tenant_id, kind)
);
CREATE TABLE response_policies (
    tenant_id uuid NOT NULL REFERENCES tenants,
    kind text NOT NULL,
    mode text NOT NULL CONSTRAINT response_mode_is_known CHECK (mode IN ('never', 'ask_customer', 'ask_floor', 'act')),
    protected_entities text[] NOT NULL,
    severity_min text NOT NULL,
    approval_window_seconds int NOT NULL CONSTRAINT approval_window_is_positive CHECK (approval_window_seconds > 0),
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);
CREATE TABLE response_actions (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    mode text NOT NULL,
    approvals_needed int NOT NULL,
    reason text NOT NULL,
    alert_id uuid,
    incident_id uuid,
    requested_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    idempotency_key text NOT NULL,
    state text NOT NULL CONSTRAINT response_state_is_known CHECK (state IN
        ('proposed', 'approved', 'rejected', 'executing', 'confirmed', 'failed', 'expired', 'reverted')),
    approvals jsonb NOT NULL,
    decided_by text,
    decided_at timestamptz,
    executed_at timestamptz,
    confirmed_at timestamptz,
    reverted_at timestamptz,
    attempts int NOT NULL,
    last_error text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CONSTRAINT response_is_asked_once UNIQUE (tenant_id, idempotency_key),
    FOREIGN KEY (tenant_id, alert_id) REFERENCES alerts,
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents,
    CONSTRAINT response_confirmed_at_when_confirmed CHECK (state <> 'confirmed' OR confirmed_at IS NOT NULL),
    CONSTRAINT response_was_decided_before_it_ran
        CHECK (executed_at IS NULL OR (decided_at IS NOT NULL AND decided_by IS NOT NULL))
);
CREATE INDEX response_actions_by_incident ON response_actions (tenant_id, incident_id);
SELECT secure_table('connectors', 'tenant');
SELECT secure_table('response_policies', 'tenant', 'staff');
SELECT secure_table('response_actions', 'tenant', 'staff');
