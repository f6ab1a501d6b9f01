-- Row security put to the proof, by a superuser, in a database that has every migration behind it and that nobody else
-- needs: the suite `Row security` runs it in CI, and so does ops/prove isolation.
-- Everything comes from the catalogue: a new table is seeded, probed and mutated without a word here.
--
--   proof.seed()        rows of two tenants in every table; a type it cannot make a value of is an error that names it
--   proof.breaches(t)   what each role can do in a table and should not, and cannot and should
--   proof.mutants()     each policy, flag and function that isolation rests on is weakened in turn, then put back
--   proof.references()  each foreign key is offered another tenant's row
CREATE SCHEMA proof;

-- The tenant whose scope it is, and its neighbour; a person who may see the first, and another who may see both.
CREATE FUNCTION proof.own() RETURNS uuid LANGUAGE sql IMMUTABLE RETURN '00000000-0000-7000-8000-00000000000a'::uuid;
CREATE FUNCTION proof.other() RETURNS uuid LANGUAGE sql IMMUTABLE RETURN '00000000-0000-7000-8000-00000000000b'::uuid;
CREATE FUNCTION proof.person() RETURNS uuid LANGUAGE sql IMMUTABLE RETURN '00000000-0000-7000-8000-0000000000aa'::uuid;
CREATE FUNCTION proof.stranger() RETURNS uuid LANGUAGE sql IMMUTABLE RETURN '00000000-0000-7000-8000-0000000000bb'::uuid;

-- Every way for a grant to be none, as the columns that make it so. A new way is added here.
CREATE TABLE proof.dead_grants (why text PRIMARY KEY, change jsonb NOT NULL);
INSERT INTO proof.dead_grants VALUES
    ('expired', jsonb_build_object('expires_at', now() - interval '1 minute')),
    ('revoked', jsonb_build_object('revoked_at', now() - interval '1 minute'));

CREATE VIEW proof.tables AS
    SELECT c.oid::regclass AS name, c.relispartition AS is_partition,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS is_tenants
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname <> 'schema_migrations';

-- Rows

