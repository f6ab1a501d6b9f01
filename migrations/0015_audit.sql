-- Every change, with who, why, before and after. Written once.
CREATE TABLE audit_entries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    ref text NOT NULL,
    reason text,
    before jsonb,
    after jsonb,
    request_id text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_entries_by_time ON audit_entries (tenant_id, at, id);
SELECT secure_table('audit_entries', 'tenant', 'staff');
SELECT make_append_only('audit_entries');

-- A write that a caller repeats under the same Idempotency-Key gives the same resource for 24 hours.
CREATE TABLE idempotency_keys (
    tenant_id uuid NOT NULL,
    caller text NOT NULL,
    key_hash bytea NOT NULL,
    request_hash bytea NOT NULL,
    ref_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, caller, key_hash)
);
SELECT secure_table('idempotency_keys', 'tenant');
