-- Who trusts this issuer, and whom do they know by this subject? Asked before the tenant is known, and of a token that
-- nothing has verified yet: the answer goes no further until the issuer's key has.
CREATE FUNCTION lookup_identity_providers(said_issuer text)
    RETURNS TABLE (tenant_id uuid, organisation_id uuid, issuer text, client_id text, audiences text[], rules jsonb,
        has_secret boolean, version bigint, updated_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.tenant_id, NULL::uuid, p.issuer, p.client_id, p.audiences, p.rules, p.sealed_secret IS NOT NULL,
        p.version, p.updated_at
    FROM identity_providers p WHERE p.issuer = said_issuer
    UNION ALL
    SELECT NULL::uuid, p.organisation_id, p.issuer, p.client_id, p.audiences, p.rules,
        p.sealed_secret IS NOT NULL, p.version, p.updated_at
    FROM organisation_identity_providers p WHERE p.issuer = said_issuer;
END;
CREATE FUNCTION lookup_identities(said_issuer text, said_subject text)
    RETURNS TABLE (tenant_id uuid, organisation_id uuid, id uuid, email text, name text, role text,
        role_said_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT i.tenant_id, NULL::uuid, u.id, u.email, u.name, u.role, i.role_said_at
    FROM user_identities i JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id
    WHERE i.issuer = said_issuer AND i.subject = said_subject AND u.deactivated_at IS NULL
    UNION ALL
    SELECT NULL::uuid, i.organisation_id, s.id, s.email, s.name, s.role, i.role_said_at
    FROM staff_identities i JOIN staff s ON s.id = i.staff_id AND s.organisation_id = i.organisation_id
    WHERE i.issuer = said_issuer AND i.subject = said_subject AND s.deactivated_at IS NULL;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_identity_providers(text) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_identities(text, text) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_identity_providers(text), lookup_identities(text, text) TO watchfloor_service;
