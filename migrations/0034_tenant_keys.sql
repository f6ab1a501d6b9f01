-- A tenant's data keys are wrapped by a key of the tenant's own, which lies outside the database and so outside its
-- backups: destroying that one key closes every copy. Keys that the service's own key wrapped are wrapped anew.
ALTER TABLE tenant_keys
    ADD COLUMN wrapped_by text NOT NULL DEFAULT 'service'
        CONSTRAINT key_is_wrapped_by_known CHECK (wrapped_by IN ('service', 'tenant')),
    -- When nothing was left that should be sealed with this version and was not.
    ADD COLUMN resealed_at timestamptz;
-- What people of the operator read under a grant is sealed too. A wrapped key opens nothing by itself.
CREATE POLICY staff ON tenant_keys FOR SELECT TO watchfloor_staff USING (tenant_id IN (
    SELECT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND is_live(g)));
GRANT SELECT ON tenant_keys TO watchfloor_staff;
