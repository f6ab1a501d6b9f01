-- The customer. Its keys, its people, and who of the operator may see it.
CREATE TABLE tenants (
    tenant_id uuid PRIMARY KEY,
    organisation_id uuid REFERENCES organisations,
    name text NOT NULL,
    region text NOT NULL,
    utc_offset_seconds int NOT NULL DEFAULT 0,
    status text NOT NULL DEFAULT 'active'
        CONSTRAINT tenant_status_is_known CHECK (status IN ('active', 'suspended', 'leaving')),
    created_at timestamptz NOT NULL DEFAULT now()
);
-- The data key that seals segments, itself wrapped by the service's key-encryption key.
CREATE TABLE tenant_keys (
    tenant_id uuid NOT NULL REFERENCES tenants,
    version int NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, version)
);
CREATE TABLE users (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    email text NOT NULL CONSTRAINT user_email_is_lower_case CHECK (email = lower(email)),
    name text NOT NULL,
    role text NOT NULL CONSTRAINT user_role_is_known
        CHECK (role IN ('tenant_admin', 'tenant_member', 'tenant_viewer')),
    is_security_contact boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    deactivated_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT user_email_is_unique_in_tenant UNIQUE (tenant_id, email)
);
CREATE TABLE user_tokens (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT user_token_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE UNIQUE INDEX user_tokens_by_hash ON user_tokens (sha256);
CREATE TABLE grants (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    staff_id uuid NOT NULL REFERENCES staff,
    reason text NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT grant_ends_after_it_begins CHECK (expires_at > granted_at)
);
CREATE INDEX grants_by_staff ON grants (staff_id, tenant_id);
-- The marketplace's subscription, one a tenant.
CREATE TABLE subscriptions (
    tenant_id uuid PRIMARY KEY REFERENCES tenants,
    subscription_id uuid NOT NULL CONSTRAINT subscription_has_one_tenant UNIQUE,
    name text NOT NULL,
    offer_id text NOT NULL,
    plan_id text NOT NULL,
    quantity int,
    state text NOT NULL CONSTRAINT subscription_state_is_known
        CHECK (state IN ('PendingFulfillmentStart', 'Subscribed', 'Suspended', 'Unsubscribed')),
    beneficiary_email text NOT NULL,
    purchaser_email text NOT NULL,
    -- What the plan entitles to.
    seats int,
    retention_days int NOT NULL,
    activated_at timestamptz
);
SELECT secure_table('tenants', 'tenant', 'staff', 'platform');
SELECT secure_table('tenant_keys', 'tenant');
SELECT secure_table('users', 'tenant', 'staff', 'lookup');
SELECT secure_table('user_tokens', 'tenant', 'lookup');
SELECT secure_table('subscriptions', 'tenant', 'lookup');
SELECT secure_table('grants', 'tenant');
-- A grant is what the staff policy of every other table reads, so its own is by the person alone.
CREATE POLICY staff ON grants FOR SELECT TO watchfloor_staff USING (staff_id = current_staff());
GRANT SELECT ON grants TO watchfloor_staff;
