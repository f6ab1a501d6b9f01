-- Whom a customer, or an organisation of the operator's side, lets say who its people are. One issuer may serve many:
-- what a token is meant for tells whose it is, so the settings are found by issuer before any tenant is known.
CREATE TABLE identity_providers (
    tenant_id uuid PRIMARY KEY REFERENCES tenants,
    issuer text NOT NULL,
    client_id text NOT NULL,
    audiences text[] NOT NULL,
    rules jsonb NOT NULL,
    key_version int,
    sealed_secret bytea,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT identity_provider_secret_has_its_key CHECK ((key_version IS NULL) = (sealed_secret IS NULL))
);
CREATE INDEX identity_providers_by_issuer ON identity_providers (issuer);
-- By whose word a user logs in: the subject is the issuer's name for somebody, and never given to another.
CREATE TABLE user_identities (
    tenant_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL,
    role_said_at timestamptz,
    bound_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, issuer, subject),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users,
    CONSTRAINT user_has_one_subject_an_issuer UNIQUE (tenant_id, user_id, issuer)
);
CREATE INDEX user_identities_by_subject ON user_identities (issuer, subject);
SELECT secure_table('identity_providers', 'tenant', 'lookup');
SELECT secure_table('user_identities', 'tenant', 'lookup');

-- The same for the operator and its partners. The secret is sealed under the installation's own key.
CREATE TABLE organisation_identity_providers (
    organisation_id uuid PRIMARY KEY REFERENCES organisations,
    issuer text NOT NULL,
    client_id text NOT NULL,
    audiences text[] NOT NULL,
    rules jsonb NOT NULL,
    sealed_secret bytea,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX organisation_identity_providers_by_issuer ON organisation_identity_providers (issuer);
CREATE TABLE staff_identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    organisation_id uuid NOT NULL REFERENCES organisations,
    staff_id uuid NOT NULL REFERENCES staff,
    role_said_at timestamptz,
    bound_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, issuer, subject),
    CONSTRAINT staff_has_one_subject_an_issuer UNIQUE (staff_id, issuer)
);
CREATE INDEX staff_identities_by_subject ON staff_identities (issuer, subject);
SELECT secure_table('organisation_identity_providers', 'platform', 'lookup');
SELECT secure_table('staff_identities', 'platform', 'lookup');

-- A log-in that has come back from an issuer does not come back again.
CREATE TABLE spent_log_ins (
    state_sha256 bytea PRIMARY KEY CONSTRAINT spent_log_in_hash_is_sha256 CHECK (octet_length(state_sha256) = 32),
    expires_at timestamptz NOT NULL
);
CREATE INDEX spent_log_ins_by_end ON spent_log_ins (expires_at);
SELECT secure_table('spent_log_ins', 'platform');
