-- Whose rows a statement sees is said by a setting that lives as long as the transaction. Unset, it raises: no scope
-- is an error, never an empty answer and never a full one.
GRANT USAGE ON SCHEMA public TO watchfloor_service, watchfloor_staff, watchfloor_platform, watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- A plain call is inlined into an index scan; wrapped in (SELECT ...) the planner loses its estimate.
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('watchfloor.tenant_id')::uuid;
CREATE FUNCTION current_staff() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('watchfloor.staff_id')::uuid;
GRANT EXECUTE ON FUNCTION current_tenant() TO watchfloor_service, watchfloor_staff, watchfloor_platform;
GRANT EXECUTE ON FUNCTION current_staff() TO watchfloor_staff;
