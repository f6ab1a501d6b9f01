-- What was taken away must stay taken away after a restore. Each revocation is queued here by the transaction that makes
-- it, written to the journal outside the database within seconds, and then deleted. It holds ids only.
CREATE TABLE revocations (
    -- All zeroes for what belongs to no tenant: the operator's own people and their tokens.
    tenant_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    subject text NOT NULL,
    ended_by text NOT NULL,
    ref_id uuid NOT NULL,
    ended_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT secure_table('revocations', 'tenant', 'platform');
SELECT make_append_only('revocations');

CREATE FUNCTION queue_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(NEW);
BEGIN
    INSERT INTO revocations (tenant_id, subject, ended_by, ref_id, ended_at) VALUES (
        coalesce((changed ->> 'tenant_id')::uuid, '00000000-0000-0000-0000-000000000000'), TG_TABLE_NAME, TG_ARGV[0],
        (changed ->> 'id')::uuid, (changed ->> TG_ARGV[0])::timestamptz);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION queue_revocation() FROM PUBLIC;

-- The one way in which a table's endings come into the journal. `ending` is the column that says when a row ended.
CREATE FUNCTION journal_endings(ended regclass, ending text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER %I AFTER UPDATE OF %I ON %s FOR EACH ROW WHEN (OLD.%I IS NULL AND NEW.%I IS NOT NULL) '
        'EXECUTE FUNCTION queue_revocation(%L)', 'journal_' || ending, ending, ended, ending, ending, ending);
END $$;
REVOKE EXECUTE ON FUNCTION journal_endings(regclass, text) FROM PUBLIC;

SELECT journal_endings('staff', 'deactivated_at');
SELECT journal_endings('staff_tokens', 'revoked_at');
SELECT journal_endings('users', 'deactivated_at');
SELECT journal_endings('user_tokens', 'revoked_at');
SELECT journal_endings('grants', 'revoked_at');
SELECT journal_endings('sensors', 'retired_at');
SELECT journal_endings('sensor_keys', 'revoked_at');

-- Ends a row that a restore has brought back to life. Only what has the trigger above can be ended so.
-- Returns whether there was such a row.
CREATE FUNCTION end_again(subject text, ending text, of_tenant uuid, ref uuid, at timestamptz) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    found_trigger name;
    changed bigint;
BEGIN
    SELECT t.tgname INTO found_trigger FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = subject AND t.tgname = 'journal_' || ending;
    IF found_trigger IS NULL THEN
        RAISE EXCEPTION 'nothing ends % by %', subject, ending USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF of_tenant = '00000000-0000-0000-0000-000000000000' THEN
        EXECUTE format('UPDATE %I SET %I = $1 WHERE id = $2 AND %I IS NULL', subject, ending, ending) USING at, ref;
    ELSE
        EXECUTE format('UPDATE %I SET %I = $1 WHERE tenant_id = $3 AND id = $2 AND %I IS NULL', subject, ending, ending)
            USING at, ref, of_tenant;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed > 0;
END $$;
REVOKE EXECUTE ON FUNCTION end_again(text, text, uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION end_again(text, text, uuid, uuid, timestamptz) TO watchfloor_service, watchfloor_platform;
