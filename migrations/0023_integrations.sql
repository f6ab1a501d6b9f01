-- A customer's programs, each with what it may do and the keys by which it is known. As with sensors there may be two
-- keys at a time, so that one takes over from the other; unlike those, each ends by itself.
CREATE TABLE integrations (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL CONSTRAINT integration_may_do_something CHECK (cardinality(scopes) > 0),
    -- From where it calls; empty where that does not matter.
    address_ranges text[] NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX integrations_by_name ON integrations (tenant_id, name) WHERE revoked_at IS NULL;
CREATE TABLE integration_keys (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    integration_id uuid NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT integration_key_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    -- To the hour: enough to tell what is forgotten, and no row is written at each request.
    last_used_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, integration_id) REFERENCES integrations
);
CREATE UNIQUE INDEX integration_keys_by_hash ON integration_keys (sha256);
CREATE INDEX integration_keys_by_integration ON integration_keys (tenant_id, integration_id, id);
SELECT secure_table('integrations', 'tenant', 'lookup');
SELECT secure_table('integration_keys', 'tenant', 'lookup');

CREATE FUNCTION lookup_integration_key(hash bytea)
    RETURNS TABLE (tenant_id uuid, integration_id uuid, key_id uuid, scopes text[], address_ranges text[],
        last_used_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT i.tenant_id, i.id, k.id, i.scopes, i.address_ranges, k.last_used_at
    FROM integration_keys k JOIN integrations i ON i.tenant_id = k.tenant_id AND i.id = k.integration_id
    WHERE k.sha256 = hash AND k.revoked_at IS NULL AND k.expires_at > now() AND i.revoked_at IS NULL;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_integration_key(bytea) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_integration_key(bytea) TO watchfloor_service;

-- A person's row counts its changes, so that of two at once the second is told.
ALTER TABLE users ADD COLUMN version bigint NOT NULL DEFAULT 1;