-- A fresh value, as JSON that becomes this type; as good as never the same twice.
CREATE FUNCTION proof.value(of_type regtype, described text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    base oid;
    kind "char";
    category "char";
BEGIN
    SELECT coalesce(nullif(typbasetype, 0), oid) INTO base FROM pg_type WHERE oid = of_type;
    SELECT typtype, typcategory INTO kind, category FROM pg_type WHERE oid = base;
    IF kind = 'e' THEN
        RETURN to_jsonb((SELECT enumlabel FROM pg_enum WHERE enumtypid = base ORDER BY enumsortorder LIMIT 1));
    ELSIF kind IN ('r', 'm') THEN RETURN to_jsonb('empty'::text);
    ELSIF category = 'A' THEN RETURN '[]';
    END IF;
    CASE base::regtype::text
        WHEN 'uuid' THEN RETURN to_jsonb(gen_random_uuid());
        WHEN 'text', 'character varying', 'name', 'citext' THEN RETURN to_jsonb(gen_random_uuid()::text);
        WHEN 'character', '"char"' THEN RETURN '"x"';
        WHEN 'bytea' THEN RETURN to_jsonb('\x' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
        WHEN 'smallint' THEN RETURN to_jsonb(1000 + (random() * 30000)::int);
        WHEN 'integer', 'bigint', 'oid' THEN RETURN to_jsonb(1000 + (random() * 2000000000)::int);
        WHEN 'numeric', 'real', 'double precision' THEN RETURN to_jsonb(random());
        WHEN 'boolean' THEN RETURN 'false';
        WHEN 'timestamp with time zone', 'timestamp without time zone' THEN
            RETURN to_jsonb(now() - random() * interval '1 second');
        WHEN 'date' THEN RETURN to_jsonb(current_date);
        WHEN 'time without time zone' THEN RETURN '"12:00"';
        WHEN 'interval' THEN RETURN '"1 hour"';
        WHEN 'json', 'jsonb' THEN RETURN '{}';
        WHEN 'inet' THEN RETURN to_jsonb('192.0.2.' || (random() * 255)::int);
        WHEN 'cidr' THEN RETURN to_jsonb('192.0.2.' || (random() * 255)::int || '/32');
        WHEN 'tsvector' THEN RETURN '""';
        ELSE RAISE EXCEPTION 'proof.value makes no % yet (%)', of_type, described;
    END CASE;
END $$;

CREATE FUNCTION proof.columns(of_table regclass) RETURNS SETOF pg_attribute LANGUAGE sql STABLE BEGIN ATOMIC
    SELECT a.* FROM pg_attribute a WHERE a.attrelid = of_table AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = '' AND a.attidentity <> 'a' ORDER BY a.attnum;
END;

-- A fresh row; `given` columns as they are given.
CREATE FUNCTION proof.row(of_table regclass, tenant uuid, given jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_object_agg(a.attname, CASE a.attname WHEN 'tenant_id' THEN to_jsonb(tenant)
        ELSE proof.value(a.atttypid, of_table || '.' || a.attname) END) || given FROM proof.columns(of_table) a;
$$;

CREATE FUNCTION proof.insertion(of_table regclass, new_row jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, %3$L)', of_table,
        string_agg(quote_ident(a.attname), ', '), new_row) FROM proof.columns(of_table) a;
$$;

CREATE FUNCTION proof.count(of_table regclass, tenant uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM %s WHERE tenant_id = %L', of_table, tenant) INTO found;
    RETURN found;
END $$;

-- What a column may hold is not what this is about, and a partition of every time holds what time it is.
CREATE FUNCTION proof.loosen() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    here record;
    rest text;
BEGIN
    FOR here IN
        SELECT conrelid::regclass AS name, conname FROM pg_constraint
        WHERE contype = 'c' AND conislocal AND connamespace = 'public'::regnamespace AND conrelid <> 0
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', here.name, here.conname);
    END LOOP;
    FOR here IN
        SELECT p.partrelid::regclass AS name FROM pg_partitioned_table p WHERE p.partdefid = 0 AND p.partstrat <> 'h'
    LOOP
        rest := here.name || '_rest';
        EXECUTE format('CREATE TABLE %I PARTITION OF %s DEFAULT', rest, here.name);
        EXECUTE format('ALTER TABLE %I OWNER TO watchfloor_owner', rest);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', rest);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', rest);
    END LOOP;
END $$;

-- Fills what is empty: a row of each of these tenants in every table of tenants, and one row in each of the platform's.
CREATE FUNCTION proof.fill(VARIADIC tenants uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    here record;
    tenant uuid;
    is_filled boolean;
BEGIN
    PERFORM proof.loosen();
    PERFORM set_config('session_replication_role', 'replica', true);  -- Neither keys nor triggers have a say in it.
    FOR here IN SELECT * FROM proof.tables WHERE NOT is_partition LOOP
        IF here.is_tenants THEN
            FOREACH tenant IN ARRAY tenants LOOP
                IF proof.count(here.name, tenant) = 0 THEN
                    EXECUTE proof.insertion(here.name, proof.row(here.name, tenant));
                END IF;
            END LOOP;
        ELSE
            EXECUTE format('SELECT EXISTS (SELECT FROM %s)', here.name) INTO is_filled;
            IF NOT is_filled THEN
                EXECUTE proof.insertion(here.name, proof.row(here.name, NULL));
            END IF;
        END IF;
    END LOOP;
    PERFORM set_config('session_replication_role', 'origin', true);
END $$;

CREATE FUNCTION proof.grant_to(person uuid, tenant uuid, given jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    -- What may be missing is missing: nobody revoked it, nobody used it up.
    absent jsonb := (SELECT jsonb_object_agg(attname, NULL) FROM proof.columns('grants') WHERE NOT attnotnull);
    live jsonb := jsonb_build_object(
        'staff_id', person, 'expires_at', now() + interval '1 day', 'reads_evidence', true);
BEGIN
    EXECUTE proof.insertion('grants', proof.row('grants', tenant, absent || live || given));
END $$;

CREATE FUNCTION proof.seed() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    dead proof.dead_grants;
    empty text;
BEGIN
    PERFORM proof.fill(proof.own(), proof.other());
    SELECT string_agg(t.name || ' of ' || tenant, ', ') INTO empty
    FROM proof.tables t CROSS JOIN (VALUES (proof.own()), (proof.other())) v (tenant)
    WHERE t.is_tenants AND NOT t.is_partition AND proof.count(t.name, tenant) = 0;
    IF empty IS NOT NULL THEN
        RAISE EXCEPTION 'these are empty, and would prove nothing: %', empty;
    END IF;
    PERFORM set_config('session_replication_role', 'replica', true);
    PERFORM proof.grant_to(proof.person(), proof.own());
    PERFORM proof.grant_to(proof.stranger(), proof.own());
    PERFORM proof.grant_to(proof.stranger(), proof.other());
    FOR dead IN SELECT * FROM proof.dead_grants LOOP
        PERFORM proof.grant_to(proof.person(), proof.other(), dead.change);
    END LOOP;
    PERFORM set_config('session_replication_role', 'origin', true);
    IF (SELECT count(*) FROM grants g WHERE is_live(g) AND g.staff_id = proof.person()) <> 1 THEN
        RAISE EXCEPTION 'proof.grant_to makes no live grant, or one of proof.dead_grants is alive';
    END IF;
    PERFORM proof.expect();
END $$;

-- Probes

-- Does it as this role, under the scope that goes with the role, and takes it back.
-- Returns how many rows it met, or the error's five characters.
CREATE FUNCTION proof.attempt(as_role text, scope text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    met bigint;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    PERFORM set_config('watchfloor.tenant_id', CASE scope WHEN 'tenant' THEN proof.own()::text ELSE '' END, true);
    PERFORM set_config('watchfloor.staff_id', CASE scope WHEN 'staff' THEN proof.person()::text ELSE '' END, true);
    PERFORM set_config('role', as_role, true);
    EXECUTE statement;
    GET DIAGNOSTICS met = ROW_COUNT;
    RAISE EXCEPTION USING ERRCODE = 'WF000', MESSAGE = met::text;
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN 'WF000' THEN SQLERRM ELSE SQLSTATE END;
END $$;

CREATE TABLE proof.probes (
    table_name regclass NOT NULL, role_name text NOT NULL, scope text NOT NULL, what text NOT NULL,
    statement text NOT NULL,
    -- A regular expression on what proof.attempt returns. Class 23 has met a row's uniqueness, past the policy.
    expected text NOT NULL, PRIMARY KEY (table_name, role_name, what));

-- Writes down what each role should meet in each table, from what it was granted; the suite `The catalogue` holds
-- these grants against what they should be.
CREATE FUNCTION proof.expect() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    here record;
    refused constant text := '42501';
    -- Five characters are an error's: 42501 is no number of rows.
    met constant text := '[1-9]\d{0,3}';
BEGIN
    FOR here IN
        SELECT t.name, t.is_partition, t.is_tenants, r.role_name, r.scope, c.attname AS key,
            has_column_privilege(r.role_name, t.name, c.attname, 'SELECT') AS reads,
            has_table_privilege(r.role_name, t.name, 'INSERT') AS inserts,
            has_table_privilege(r.role_name, t.name, 'DELETE') AS deletes,
            coalesce((SELECT min(a.attname::text) FROM proof.columns(t.name) a
                WHERE has_column_privilege(r.role_name, t.name, a.attname, 'UPDATE')), '') AS changes,
            EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.name AND p.polcmd = '*'
                AND p.polroles = ARRAY[r.role_name::regrole::oid]) AS has_all
        FROM proof.tables t
        CROSS JOIN (VALUES ('watchfloor_service', 'tenant'), ('watchfloor_staff', 'staff'),
            ('watchfloor_platform', ''), ('watchfloor_lookup', ''), ('watchfloor_owner', 'tenant')) r (role_name, scope)
        CROSS JOIN LATERAL (SELECT a.attname FROM proof.columns(t.name) a
            ORDER BY a.attname <> 'tenant_id', a.attnum LIMIT 1) c
    LOOP
        DECLARE
            own text := CASE WHEN here.is_tenants THEN format('tenant_id = %L', proof.own()) ELSE 'true' END;
            others text := format('tenant_id = %L', proof.other());
            -- Whose scope is one tenant's, or some tenants', and whose is everything that it is let near.
            is_bound boolean := here.scope <> '' AND here.is_tenants;
            change text := format('UPDATE %s SET %2$I = %2$I WHERE ', here.name, coalesce(nullif(here.changes, ''), here.key));
            look text := format('SELECT FROM %s WHERE ', here.name);
            remove text := format('DELETE FROM %s WHERE ', here.name);
            is_owner boolean := here.role_name = 'watchfloor_owner';
            may text := CASE WHEN is_owner THEN '0' ELSE met END;
        BEGIN
            -- A person is shown its own grants, dead ones too.
            IF here.name = 'grants'::regclass AND here.scope = 'staff' THEN
                own := format('staff_id = %L', proof.person());
                others := format('staff_id <> %L', proof.person());
            END IF;
            -- FORCE binds the owner; of what the look-ups read it is shown something, being a member of theirs.
            IF NOT is_owner THEN
                PERFORM proof.expect(here.name, here.role_name, here.scope, 'reads its own',
                    look || own, CASE WHEN here.reads THEN met ELSE refused END);
            END IF;
            PERFORM proof.expect(here.name, here.role_name, here.scope, 'changes its own',
                change || own, CASE WHEN here.changes <> '' THEN may ELSE refused END);
            PERFORM proof.expect(here.name, here.role_name, here.scope, 'removes its own',
                remove || own, CASE WHEN here.deletes THEN may ELSE refused END);
            PERFORM proof.expect(here.name, here.role_name, here.scope, 'inserts its own',
                proof.insertion(here.name, proof.row(here.name, proof.own())),
                CASE WHEN here.inserts AND NOT is_owner THEN met || '|23...' ELSE refused END);
            CONTINUE WHEN NOT is_bound;
            IF NOT is_owner THEN
                PERFORM proof.expect(here.name, here.role_name, here.scope, 'reads another''s',
                    look || others, CASE WHEN here.reads THEN '0' ELSE refused END);
                PERFORM proof.expect(here.name, here.role_name, 'none', 'reads without a scope',
                    look || 'true', CASE WHEN here.reads THEN '42704|22P02' ELSE refused END);
                PERFORM proof.expect(here.name, here.role_name, here.scope, 'gives its own away',
                    format('UPDATE %s SET tenant_id = %L WHERE ', here.name, proof.other()) || own, refused);
            END IF;
            PERFORM proof.expect(here.name, here.role_name, here.scope, 'changes another''s',
                change || others, CASE WHEN here.changes <> '' THEN '0' ELSE refused END);
            PERFORM proof.expect(here.name, here.role_name, here.scope, 'removes another''s',
                remove || others, CASE WHEN here.deletes THEN '0' ELSE refused END);
            PERFORM proof.expect(here.name, here.role_name, here.scope, 'inserts for another',
                proof.insertion(here.name, proof.row(here.name, proof.other())), refused);
        END;
    END LOOP;
END $$;

CREATE FUNCTION proof.expect(regclass, text, text, text, text, text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO proof.probes VALUES ($1, $2, $3, $4, $5, '^(' || $6 || ')$');
$$;

CREATE FUNCTION proof.breaches(of_table regclass, of_role text DEFAULT NULL) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    probe proof.probes;
    answer text;
BEGIN
    FOR probe IN SELECT * FROM proof.probes WHERE table_name = of_table AND (of_role IS NULL OR role_name = of_role) LOOP
        answer := proof.attempt(probe.role_name, probe.scope, probe.statement);
        IF answer !~ probe.expected THEN
            RETURN NEXT format('%s %s in %s: %s', probe.role_name, probe.what, of_table, answer);
        END IF;
    END LOOP;
END $$;

-- Mutants

-- A policy by the parts that say it anew.
CREATE VIEW proof.policies AS
    SELECT p.polrelid::regclass AS table_name, p.polname AS name, p.polcmd AS command,
        p.polroles[1]::regrole::text AS role_name, pg_get_expr(p.polqual, p.polrelid) AS sees,
        pg_get_expr(p.polwithcheck, p.polrelid) AS writes
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'public'::regnamespace;

CREATE VIEW proof.weaknesses AS
    SELECT 'policy' AS kind, table_name, name || ' dropped' AS what,
        format('DROP POLICY %I ON %s', name, table_name) AS statement FROM proof.policies
    UNION ALL
    SELECT 'policy', table_name, name || ' shows every row', format('ALTER POLICY %I ON %s USING (true)', name, table_name)
    FROM proof.policies WHERE sees <> 'true'
    UNION ALL
    SELECT 'policy', table_name, name || ' takes every row', format('ALTER POLICY %I ON %s WITH CHECK (true)', name, table_name)
    FROM proof.policies WHERE writes <> 'true'
    UNION ALL
    -- One that shows everything to its role is weakened by another role's being let in.
    SELECT 'policy', table_name, name || ' is the service''s too', format(
        'ALTER POLICY %1$I ON %2$s TO %3$s, watchfloor_service; GRANT SELECT ON %2$s TO watchfloor_service',
        name, table_name, role_name)
    FROM proof.policies WHERE sees = 'true'
    UNION ALL
    SELECT 'policy', table_name, name || ' is for writing too', format(
        'DROP POLICY %1$I ON %2$s; CREATE POLICY %1$I ON %2$s TO %3$s USING (%4$s); '
        'GRANT INSERT, UPDATE, DELETE ON %2$s TO %3$s', name, table_name, role_name, sees)
    FROM proof.policies WHERE command = 'r'
    UNION ALL
    SELECT 'flag', name, 'row security off', format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name) FROM proof.tables
    UNION ALL
    SELECT 'flag', name, 'row security not forced', format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', name) FROM proof.tables
    UNION ALL
    SELECT 'function', 'alerts'::regclass, name || ' takes the absence of a scope for an answer', format(
        'CREATE OR REPLACE FUNCTION %I() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE '
        'RETURN nullif(current_setting(%L, true), '''')::uuid', name, setting)
    FROM (VALUES ('current_tenant', 'watchfloor.tenant_id'), ('current_staff', 'watchfloor.staff_id')) v (name, setting)
    UNION ALL
    -- Each condition that makes a grant live, left out in turn.
    SELECT 'function', 'alerts'::regclass, 'is_live without ' || part, replace(pg_get_functiondef(f.oid), part, 'true')
    FROM pg_proc f CROSS JOIN LATERAL regexp_split_to_table(
        regexp_replace(trim(pg_get_function_sqlbody(f.oid)), '^RETURN \((.*)\)$', '\1'), ' AND ') part
    WHERE f.pronamespace = 'public'::regnamespace AND f.proname = 'is_live';

-- Returns each mutant with the first probe that notices it; none has survived where `noticed` is never null.
CREATE FUNCTION proof.mutants() RETURNS TABLE (kind text, table_name regclass, what text, noticed text)
LANGUAGE plpgsql AS $$
DECLARE
    weak record;
BEGIN
    FOR weak IN SELECT * FROM proof.weaknesses w ORDER BY w.kind, w.table_name::text, w.what LOOP
        kind := weak.kind;
        table_name := weak.table_name;
        what := weak.what;
        noticed := NULL;
        BEGIN
            EXECUTE weak.statement;
            noticed := (SELECT b FROM proof.breaches(weak.table_name) b LIMIT 1);
            RAISE EXCEPTION USING ERRCODE = 'WF001';
        EXCEPTION WHEN SQLSTATE 'WF001' THEN
            RETURN NEXT;
        END;
    END LOOP;
END $$;

-- References

-- Offers each foreign key between tenants' tables a row of the one tenant's that points at one of the other's, past row
-- security, and then one that points at its own tenant's.
CREATE FUNCTION proof.references() RETURNS TABLE (reference text, across text, within text) LANGUAGE plpgsql AS $$
DECLARE
    key record;
BEGIN
    FOR key IN
        SELECT f.oid, f.conname, f.conrelid::regclass AS child, f.confrelid::regclass AS parent,
            array_agg(here.attname::text) AS columns,
            format('SELECT jsonb_build_object(%s) FROM %s WHERE tenant_id = ',
                string_agg(format('%L, %I', here.attname, there.attname), ', '), f.confrelid::regclass) AS target
        FROM pg_constraint f
        CROSS JOIN LATERAL unnest(f.conkey, f.confkey) k (here, there)
        JOIN pg_attribute here ON here.attrelid = f.conrelid AND here.attnum = k.here
        JOIN pg_attribute there ON there.attrelid = f.confrelid AND there.attnum = k.there
        WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace AND f.conparentid = 0
        AND here.attname <> 'tenant_id'
        AND EXISTS (SELECT FROM proof.tables t WHERE t.name = f.conrelid AND t.is_tenants)
        AND EXISTS (SELECT FROM proof.tables t WHERE t.name = f.confrelid AND t.is_tenants)
        GROUP BY f.oid ORDER BY f.conrelid::regclass::text, f.conname
    LOOP
        reference := format('%s.%s', key.child, key.conname);
        across := proof.refer(key.oid, key.child, key.target, proof.other());
        within := proof.refer(key.oid, key.child, key.target, proof.own());
        RETURN NEXT;
    END LOOP;
END $$;

CREATE FUNCTION proof.refer(key oid, child regclass, target text, tenant uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    rest record;
    pointed jsonb;
BEGIN
    -- Only this one key has a say.
    FOR rest IN SELECT conname FROM pg_constraint WHERE conrelid = child AND contype = 'f' AND oid <> key AND conparentid = 0 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', child, rest.conname);
    END LOOP;
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', child);
    SET CONSTRAINTS ALL IMMEDIATE;
    EXECUTE target || quote_literal(tenant) || ' LIMIT 1' INTO pointed;
    EXECUTE proof.insertion(child, proof.row(child, proof.own(), pointed));
    RAISE EXCEPTION USING ERRCODE = 'WF000', MESSAGE = 'accepted';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE WHEN SQLSTATE IN ('WF000', '23505') THEN 'accepted' ELSE SQLSTATE END;
END $$;
