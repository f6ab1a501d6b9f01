-- The operator's own side: organisations, its people, their tokens. No tenant's data.
CREATE TABLE organisations (
    id uuid PRIMARY KEY,
    kind text NOT NULL CONSTRAINT organisation_kind_is_known CHECK (kind IN ('operator', 'partner')),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE staff (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE CONSTRAINT staff_email_is_lower_case CHECK (email = lower(email)),
    name text NOT NULL,
    role text NOT NULL CONSTRAINT staff_role_is_known
        CHECK (role IN ('analyst', 'lead', 'hunter', 'support', 'platform_admin')),
    created_at timestamptz NOT NULL DEFAULT now(),
    deactivated_at timestamptz
);
CREATE TABLE staff_tokens (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff,
    sha256 bytea NOT NULL UNIQUE CONSTRAINT staff_token_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
SELECT secure_table('organisations', 'platform');
SELECT secure_table('staff', 'platform', 'lookup');
SELECT secure_table('staff_tokens', 'platform', 'lookup');
