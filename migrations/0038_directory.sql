-- The customer's directory as it provisions itself (SCIM 2.0): who works there, and in which groups. What a person's entry
-- says beyond its key is sealed; the key and the outer id are plain, since directories ask by them.
CREATE TABLE directory_people (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    -- Lower case: names are compared without regard to case.
    user_name text NOT NULL CONSTRAINT directory_user_name_is_lower_case CHECK (user_name = lower(user_name)),
    external_id text,
    is_active boolean NOT NULL,
    key_version int NOT NULL,
    sealed_document bytea NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT directory_user_name_is_unique_in_tenant UNIQUE (tenant_id, user_name)
);
CREATE INDEX directory_people_by_external_id ON directory_people (tenant_id, external_id);
CREATE TABLE directory_groups (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    display_name text NOT NULL,
    external_id text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX directory_groups_by_name ON directory_groups (tenant_id, display_name);
CREATE TABLE directory_memberships (
    tenant_id uuid NOT NULL,
    group_id uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, group_id, person_id),
    FOREIGN KEY (tenant_id, group_id) REFERENCES directory_groups ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, person_id) REFERENCES directory_people ON DELETE CASCADE
);
CREATE INDEX directory_memberships_by_person ON directory_memberships (tenant_id, person_id);
SELECT secure_table('directory_people', 'tenant');
SELECT secure_table('directory_groups', 'tenant');
SELECT secure_table('directory_memberships', 'tenant');
