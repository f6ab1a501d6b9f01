-- What is to be done carries no payload, so that the platform may hand it out without seeing a tenant's data.
CREATE TABLE work (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    ref_id uuid NOT NULL,
    run_at timestamptz NOT NULL,
    lease_until timestamptz,
    lease_owner text,
    fence bigint NOT NULL DEFAULT 0,
    attempts int NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT work_is_asked_once UNIQUE (tenant_id, kind, ref_id)
);
CREATE INDEX work_by_run_at ON work (run_at);
SELECT secure_table('work', 'tenant', 'platform');

-- Everything that leaves: one ledger with a dedupe key, attempts and a final state.
CREATE TABLE effects (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT effect_kind_is_known CHECK (kind IN ('mail', 'webhook', 'response', 'metering')),
    dedupe_key text NOT NULL,
    ref_id uuid,
    payload jsonb NOT NULL,
    state text NOT NULL DEFAULT 'pending'
        CONSTRAINT effect_state_is_known CHECK (state IN ('pending', 'done', 'failed')),
    attempts int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    next_attempt_at timestamptz,
    finished_at timestamptz,
    last_reply text,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT effect_happens_once UNIQUE (tenant_id, dedupe_key),
    CONSTRAINT effect_finished_iff_not_pending CHECK ((state = 'pending') = (finished_at IS NULL)),
    CONSTRAINT effect_has_next_attempt_iff_pending CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL))
);
CREATE TABLE effect_attempts (
    tenant_id uuid NOT NULL,
    effect_id uuid NOT NULL,
    attempt int NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL,
    PRIMARY KEY (tenant_id, effect_id, attempt),
    FOREIGN KEY (tenant_id, effect_id) REFERENCES effects
);
SELECT secure_table('effects', 'tenant', 'staff');
SELECT secure_table('effect_attempts', 'tenant', 'staff');
SELECT make_append_only('effect_attempts');
