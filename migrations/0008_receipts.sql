-- What was answered to a sensor, and by what a repeat is known. These are not partitioned: a unique constraint on a
-- partitioned table must hold the partition's key, and a retry after midnight would be stored twice.
CREATE TABLE receipts (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    source text NOT NULL,
    received_at timestamptz NOT NULL,
    accepted int NOT NULL,
    duplicate int NOT NULL,
    rejected int NOT NULL,
    errors jsonb NOT NULL,
    segment_id uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, sensor_id) REFERENCES sensors,
    CONSTRAINT receipt_has_segment_iff_accepted CHECK ((accepted > 0) = (segment_id IS NOT NULL))
);
CREATE TABLE batch_repeats (
    tenant_id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    -- SHA-256 of the Idempotency-Key where there is one, else of the body.
    fingerprint bytea NOT NULL,
    body_hash bytea NOT NULL,
    receipt_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, sensor_id, fingerprint)
);
-- The first 16 bytes of the SHA-256 of the source's own id, as a uuid because its comparison is leakproof.
CREATE TABLE native_ids (
    tenant_id uuid NOT NULL,
    source text NOT NULL,
    native_hash uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, source, native_hash)
);
SELECT secure_table('receipts', 'tenant');
SELECT secure_table('batch_repeats', 'tenant');
SELECT secure_table('native_ids', 'tenant');
