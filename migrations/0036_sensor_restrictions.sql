-- From where a sensor may send and how long a key of it lives, and when a key was last used: an administrator who means
-- to end one wants to know what still holds it. The look-up tells all of it at once, so that a request asks once.
ALTER TABLE sensors
    ADD COLUMN allowed_addresses text[] NOT NULL DEFAULT '{}'
        CONSTRAINT allowed_addresses_are_networks CHECK (allowed_addresses::cidr[] IS NOT NULL),
    ADD COLUMN key_lifetime_days integer
        CONSTRAINT key_lifetime_is_bounded CHECK (key_lifetime_days BETWEEN 1 AND 3650),
    -- When a right key last came from a wrong address and was written into the audit log.
    ADD COLUMN address_refused_at timestamptz;
ALTER TABLE sensor_keys ADD COLUMN last_used_at timestamptz;
CREATE INDEX sensor_keys_by_sensor ON sensor_keys (tenant_id, sensor_id, id);
SELECT secure_table('sensors', 'lookup');

CREATE FUNCTION lookup_sensor_by_key(hash bytea)
    RETURNS TABLE (tenant_id uuid, sensor_id uuid, credential_id uuid, allowed_addresses text[],
        expires_at timestamptz, last_used_at timestamptz, looked_up_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT k.tenant_id, k.sensor_id, k.id, s.allowed_addresses, k.expires_at, k.last_used_at, now()
    FROM sensor_keys k JOIN sensors s ON s.tenant_id = k.tenant_id AND s.id = k.sensor_id
    WHERE k.sha256 = hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
        AND s.retired_at IS NULL;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_sensor_by_key(bytea) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_sensor_by_key(bytea) TO watchfloor_service;
