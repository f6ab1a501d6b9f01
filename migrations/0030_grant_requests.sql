-- Who asked to be let in, and what was said. A request lets nobody in: what was approved becomes a row of grants, and
-- the policies read no other table. The platform reads it too: the lead who decides has no grant for the tenant yet.
CREATE TABLE grant_requests (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    staff_id uuid NOT NULL REFERENCES staff,
    reason text NOT NULL,
    minutes int NOT NULL CONSTRAINT grant_request_is_for_a_day_at_most CHECK (minutes BETWEEN 1 AND 1440),
    reads_evidence boolean NOT NULL,
    state text NOT NULL
        CONSTRAINT grant_request_state_is_known CHECK (state IN ('requested', 'approved', 'rejected')),
    requested_at timestamptz NOT NULL,
    -- Undecided until then, it is expired.
    lapses_at timestamptz NOT NULL,
    decided_at timestamptz,
    decided_by text,
    decision_reason text,
    grant_id uuid,
    -- The grant's own, copied so that whoever sees the request need not see the grant.
    ends_at timestamptz,
    taken_back_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES grants,
    CONSTRAINT grant_request_lapses_after_it_was_made CHECK (lapses_at > requested_at),
    CONSTRAINT grant_request_decided_at_iff_decided CHECK ((state = 'requested') = (decided_at IS NULL)),
    CONSTRAINT grant_request_decided_by_iff_decided CHECK ((state = 'requested') = (decided_by IS NULL)),
    CONSTRAINT grant_request_has_grant_iff_approved CHECK ((state = 'approved') = (grant_id IS NOT NULL)),
    CONSTRAINT grant_request_ends_at_iff_approved CHECK ((state = 'approved') = (ends_at IS NOT NULL)),
    CONSTRAINT grant_request_taken_back_only_if_approved CHECK (taken_back_at IS NULL OR state = 'approved'),
    CONSTRAINT nobody_approves_their_own_grant_request
        CHECK (state <> 'approved' OR decided_by <> 'staff:' || staff_id::text)
);
CREATE INDEX grant_requests_by_staff ON grant_requests (staff_id, id);
SELECT secure_table('grant_requests', 'tenant', 'platform_reads');

-- However a grant ends, or is ended again after a restore, its request says so.
CREATE FUNCTION follow_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE grant_requests SET taken_back_at = NEW.revoked_at
    WHERE tenant_id = NEW.tenant_id AND id = NEW.request_id AND grant_id = NEW.id;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION follow_grant() FROM PUBLIC;
CREATE TRIGGER request_follows_grant AFTER UPDATE OF revoked_at ON grants FOR EACH ROW
    WHEN (NEW.request_id IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
    EXECUTE FUNCTION follow_grant();
