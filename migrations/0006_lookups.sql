-- Who holds this key? Asked before the tenant is known, so by functions whose owner reads these tables and no others.
CREATE FUNCTION lookup_sensor_key(hash bytea)
    RETURNS TABLE (tenant_id uuid, sensor_id uuid, key_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT k.tenant_id, k.sensor_id, k.id FROM sensor_keys k
    WHERE k.sha256 = hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now());
END;
CREATE FUNCTION lookup_user_token(hash bytea)
    RETURNS TABLE (tenant_id uuid, user_id uuid, role text, email text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT u.tenant_id, u.id, u.role, u.email, u.name
    FROM user_tokens t JOIN users u ON u.tenant_id = t.tenant_id AND u.id = t.user_id
    WHERE t.sha256 = hash AND t.revoked_at IS NULL AND t.expires_at > now() AND u.deactivated_at IS NULL;
END;
CREATE FUNCTION lookup_staff_token(hash bytea)
    RETURNS TABLE (staff_id uuid, role text, email text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT s.id, s.role, s.email, s.name FROM staff_tokens t JOIN staff s ON s.id = t.staff_id
    WHERE t.sha256 = hash AND t.revoked_at IS NULL AND t.expires_at > now() AND s.deactivated_at IS NULL;
END;
CREATE FUNCTION lookup_subscription(subscription uuid) RETURNS TABLE (tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT s.tenant_id FROM subscriptions s WHERE s.subscription_id = subscription;
END;
GRANT CREATE ON SCHEMA public TO watchfloor_lookup;
ALTER FUNCTION lookup_sensor_key(bytea) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_user_token(bytea) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_staff_token(bytea) OWNER TO watchfloor_lookup;
ALTER FUNCTION lookup_subscription(uuid) OWNER TO watchfloor_lookup;
REVOKE CREATE ON SCHEMA public FROM watchfloor_lookup;
GRANT EXECUTE ON FUNCTION lookup_sensor_key(bytea), lookup_user_token(bytea), lookup_staff_token(bytea),
    lookup_subscription(uuid) TO watchfloor_service;
