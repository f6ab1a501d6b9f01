-- The one way in which a table comes under row security. Every policy names exactly one role: permissive policies are
-- joined by OR, and one that is shared would make each role's query evaluate the others' conditions.
CREATE FUNCTION secure_table(secured regclass, VARIADIC readers text[]) RETURNS void LANGUAGE plpgsql AS $$
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
            'SELECT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND g.revoked_at IS NULL '
            'AND g.expires_at > now()))', secured);
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

-- A row of an append-only table is written once.
CREATE FUNCTION make_append_only(secured regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM watchfloor_service', secured);
END $$;
