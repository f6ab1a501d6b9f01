-- What operator, partner and customer restrict. An organisation's word is written down version by version; a tenant
-- holds a copy of what it inherits beside its own, so that nothing above it is read on its way.
CREATE TABLE organisation_settings (
    organisation_id uuid NOT NULL REFERENCES organisations,
    version bigint NOT NULL CONSTRAINT organisation_settings_count_from_one CHECK (version > 0),
    own jsonb NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    PRIMARY KEY (organisation_id, version)
);
CREATE TABLE tenant_settings (
    tenant_id uuid NOT NULL REFERENCES tenants,
    version bigint NOT NULL CONSTRAINT tenant_settings_count_from_one CHECK (version > 0),
    inherited jsonb NOT NULL,
    own jsonb NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    PRIMARY KEY (tenant_id, version)
);
SELECT secure_table('organisation_settings', 'platform', 'lookup');
REVOKE UPDATE, DELETE ON organisation_settings FROM watchfloor_platform;
SELECT secure_table('tenant_settings', 'tenant');
SELECT make_append_only('tenant_settings');

-- What stands above a tenant, from the operator down. Whoever asks holds the lock below until it has written its copy,
-- and whoever changes what stands above holds it alone: no tenant is left with a copy that nobody comes to renew.
CREATE FUNCTION lookup_inherited_settings(organisation uuid) RETURNS TABLE (own jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT ON (s.organisation_id) s.own FROM organisation_settings s JOIN organisations o
    ON s.organisation_id IN (o.id, o.parent_id)
    WHERE o.id = organisation ORDER BY s.organisation_id, s.version DESC;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_inherited_settings(uuid) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_inherited_settings(uuid) TO watchfloor_service;
