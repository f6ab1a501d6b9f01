-- A log-in leaves a session, of a customer's person or of the operator's. It ends after a pause, at a fixed time, by
-- hand, and with the role under which it began; so a changed role ends it whoever changes it.
CREATE TABLE user_sessions (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    sha256 bytea NOT NULL CONSTRAINT user_session_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    method text NOT NULL CONSTRAINT user_session_method_is_known
        CHECK (method IN ('password', 'password_totp', 'recovery_code', 'oidc')),
    -- The network that the log-in came from; the next one from there is no stranger's.
    client text,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    idle_seconds int NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE UNIQUE INDEX user_sessions_by_hash ON user_sessions (sha256);
CREATE INDEX user_sessions_by_user ON user_sessions (tenant_id, user_id, id);
CREATE TABLE staff_sessions (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff,
    role text NOT NULL,
    sha256 bytea NOT NULL UNIQUE CONSTRAINT staff_session_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    method text NOT NULL CONSTRAINT staff_session_method_is_known
        CHECK (method IN ('password', 'password_totp', 'recovery_code', 'oidc')),
    client text,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    idle_seconds int NOT NULL,
    ended_at timestamptz
);
CREATE INDEX staff_sessions_by_staff ON staff_sessions (staff_id, id);
SELECT secure_table('user_sessions', 'tenant', 'lookup');
SELECT secure_table('staff_sessions', 'platform', 'lookup');

CREATE FUNCTION lookup_user_session(hash bytea)
    RETURNS TABLE (tenant_id uuid, user_id uuid, session_id uuid, role text, email text, name text, method text,
        age_seconds bigint, rests boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT u.tenant_id, u.id, s.id, u.role, u.email, u.name, s.method,
        extract(epoch FROM now() - s.created_at)::bigint, s.last_used_at < now() - interval '1 minute'
    FROM user_sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
    WHERE s.sha256 = hash AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_used_at + make_interval(secs => s.idle_seconds) > now()
    AND u.deactivated_at IS NULL AND u.role = s.role;
END;
CREATE FUNCTION lookup_staff_session(hash bytea)
    RETURNS TABLE (staff_id uuid, session_id uuid, role text, email text, name text, method text,
        age_seconds bigint, rests boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, s.id, p.role, p.email, p.name, s.method,
        extract(epoch FROM now() - s.created_at)::bigint, s.last_used_at < now() - interval '1 minute'
    FROM staff_sessions s JOIN staff p ON p.id = s.staff_id
    WHERE s.sha256 = hash AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_used_at + make_interval(secs => s.idle_seconds) > now()
    AND p.deactivated_at IS NULL AND p.role = s.role;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_user_session(bytea) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_staff_session(bytea) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_user_session(bytea), lookup_staff_session(bytea) TO watchfloor_service;
