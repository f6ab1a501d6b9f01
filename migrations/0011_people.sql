-- People of the customer's own organisation, as detection knows them: who has left, and since when.
CREATE TABLE departures (
    tenant_id uuid NOT NULL REFERENCES tenants,
    person text NOT NULL CONSTRAINT departed_person_is_lower_case CHECK (person = lower(person)),
    left_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    PRIMARY KEY (tenant_id, person)
);
SELECT secure_table('departures', 'tenant', 'staff');
