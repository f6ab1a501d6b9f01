-- What sends, and the keys it sends with. A key is kept as its SHA-256 alone.
CREATE TABLE sensors (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT sensor_name_is_unique_in_tenant UNIQUE (tenant_id, name)
);
CREATE TABLE sensor_keys (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT sensor_key_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, sensor_id) REFERENCES sensors
);
CREATE UNIQUE INDEX sensor_keys_by_hash ON sensor_keys (sha256);
SELECT secure_table('sensors', 'tenant', 'staff');
SELECT secure_table('sensor_keys', 'tenant', 'lookup');
