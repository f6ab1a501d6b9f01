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
    protected_entities text[] NOT NULL DEFAULT '{}',
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
    state text NOT NULL CONSTRAINT response_state_is_known CHECK (state IN
        ('proposed', 'approved', 'rejected', 'executing', 'confirmed', 'failed', 'expired', 'reverted')),
    incident_id uuid,
    idempotency_key text NOT NULL,
    requested_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version int NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CONSTRAINT response_is_asked_once UNIQUE (tenant_id, idempotency_key),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents
);
SELECT secure_table('connectors', 'tenant');
SELECT secure_table('response_policies', 'tenant', 'staff');
SELECT secure_table('response_actions', 'tenant', 'staff');
