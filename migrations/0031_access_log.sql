-- What the operator's people read, for the customer to read. A row is written by log_access alone, before what it
-- tells of leaves; nobody changes or removes one. Fifty analysts who open five hundred items a day each make nine
-- million rows a year in all, some four gigabytes: one table, no partition that could be missing when a row is due.
CREATE TABLE access_log (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    -- As they were then; people change names and roles, and leave.
    staff_id uuid NOT NULL,
    staff_name text NOT NULL,
    staff_role text NOT NULL,
    grant_id uuid NOT NULL,
    grant_kind text NOT NULL,
    reason text NOT NULL,
    deed text NOT NULL CONSTRAINT access_deed_is_known CHECK (deed IN ('opened', 'listed')),
    kind text NOT NULL,
    ref_id uuid,
    reference text,
    -- When the quarter of an hour began in which a list counts as read once.
    quarter timestamptz,
    request_id text NOT NULL,
    client_address text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES grants,
    CONSTRAINT access_has_quarter_iff_listed CHECK ((deed = 'listed') = (quarter IS NOT NULL)),
    CONSTRAINT access_names_no_item_if_listed CHECK (deed = 'opened' OR (ref_id IS NULL AND reference IS NULL)),
    CONSTRAINT access_to_list_is_logged_once UNIQUE (tenant_id, grant_id, kind, quarter)
);
CREATE INDEX access_log_by_time ON access_log (tenant_id, at, id);
CREATE INDEX access_log_by_staff ON access_log (tenant_id, staff_id, id);
CREATE INDEX access_log_by_grant ON access_log (tenant_id, grant_id, at);
-- None of the usual readers: the service reads its tenant's and writes nothing.
SELECT secure_table('access_log', 'none');
CREATE POLICY tenant ON access_log FOR SELECT TO watchfloor_service USING (tenant_id = current_tenant());
GRANT SELECT ON access_log TO watchfloor_service;

-- The function's owner may add, and sees nothing of what it added; whoever is merely a member of that role may not.
CREATE POLICY append ON access_log FOR INSERT TO watchfloor_lookup WITH CHECK (current_user = 'watchfloor_lookup');
GRANT INSERT ON access_log TO watchfloor_lookup;
CREATE POLICY lookup ON grants FOR SELECT TO watchfloor_lookup USING (true);
GRANT SELECT ON grants TO watchfloor_lookup;
GRANT EXECUTE ON FUNCTION is_live(grants) TO watchfloor_lookup;

-- It believes the caller what was read and when; who read, as what, and by which grant, it finds out by itself. Where
-- several grants let in, the most ordinary that suffices is named (standing, just_in_time, break_glass: by chance in
-- this order when sorted backwards), so that a broken glass stands for what nothing else allowed.
CREATE FUNCTION log_access(
    who uuid, role_then text, places uuid[], entries uuid[], moment timestamptz, what_was_done text, kind_of_item text,
    item uuid, short_name text, is_evidence boolean, request text, client text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    own_tenant uuid := nullif(current_setting('watchfloor.tenant_id', true), '')::uuid;
    own_staff uuid := nullif(current_setting('watchfloor.staff_id', true), '')::uuid;
    reader record;
    reached int;
BEGIN
    IF (places = ARRAY[own_tenant]) IS NOT TRUE AND (who = own_staff) IS NOT TRUE THEN
        RAISE EXCEPTION 'an access is logged under the scope it was made in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT s.name, s.role INTO reader FROM staff s
    WHERE s.id = who AND s.deactivated_at IS NULL AND s.role = role_then;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the person has left, or is in another role'
            USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    WITH used AS MATERIALIZED (
        SELECT l.place, l.entry, g.id, g.kind, g.reason FROM unnest(places, entries) l (place, entry)
        CROSS JOIN LATERAL (
            SELECT g.id, g.kind, g.reason FROM grants g
            WHERE g.tenant_id = l.place AND g.staff_id = who AND is_live(g) AND (g.reads_evidence OR NOT is_evidence)
            ORDER BY g.kind DESC, g.id LIMIT 1
        ) g
    ), written AS (
        INSERT INTO access_log (tenant_id, id, at, staff_id, staff_name, staff_role, grant_id, grant_kind, reason,
            deed, kind, ref_id, reference, quarter, request_id, client_address)
        SELECT u.place, u.entry, moment, who, reader.name, reader.role, u.id, u.kind, u.reason,
            what_was_done, kind_of_item, item, short_name,
            CASE WHEN what_was_done = 'listed' THEN date_bin('15 minutes', moment, timestamptz 'epoch') END,
            request, client
        FROM used u ON CONFLICT DO NOTHING
    )
    SELECT count(*) INTO reached FROM used;
    -- A grant has ended since the list was read: read again, the list no longer has its tenant.
    IF reached < cardinality(places) THEN
        RAISE EXCEPTION 'a grant has ended meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION log_access(uuid, text, uuid[], uuid[], timestamptz, text, text, uuid, text, boolean, text, text)
    OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION
    log_access(uuid, text, uuid[], uuid[], timestamptz, text, text, uuid, text, boolean, text, text)
    TO watchfloor_service;
