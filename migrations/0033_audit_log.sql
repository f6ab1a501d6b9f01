-- The audit log that anyone can check: entries with sealed values, sequenced apart from their writers into a Merkle log
-- (RFC 6962) whose heads are signed. A leaf commits to the ciphertext, so destroying a tenant's key keeps the proofs.
ALTER TABLE audit_entries
    -- Reason, before and after under the tenant's key; the columns beside it are of the time before, and are emptied.
    ADD COLUMN key_version int,
    ADD COLUMN sealed bytea,
    ADD CONSTRAINT audit_entry_is_sealed_with_a_key CHECK ((sealed IS NULL) = (key_version IS NULL)),
    ADD CONSTRAINT audit_entry_is_not_clear_and_sealed
        CHECK (sealed IS NULL OR (reason IS NULL AND before IS NULL AND after IS NULL));
-- What was written before is sealed once, and never changed again.
CREATE TRIGGER audit_entry_is_sealed_once BEFORE UPDATE ON audit_entries
    FOR EACH ROW WHEN (OLD.sealed IS NOT NULL) EXECUTE FUNCTION refuse_change('sealed');
GRANT UPDATE (key_version, sealed, reason, before, after) ON audit_entries TO watchfloor_service;

-- What waits for its place. It holds no word of the entry, so that the platform may see who has something waiting.
CREATE TABLE audit_pending (
    tenant_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, entry_id)
);
-- Whatever was written until now is waiting too. The owner sees no tenant's row but for this one statement.
ALTER TABLE audit_entries NO FORCE ROW LEVEL SECURITY;
INSERT INTO audit_pending (tenant_id, entry_id) SELECT tenant_id, id FROM audit_entries;
ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;

-- The right edge of a tenant's log: the one row that a sequencer holds while it works.
CREATE TABLE audit_logs (
    tenant_id uuid PRIMARY KEY,
    size bigint NOT NULL DEFAULT 0,
    -- The roots of the complete subtrees from left to right, 32 bytes each.
    frontier bytea NOT NULL DEFAULT ''
);
CREATE TABLE audit_leaves (
    tenant_id uuid NOT NULL,
    leaf_index bigint NOT NULL,
    entry_id uuid NOT NULL,
    hash bytea NOT NULL CONSTRAINT audit_leaf_hash_is_sha256 CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tenant_id, leaf_index),
    CONSTRAINT audit_entry_has_one_leaf UNIQUE (tenant_id, entry_id)
);
-- Complete subtrees of eight leaves and more: what lies below is found from the leaves.
CREATE TABLE audit_nodes (
    tenant_id uuid NOT NULL,
    level int NOT NULL,
    node_index bigint NOT NULL,
    hash bytea NOT NULL CONSTRAINT audit_node_hash_is_sha256 CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tenant_id, level, node_index)
);
CREATE TABLE audit_heads (
    tenant_id uuid NOT NULL,
    tree_size bigint NOT NULL,
    signed_at timestamptz NOT NULL,
    -- The checkpoint with its signature, as it is handed out.
    note text NOT NULL,
    PRIMARY KEY (tenant_id, tree_size)
);
SELECT secure_table('audit_pending', 'tenant', 'platform_reads');
SELECT secure_table('audit_logs', 'tenant');
SELECT secure_table('audit_leaves', 'tenant', 'staff');
SELECT secure_table('audit_nodes', 'tenant');
SELECT secure_table('audit_heads', 'tenant');
SELECT make_append_only('audit_leaves');
SELECT make_append_only('audit_nodes');
SELECT make_append_only('audit_heads');

-- The public keys that heads were signed with, for whoever checks an old one.
CREATE TABLE audit_signing_keys (
    -- Name, hash and key, as in C2SP's signed-note.
    verifier text PRIMARY KEY,
    first_used_at timestamptz NOT NULL
);
SELECT secure_table('audit_signing_keys', 'platform');
REVOKE UPDATE, DELETE ON audit_signing_keys FROM watchfloor_platform;
