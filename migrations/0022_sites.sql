-- A customer's places, inside its tenant: an attribute of what stands there, and no boundary between people.
CREATE TABLE sites (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    utc_offset_seconds int NOT NULL CONSTRAINT site_offset_is_one_of_a_place CHECK (abs(utc_offset_seconds) <= 50400),
    address_ranges text[] NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT site_name_is_unique_in_tenant UNIQUE (tenant_id, name)
);
SELECT secure_table('sites', 'tenant', 'staff');
ALTER TABLE sensors
    ADD COLUMN site_id uuid,
    ADD CONSTRAINT sensor_stands_at_a_site_of_its_tenant FOREIGN KEY (tenant_id, site_id) REFERENCES sites;
CREATE INDEX sensors_by_site ON sensors (tenant_id, site_id) WHERE site_id IS NOT NULL;
