-- What makes a grant live is said once: a condition that stands in thirty policies changes in twenty-nine of them.
-- The function is inlined, so each policy plans as if the condition stood in it; CREATE OR REPLACE changes them all.
CREATE FUNCTION is_live(g grants) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN g.revoked_at IS NULL AND g.expires_at > now();
GRANT EXECUTE ON FUNCTION is_live(grants) TO watchfloor_service, watchfloor_staff;

DO $$
DECLARE
    secured regclass;
BEGIN
    FOR secured IN
        SELECT p.polrelid FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE c.relnamespace = 'public'::regnamespace AND p.polname = 'staff' AND c.oid <> 'grants'::regclass
    LOOP
        EXECUTE format(
            'ALTER POLICY staff ON %s USING (tenant_id IN ('
            'SELECT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND is_live(g)))', secured);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION secure_table(secured regclass, VARIADIC readers text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', secured);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', secured);
    IF 'tenant' = ANY (readers) THEN
        EXECUTE format(
            'CREATE POLICY tenant ON %s TO watchfloor_service USING (tenant_id = current_tenant()) '
            'WITH CHECK (tenant_id = current_tenant())', secured);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO watchfloor_service', secured);
    END IF;
    IF 'staff' = ANY (readers) THEN
        EXECUTE format(
            'CREATE POLICY staff ON %s FOR SELECT TO watchfloor_staff USING (tenant_id IN ('
            'SELECT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND is_live(g)))', secured);
        EXECUTE format('GRANT SELECT ON %s TO watchfloor_staff', secured);
    END IF;
    IF 'platform' = ANY (readers) THEN
        EXECUTE format('CREATE POLICY platform ON %s TO watchfloor_platform USING (true) WITH CHECK (true)', secured);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO watchfloor_platform', secured);
    END IF;
    IF 'platform_reads' = ANY (readers) THEN
        EXECUTE format('CREATE POLICY platform ON %s FOR SELECT TO watchfloor_platform USING (true)', secured);
        EXECUTE format('GRANT SELECT ON %s TO watchfloor_platform', secured);
    END IF;
    IF 'lookup' = ANY (readers) THEN
        EXECUTE format('CREATE POLICY lookup ON %s FOR SELECT TO watchfloor_lookup USING (true)', secured);
        EXECUTE format('GRANT SELECT ON %s TO watchfloor_lookup', secured);
    END IF;
    EXECUTE format('GRANT SELECT ON %s TO watchfloor_backup', secured);
END $$;
