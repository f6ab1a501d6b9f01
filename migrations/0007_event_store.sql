-- A batch's records of one tenant and one receipt day are one row, compressed and sealed; what is indexed is one row a
-- segment and entity. A narrow row for each event would cost as much log as the raw rows themselves.
CREATE TABLE segments (
    tenant_id uuid NOT NULL,
    receipt_day date NOT NULL,
    id uuid NOT NULL,
    first_event_id uuid NOT NULL,
    event_count int NOT NULL CONSTRAINT segment_holds_events CHECK (event_count > 0),
    last_position bigint NOT NULL,
    source text NOT NULL,
    is_backfill boolean NOT NULL,
    received_at timestamptz NOT NULL,
    first_time timestamptz NOT NULL,
    last_time timestamptz NOT NULL,
    key_version int NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (tenant_id, receipt_day, id)
) PARTITION BY RANGE (receipt_day);
-- Sealed bytes do not compress again.
ALTER TABLE segments ALTER COLUMN sealed SET STORAGE EXTERNAL;
-- Ids in a segment are consecutive, so an event is found by the greatest first id at or below its own.
CREATE INDEX segments_by_first_event ON segments (tenant_id, first_event_id);
CREATE TABLE segment_entities (
    tenant_id uuid NOT NULL,
    receipt_day date NOT NULL,
    segment_id uuid NOT NULL,
    entity text NOT NULL,
    event_count int NOT NULL,
    first_time timestamptz NOT NULL,
    last_time timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, entity, receipt_day, segment_id)
) PARTITION BY RANGE (receipt_day);
SELECT secure_table('segments', 'tenant');
SELECT secure_table('segment_entities', 'tenant');

-- Partitions are months. The service may not make a table, so it asks this function, which makes only these.
CREATE FUNCTION ensure_event_partitions(through date) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    month date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    parent text;
    child text;
    made int := 0;
BEGIN
    IF through > (now() AT TIME ZONE 'UTC')::date + 366 THEN
        RAISE EXCEPTION 'partitions are made at most a year ahead';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('watchfloor.partitions'));
    WHILE month <= through LOOP
        FOREACH parent IN ARRAY ARRAY['segments', 'segment_entities'] LOOP
            child := parent || '_' || to_char(month, 'YYYY_MM');
            IF to_regclass('public.' || child) IS NULL THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                    child, parent, month, (month + interval '1 month')::date);
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', child);
                EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', child);
                made := made + 1;
            END IF;
        END LOOP;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END $$;
GRANT EXECUTE ON FUNCTION ensure_event_partitions(date) TO watchfloor_platform;
