-- What row security costs: the busiest statements by the service, under a tenant's scope, and by a role that passes row
-- security and names the tenant itself. In the database of isolation.sql, behind it.
CREATE ROLE proof_bypass NOLOGIN BYPASSRLS;
GRANT USAGE ON SCHEMA public TO proof_bypass;
GRANT ALL ON ALL TABLES IN SCHEMA public TO proof_bypass;

-- Many rows for each of many tenants: ids and texts at random, numbers counted, times going back.
CREATE FUNCTION proof.multiply(of_table regclass, tenants int, each int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    names text;
    made text;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    SELECT string_agg(quote_ident(a.attname), ', '), string_agg(CASE
        WHEN a.attname = 'tenant_id' THEN 't.id'
        WHEN a.atttypid = 'uuid'::regtype THEN 'gen_random_uuid()'
        WHEN a.atttypid = 'text'::regtype THEN 'md5(n::text || random())'
        WHEN a.atttypid = 'bytea'::regtype THEN 'sha256((t.id::text || n)::bytea)'
        WHEN a.atttypid IN ('bigint'::regtype, 'int'::regtype) THEN 'n'
        WHEN a.atttypid = 'timestamptz'::regtype THEN 'now() - n * interval ''1 second'''
        ELSE format('(%L::jsonb #>> ''{}'')::%s', proof.value(a.atttypid, a.attname), a.atttypid::regtype) END, ', ')
    INTO names, made FROM proof.columns(of_table) a;
    EXECUTE format(
        'INSERT INTO %s (%s) SELECT %s FROM (SELECT %L::uuid UNION ALL SELECT gen_random_uuid() FROM generate_series(2, %s)) '
        't (id) CROSS JOIN generate_series(1, %s) n', of_table, names, made, proof.own(), tenants, each);
    PERFORM set_config('session_replication_role', 'origin', true);
END $$;

CREATE FUNCTION proof.some(of_table regclass, of_column text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE format('SELECT %I FROM %s WHERE tenant_id = %L LIMIT 1', of_column, of_table, proof.own()) INTO found;
    RETURN found;
END $$;

-- {own} stands where the statement names its tenant; {also} where only the role without row security has to.
CREATE FUNCTION proof.busiest() RETURNS TABLE (name text, statement text) LANGUAGE sql AS $$
    VALUES
    ('alerts, newest first', 'SELECT * FROM alerts WHERE {also} ORDER BY id DESC LIMIT 51'),
    ('an alert by its id', format('SELECT * FROM alerts WHERE {also} AND id = %L', proof.some('alerts', 'id'))),
    ('cases, newest first', 'SELECT * FROM cases WHERE {also} ORDER BY id DESC LIMIT 51'),
    ('the audit log', 'SELECT * FROM audit_entries WHERE {also} ORDER BY id DESC LIMIT 51'),
    ('a timeline', format('SELECT * FROM timeline_entries WHERE {also} AND subject_id = %L ORDER BY time, id LIMIT 5000',
        proof.some('timeline_entries', 'subject_id'))),
    ('an effect by its id', format('SELECT * FROM effects WHERE tenant_id = {own} AND id = %L', proof.some('effects', 'id'))),
    ('the stream behind a position', 'SELECT e.position, s.sealed FROM stream_entries e LEFT JOIN segments s ON '
        's.tenant_id = e.tenant_id AND s.receipt_day = e.receipt_day AND s.id = e.segment_id '
        'WHERE e.tenant_id = {own} AND e.position > 500 ORDER BY e.position LIMIT 64'),
    ('an event by its id', format('SELECT * FROM segments WHERE tenant_id = {own} AND first_event_id <= %L '
        'ORDER BY first_event_id DESC LIMIT 1', proof.some('segments', 'first_event_id'))),
    ('an entity''s surroundings', format('SELECT s.receipt_day, s.id, s.event_count FROM segments s JOIN ('
        'SELECT receipt_day, segment_id, last_time FROM segment_entities WHERE tenant_id = {own} AND entity = %L '
        'ORDER BY last_time DESC LIMIT 16) e ON s.tenant_id = {own} AND s.receipt_day = e.receipt_day '
        'AND s.id = e.segment_id', proof.some('segment_entities', 'entity'))),
    ('a batch''s native ids', 'INSERT INTO native_ids AS n (tenant_id, source, native_hash, seen_at) '
        'SELECT {own}, ''x'', gen_random_uuid(), now() FROM generate_series(1, 100) '
        'ON CONFLICT (tenant_id, source, native_hash) DO UPDATE SET seen_at = excluded.seen_at '
        'WHERE n.seen_at < now() - interval ''7 days'' RETURNING native_hash');
$$;

-- What the statements run over.
CREATE FUNCTION proof.crowd(tenants int, each int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM proof.multiply(t, tenants, each) FROM unnest('{alerts, cases, audit_entries, timeline_entries, effects,
        stream_entries, segments, segment_entities, native_ids}'::regclass[]) t;
    -- Each entry of the stream finds its segment, of a batch's size.
    UPDATE segments SET sealed = decode(repeat(encode(sealed, 'hex'), 100), 'hex') WHERE tenant_id = proof.own();
    UPDATE stream_entries e SET segment_id = s.id, receipt_day = s.receipt_day FROM segments s
    WHERE e.tenant_id = proof.own() AND s.tenant_id = proof.own() AND s.last_position = e.position;
END $$;

-- One for pgbench, as the product sends it: scope, statement and COMMIT in one turn.
CREATE FUNCTION proof.script(statement text, role_name text, also text) RETURNS text LANGUAGE sql AS $$
    SELECT format($script$\startpipeline
BEGIN;
SELECT set_config('role', %L, true), set_config('watchfloor.tenant_id', %L, true);
%s;
COMMIT;
\endpipeline
$script$, role_name, proof.own(), replace(replace(statement, '{own}', quote_literal(proof.own()) || '::uuid'), '{also}', also));
$$;
CREATE FUNCTION proof.scripts() RETURNS TABLE (name text, bound text, free text) LANGUAGE sql AS $$
    SELECT name, proof.script(statement, 'watchfloor_service', 'true'),
        proof.script(statement, 'proof_bypass', format('tenant_id = %L', proof.own())) FROM proof.busiest();
$$;
