-- Operator, partner, customer. The operator's row comes with the schema, so that everybody and every customer belongs
-- to somebody from the start; a partner's people see customers of the partner's own, whatever a grant would say.
ALTER TABLE organisations
    ADD COLUMN parent_id uuid REFERENCES organisations,
    ADD CONSTRAINT organisation_has_parent_iff_partner CHECK ((kind = 'partner') = (parent_id IS NOT NULL));
CREATE UNIQUE INDEX organisations_operator ON organisations (kind) WHERE kind = 'operator';
CREATE UNIQUE INDEX organisations_by_name ON organisations (lower(name));
-- FORCE binds the owner, who is nobody's tenant and not the platform.
ALTER TABLE organisations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY;
INSERT INTO organisations (id, kind, name) VALUES ('00000000-0000-7000-8000-000000000001', 'operator', 'Operator');
UPDATE tenants SET organisation_id = '00000000-0000-7000-8000-000000000001' WHERE organisation_id IS NULL;
ALTER TABLE organisations FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants
    ALTER COLUMN organisation_id SET DEFAULT '00000000-0000-7000-8000-000000000001',
    ALTER COLUMN organisation_id SET NOT NULL;
CREATE INDEX tenants_by_organisation ON tenants (organisation_id, tenant_id);
ALTER TABLE staff
    ADD COLUMN organisation_id uuid NOT NULL DEFAULT '00000000-0000-7000-8000-000000000001' REFERENCES organisations,
    ADD COLUMN version bigint NOT NULL DEFAULT 1;

-- What was decided when a row was made, and what everything since rests on.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % cannot be changed', TG_ARGV[0], TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER region_is_immutable BEFORE UPDATE ON tenants FOR EACH ROW
    WHEN (OLD.region IS DISTINCT FROM NEW.region) EXECUTE FUNCTION refuse_change('region');
CREATE TRIGGER organisation_is_immutable BEFORE UPDATE ON tenants FOR EACH ROW
    WHEN (OLD.organisation_id IS DISTINCT FROM NEW.organisation_id) EXECUTE FUNCTION refuse_change('organisation_id');
CREATE TRIGGER organisation_is_immutable BEFORE UPDATE ON staff FOR EACH ROW
    WHEN (OLD.organisation_id IS DISTINCT FROM NEW.organisation_id) EXECUTE FUNCTION refuse_change('organisation_id');
CREATE TRIGGER parent_is_immutable BEFORE UPDATE ON organisations FOR EACH ROW
    WHEN ((OLD.kind, OLD.parent_id) IS DISTINCT FROM (NEW.kind, NEW.parent_id))
    EXECUTE FUNCTION refuse_change('parent_id');

-- What follows is asked under a tenant's scope about people and organisations, which that scope does not see.
CREATE POLICY lookup ON organisations FOR SELECT TO watchfloor_lookup USING (true);
CREATE POLICY lookup ON tenants FOR SELECT TO watchfloor_lookup USING (true);
GRANT SELECT ON organisations, tenants TO watchfloor_lookup;

-- Whether somebody's organisation answers for a tenant: the operator for all, a partner for its own.
CREATE FUNCTION answers_for(staff uuid, tenant uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM staff s JOIN organisations o ON o.id = s.organisation_id
        JOIN tenants t ON t.tenant_id = answers_for.tenant
        WHERE s.id = answers_for.staff AND s.deactivated_at IS NULL
        AND (o.kind = 'operator' OR t.organisation_id = o.id));
END;
CREATE FUNCTION confine_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT answers_for(NEW.staff_id, NEW.tenant_id) THEN
        RAISE EXCEPTION 'a grant stays within the organisation that answers for the tenant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_is_confined_to_organisation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER grant_is_confined_to_organisation BEFORE INSERT OR UPDATE OF staff_id, tenant_id ON grants
    FOR EACH ROW EXECUTE FUNCTION confine_grant();
-- Where a tenant lives, asked before its data are opened.
CREATE FUNCTION lookup_region(tenant uuid) RETURNS TABLE (region text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT t.region FROM tenants t WHERE t.tenant_id = lookup_region.tenant;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION answers_for(uuid, uuid) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_region(uuid) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION answers_for(uuid, uuid), lookup_region(uuid) TO watchfloor_service;
