-- Changes that belong to no tenant: the operator's people, organisations, keys, settings of the whole floor. Written
-- once; a tenant's own changes stand in its audit_entries.
CREATE TABLE platform_audit_entries (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    ref text NOT NULL,
    reason text,
    before jsonb,
    after jsonb,
    request_id text NOT NULL
);
SELECT secure_table('platform_audit_entries', 'platform');
REVOKE UPDATE, DELETE ON platform_audit_entries FROM watchfloor_platform;
