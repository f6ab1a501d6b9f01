-- Positions are gapless a tenant: the head is moved last before commit, so a reader of "position > mine" skips nothing.
CREATE TABLE stream_heads (
    tenant_id uuid PRIMARY KEY REFERENCES tenants,
    position bigint NOT NULL DEFAULT 0
);
CREATE TABLE stream_entries (
    tenant_id uuid NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL CONSTRAINT stream_entry_kind_is_known CHECK (kind IN ('segment', 'departure', 'tick')),
    received_at timestamptz NOT NULL,
    receipt_day date,
    segment_id uuid,
    body jsonb,
    PRIMARY KEY (tenant_id, position),
    CONSTRAINT stream_entry_has_segment_iff_segment
        CHECK ((kind = 'segment') = (segment_id IS NOT NULL AND receipt_day IS NOT NULL)),
    CONSTRAINT stream_entry_has_body_iff_departure CHECK ((kind = 'departure') = (body IS NOT NULL))
);
-- How far detection has read, and what it had learnt by then. The fence is that of the shard's lease.
CREATE TABLE detectors (
    tenant_id uuid PRIMARY KEY REFERENCES tenants,
    position bigint NOT NULL DEFAULT 0,
    fence bigint NOT NULL DEFAULT 0,
    checkpoint_position bigint NOT NULL DEFAULT 0,
    checkpoint bytea,
    key_version int,
    -- Something is held: at this time a tick is due in the stream.
    tick_due_at timestamptz,
    CONSTRAINT checkpoint_is_not_ahead CHECK (checkpoint_position <= position)
);
SELECT secure_table('stream_heads', 'tenant', 'platform_reads');
SELECT secure_table('stream_entries', 'tenant');
SELECT make_append_only('stream_entries');
SELECT secure_table('detectors', 'tenant', 'platform_reads');

-- Which node detects for which tenants: 256 shards, each leased with a fencing token that only grows.
CREATE TABLE shards (
    id smallint PRIMARY KEY,
    owner text,
    lease_until timestamptz,
    fence bigint NOT NULL DEFAULT 0
);
INSERT INTO shards (id) SELECT generate_series(0, 255);
SELECT secure_table('shards', 'platform');
