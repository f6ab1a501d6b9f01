-- Two more ways in for a sensor: a client certificate instead of a key, bound by whoever proved to hold it; and a token
-- that is good for one enrolment, so that a key never travels through a person.
CREATE TABLE sensor_certificates (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    binding text NOT NULL CONSTRAINT certificate_binding_is_known CHECK (binding IN ('certificate', 'public_key')),
    sha256 bytea NOT NULL CONSTRAINT certificate_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    subject text NOT NULL,
    not_after timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, sensor_id) REFERENCES sensors
);
CREATE UNIQUE INDEX sensor_certificates_by_hash ON sensor_certificates (sha256) WHERE revoked_at IS NULL;
CREATE INDEX sensor_certificates_by_sensor ON sensor_certificates (tenant_id, sensor_id, id);
SELECT secure_table('sensor_certificates', 'tenant', 'lookup');

CREATE TABLE sensor_enrolment_tokens (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT enrolment_token_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, sensor_id) REFERENCES sensors
);
CREATE UNIQUE INDEX sensor_enrolment_tokens_by_hash ON sensor_enrolment_tokens (sha256);
CREATE INDEX sensor_enrolment_tokens_by_sensor ON sensor_enrolment_tokens (tenant_id, sensor_id, id);
SELECT secure_table('sensor_enrolment_tokens', 'tenant', 'lookup');

CREATE FUNCTION lookup_sensor_by_certificate(certificate bytea, public_key bytea)
    RETURNS TABLE (tenant_id uuid, sensor_id uuid, credential_id uuid, allowed_addresses text[],
        expires_at timestamptz, last_used_at timestamptz, looked_up_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    -- A key that is bound outlives its certificate: that of the day is checked where it is presented.
    SELECT c.tenant_id, c.sensor_id, c.id, s.allowed_addresses,
        CASE c.binding WHEN 'certificate' THEN c.not_after END, c.last_used_at, now()
    FROM sensor_certificates c JOIN sensors s ON s.tenant_id = c.tenant_id AND s.id = c.sensor_id
    WHERE c.revoked_at IS NULL AND s.retired_at IS NULL
        AND (c.sha256 = certificate AND c.binding = 'certificate' AND c.not_after > now()
            OR c.sha256 = public_key AND c.binding = 'public_key')
    ORDER BY c.binding LIMIT 1;
END;
CREATE FUNCTION lookup_enrolment_token(hash bytea) RETURNS TABLE (tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT t.tenant_id FROM sensor_enrolment_tokens t
    WHERE t.sha256 = hash AND t.used_at IS NULL AND t.expires_at > now();
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_sensor_by_certificate(bytea, bytea) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_enrolment_token(bytea) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_sensor_by_certificate(bytea, bytea), lookup_enrolment_token(bytea)
    TO watchfloor_service;
