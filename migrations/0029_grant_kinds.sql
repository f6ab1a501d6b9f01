-- Not every leave to look is alike: the standing one of a watch, the one that was asked for and approved, the one that
-- somebody took because it burned. And not every one reaches evidence: native records, and the audit log's values.
ALTER TABLE grants
    ADD COLUMN kind text NOT NULL DEFAULT 'standing'
        CONSTRAINT grant_kind_is_known CHECK (kind IN ('standing', 'just_in_time', 'break_glass')),
    ADD COLUMN reads_evidence boolean NOT NULL DEFAULT true,
    -- Who gave it, or approved it; of a break-glass, the person itself.
    ADD COLUMN granted_by text NOT NULL DEFAULT 'system:administration',
    ADD COLUMN revoked_by text,
    ADD COLUMN request_id uuid,
    ADD CONSTRAINT grant_was_asked_for_iff_just_in_time CHECK ((kind = 'just_in_time') = (request_id IS NOT NULL)),
    ADD CONSTRAINT just_in_time_is_approved_by_another
        CHECK (kind <> 'just_in_time' OR granted_by <> 'staff:' || staff_id::text),
    ADD CONSTRAINT break_glass_is_taken_by_oneself
        CHECK (kind <> 'break_glass' OR granted_by = 'staff:' || staff_id::text),
    ADD CONSTRAINT break_glass_lasts_four_hours_at_most
        CHECK (kind <> 'break_glass' OR expires_at <= granted_at + interval '4 hours');

-- The audit log's values are evidence. It is the one list of it that spans tenants.
ALTER POLICY staff ON audit_entries USING (tenant_id IN (
    SELECT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND is_live(g) AND g.reads_evidence));
