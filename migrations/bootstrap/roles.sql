-- Run once a cluster by a superuser, before the first migration. Roles belong to the cluster, not to a database, and
-- only a superuser may make one that passes row security (backup). Running it again changes nothing.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'watchfloor_owner LOGIN',                       -- migrations; owns every table, and is bound by its policies
        'watchfloor_service LOGIN NOINHERIT',           -- the product; reaches staff and platform only by SET LOCAL ROLE
        'watchfloor_staff NOLOGIN',                     -- reads across the tenants of live grants
        'watchfloor_platform NOLOGIN',                  -- sees tables that hold no tenant's data
        'watchfloor_lookup NOLOGIN',                    -- owns the functions that find a tenant by a key's hash
        'watchfloor_backup NOLOGIN BYPASSRLS'           -- dumps
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = split_part(wanted, ' ', 1)) THEN
            EXECUTE 'CREATE ROLE ' || wanted;
        END IF;
    END LOOP;
END $$;

GRANT watchfloor_staff, watchfloor_platform TO watchfloor_service;
GRANT watchfloor_lookup TO watchfloor_owner;

-- A dump reads every table, partitions and the migrations' own among them.
GRANT pg_read_all_data TO watchfloor_backup;
