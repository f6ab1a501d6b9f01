-- What the migrations make of an empty database, for reading and for review: written by pg_dump, compared by a
-- test, and never run. migrations/README.md says how it is written anew.
CREATE TABLE public.organisations (
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    parent_id uuid,
    CONSTRAINT organisation_has_parent_iff_partner CHECK (((kind = 'partner'::text) = (parent_id IS NOT NULL))),
    CONSTRAINT organisation_kind_is_known CHECK ((kind = ANY (ARRAY['operator'::text, 'partner'::text])))
);

ALTER TABLE ONLY public.organisations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.organisations OWNER TO watchfloor_owner;

CREATE TABLE public.staff (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deactivated_at timestamp with time zone,
    organisation_id uuid DEFAULT '00000000-0000-7000-8000-000000000001'::uuid NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT staff_email_is_lower_case CHECK ((email = lower(email))),
    CONSTRAINT staff_role_is_known CHECK ((role = ANY (ARRAY['analyst'::text, 'lead'::text, 'hunter'::text, 'support'::text, 'platform_admin'::text])))
);

ALTER TABLE ONLY public.staff FORCE ROW LEVEL SECURITY;

ALTER TABLE public.staff OWNER TO watchfloor_owner;

CREATE TABLE public.tenants (
    tenant_id uuid NOT NULL,
    organisation_id uuid DEFAULT '00000000-0000-7000-8000-000000000001'::uuid NOT NULL,
    name text NOT NULL,
    region text NOT NULL,
    utc_offset_seconds integer DEFAULT 0 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_status_is_known CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'leaving'::text])))
);

ALTER TABLE ONLY public.tenants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenants OWNER TO watchfloor_owner;

CREATE FUNCTION public.answers_for(staff uuid, tenant uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM ((public.staff s
              JOIN public.organisations o ON ((o.id = s.organisation_id)))
              JOIN public.tenants t ON ((t.tenant_id = answers_for.tenant)))
           WHERE ((s.id = answers_for.staff) AND (s.deactivated_at IS NULL) AND ((o.kind = 'operator'::text) OR (t.organisation_id = o.id))))) AS "exists";
END;

ALTER FUNCTION public.answers_for(staff uuid, tenant uuid) OWNER TO watchfloor_lookup;

CREATE FUNCTION public.confine_grant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT answers_for(NEW.staff_id, NEW.tenant_id) THEN
        RAISE EXCEPTION 'a grant stays within the organisation that answers for the tenant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_is_confined_to_organisation';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION public.confine_grant() OWNER TO watchfloor_owner;

CREATE FUNCTION public.current_staff() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (current_setting('watchfloor.staff_id'::text))::uuid;

ALTER FUNCTION public.current_staff() OWNER TO watchfloor_owner;

CREATE FUNCTION public.current_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (current_setting('watchfloor.tenant_id'::text))::uuid;

ALTER FUNCTION public.current_tenant() OWNER TO watchfloor_owner;

CREATE FUNCTION public.end_again(subject text, ending text, of_tenant uuid, ref uuid, at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS $_$
DECLARE
    found_trigger name;
    changed bigint;
BEGIN
    SELECT t.tgname INTO found_trigger FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = subject AND t.tgname = 'journal_' || ending;
    IF found_trigger IS NULL THEN
        RAISE EXCEPTION 'nothing ends % by %', subject, ending USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF of_tenant = '00000000-0000-0000-0000-000000000000' THEN
        EXECUTE format('UPDATE %I SET %I = $1 WHERE id = $2 AND %I IS NULL', subject, ending, ending) USING at, ref;
    ELSE
        EXECUTE format('UPDATE %I SET %I = $1 WHERE tenant_id = $3 AND id = $2 AND %I IS NULL', subject, ending, ending)
            USING at, ref, of_tenant;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed > 0;
END $_$;

ALTER FUNCTION public.end_again(subject text, ending text, of_tenant uuid, ref uuid, at timestamp with time zone) OWNER TO watchfloor_owner;

CREATE FUNCTION public.ensure_event_partitions(through date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
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

ALTER FUNCTION public.ensure_event_partitions(through date) OWNER TO watchfloor_owner;

CREATE FUNCTION public.follow_grant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE grant_requests SET taken_back_at = NEW.revoked_at
    WHERE tenant_id = NEW.tenant_id AND id = NEW.request_id AND grant_id = NEW.id;
    RETURN NULL;
END $$;

ALTER FUNCTION public.follow_grant() OWNER TO watchfloor_owner;

CREATE TABLE public.grants (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    reason text NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    kind text DEFAULT 'standing'::text NOT NULL,
    reads_evidence boolean DEFAULT true NOT NULL,
    granted_by text DEFAULT 'system:administration'::text NOT NULL,
    revoked_by text,
    request_id uuid,
    CONSTRAINT break_glass_is_taken_by_oneself CHECK (((kind <> 'break_glass'::text) OR (granted_by = ('staff:'::text || (staff_id)::text)))),
    CONSTRAINT break_glass_lasts_four_hours_at_most CHECK (((kind <> 'break_glass'::text) OR (expires_at <= (granted_at + '04:00:00'::interval)))),
    CONSTRAINT grant_ends_after_it_begins CHECK ((expires_at > granted_at)),
    CONSTRAINT grant_kind_is_known CHECK ((kind = ANY (ARRAY['standing'::text, 'just_in_time'::text, 'break_glass'::text]))),
    CONSTRAINT grant_was_asked_for_iff_just_in_time CHECK (((kind = 'just_in_time'::text) = (request_id IS NOT NULL))),
    CONSTRAINT just_in_time_is_approved_by_another CHECK (((kind <> 'just_in_time'::text) OR (granted_by <> ('staff:'::text || (staff_id)::text))))
);

ALTER TABLE ONLY public.grants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.grants OWNER TO watchfloor_owner;

CREATE FUNCTION public.is_live(g public.grants) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (((g).revoked_at IS NULL) AND ((g).expires_at > now()));

ALTER FUNCTION public.is_live(g public.grants) OWNER TO watchfloor_owner;

CREATE FUNCTION public.journal_endings(ended regclass, ending text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER %I AFTER UPDATE OF %I ON %s FOR EACH ROW WHEN (OLD.%I IS NULL AND NEW.%I IS NOT NULL) '
        'EXECUTE FUNCTION queue_revocation(%L)', 'journal_' || ending, ending, ended, ending, ending, ending);
END $$;

ALTER FUNCTION public.journal_endings(ended regclass, ending text) OWNER TO watchfloor_owner;

CREATE FUNCTION public.log_access(who uuid, role_then text, places uuid[], entries uuid[], moment timestamp with time zone, what_was_done text, kind_of_item text, item uuid, short_name text, is_evidence boolean, request text, client text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    own_tenant uuid := nullif(current_setting('watchfloor.tenant_id', true), '')::uuid;
    own_staff uuid := nullif(current_setting('watchfloor.staff_id', true), '')::uuid;
    reader record;
    reached int;
BEGIN
    IF (places = ARRAY[own_tenant]) IS NOT TRUE AND (who = own_staff) IS NOT TRUE THEN
        RAISE EXCEPTION 'an access is logged under the scope it was made in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT s.name, s.role INTO reader FROM staff s
    WHERE s.id = who AND s.deactivated_at IS NULL AND s.role = role_then;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the person has left, or is in another role'
            USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    WITH used AS MATERIALIZED (
        SELECT l.place, l.entry, g.id, g.kind, g.reason FROM unnest(places, entries) l (place, entry)
        CROSS JOIN LATERAL (
            SELECT g.id, g.kind, g.reason FROM grants g
            WHERE g.tenant_id = l.place AND g.staff_id = who AND is_live(g) AND (g.reads_evidence OR NOT is_evidence)
            ORDER BY g.kind DESC, g.id LIMIT 1
        ) g
    ), written AS (
        INSERT INTO access_log (tenant_id, id, at, staff_id, staff_name, staff_role, grant_id, grant_kind, reason,
            deed, kind, ref_id, reference, quarter, request_id, client_address)
        SELECT u.place, u.entry, moment, who, reader.name, reader.role, u.id, u.kind, u.reason,
            what_was_done, kind_of_item, item, short_name,
            CASE WHEN what_was_done = 'listed' THEN date_bin('15 minutes', moment, timestamptz 'epoch') END,
            request, client
        FROM used u ON CONFLICT DO NOTHING
    )
    SELECT count(*) INTO reached FROM used;
    -- A grant has ended since the list was read: read again, the list no longer has its tenant.
    IF reached < cardinality(places) THEN
        RAISE EXCEPTION 'a grant has ended meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

ALTER FUNCTION public.log_access(who uuid, role_then text, places uuid[], entries uuid[], moment timestamp with time zone, what_was_done text, kind_of_item text, item uuid, short_name text, is_evidence boolean, request text, client text) OWNER TO watchfloor_lookup;

CREATE TABLE public.sensor_enrolment_tokens (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT enrolment_token_hash_is_sha256 CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.sensor_enrolment_tokens FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sensor_enrolment_tokens OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_enrolment_token(hash bytea) RETURNS TABLE(tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT t.tenant_id
    FROM public.sensor_enrolment_tokens t
   WHERE ((t.sha256 = lookup_enrolment_token.hash) AND (t.used_at IS NULL) AND (t.expires_at > now()));
END;

ALTER FUNCTION public.lookup_enrolment_token(hash bytea) OWNER TO watchfloor_lookup;

CREATE TABLE public.staff_identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    organisation_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    role_said_at timestamp with time zone,
    bound_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.staff_identities FORCE ROW LEVEL SECURITY;

ALTER TABLE public.staff_identities OWNER TO watchfloor_owner;

CREATE TABLE public.user_identities (
    tenant_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL,
    role_said_at timestamp with time zone,
    bound_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.user_identities FORCE ROW LEVEL SECURITY;

ALTER TABLE public.user_identities OWNER TO watchfloor_owner;

CREATE TABLE public.users (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    is_security_contact boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deactivated_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT user_email_is_lower_case CHECK ((email = lower(email))),
    CONSTRAINT user_role_is_known CHECK ((role = ANY (ARRAY['tenant_admin'::text, 'tenant_member'::text, 'tenant_viewer'::text])))
);

ALTER TABLE ONLY public.users FORCE ROW LEVEL SECURITY;

ALTER TABLE public.users OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_identities(said_issuer text, said_subject text) RETURNS TABLE(tenant_id uuid, organisation_id uuid, id uuid, email text, name text, role text, role_said_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT i.tenant_id,
     NULL::uuid AS uuid,
     u.id,
     u.email,
     u.name,
     u.role,
     i.role_said_at
    FROM (public.user_identities i
      JOIN public.users u ON (((u.tenant_id = i.tenant_id) AND (u.id = i.user_id))))
   WHERE ((i.issuer = lookup_identities.said_issuer) AND (i.subject = lookup_identities.said_subject) AND (u.deactivated_at IS NULL))
 UNION ALL
  SELECT NULL::uuid AS uuid,
     i.organisation_id,
     s.id,
     s.email,
     s.name,
     s.role,
     i.role_said_at
    FROM (public.staff_identities i
      JOIN public.staff s ON (((s.id = i.staff_id) AND (s.organisation_id = i.organisation_id))))
   WHERE ((i.issuer = lookup_identities.said_issuer) AND (i.subject = lookup_identities.said_subject) AND (s.deactivated_at IS NULL));
END;

ALTER FUNCTION public.lookup_identities(said_issuer text, said_subject text) OWNER TO watchfloor_lookup;

CREATE TABLE public.identity_providers (
    tenant_id uuid NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    audiences text[] NOT NULL,
    rules jsonb NOT NULL,
    key_version integer,
    sealed_secret bytea,
    version bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT identity_provider_secret_has_its_key CHECK (((key_version IS NULL) = (sealed_secret IS NULL)))
);

ALTER TABLE ONLY public.identity_providers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.identity_providers OWNER TO watchfloor_owner;

CREATE TABLE public.organisation_identity_providers (
    organisation_id uuid NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    audiences text[] NOT NULL,
    rules jsonb NOT NULL,
    sealed_secret bytea,
    version bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.organisation_identity_providers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_identity_providers OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_identity_providers(said_issuer text) RETURNS TABLE(tenant_id uuid, organisation_id uuid, issuer text, client_id text, audiences text[], rules jsonb, has_secret boolean, version bigint, updated_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT p.tenant_id,
     NULL::uuid AS uuid,
     p.issuer,
     p.client_id,
     p.audiences,
     p.rules,
     (p.sealed_secret IS NOT NULL),
     p.version,
     p.updated_at
    FROM public.identity_providers p
   WHERE (p.issuer = lookup_identity_providers.said_issuer)
 UNION ALL
  SELECT NULL::uuid AS uuid,
     p.organisation_id,
     p.issuer,
     p.client_id,
     p.audiences,
     p.rules,
     (p.sealed_secret IS NOT NULL),
     p.version,
     p.updated_at
    FROM public.organisation_identity_providers p
   WHERE (p.issuer = lookup_identity_providers.said_issuer);
END;

ALTER FUNCTION public.lookup_identity_providers(said_issuer text) OWNER TO watchfloor_lookup;

CREATE TABLE public.organisation_settings (
    organisation_id uuid NOT NULL,
    version bigint NOT NULL,
    own jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT organisation_settings_count_from_one CHECK ((version > 0))
);

ALTER TABLE ONLY public.organisation_settings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_settings OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_inherited_settings(organisation uuid) RETURNS TABLE(own jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT DISTINCT ON (s.organisation_id) s.own
    FROM (public.organisation_settings s
      JOIN public.organisations o ON (((s.organisation_id = o.id) OR (s.organisation_id = o.parent_id))))
   WHERE (o.id = lookup_inherited_settings.organisation)
   ORDER BY s.organisation_id, s.version DESC;
END;

ALTER FUNCTION public.lookup_inherited_settings(organisation uuid) OWNER TO watchfloor_lookup;

CREATE TABLE public.integration_keys (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    integration_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT integration_key_hash_is_sha256 CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.integration_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.integration_keys OWNER TO watchfloor_owner;

CREATE TABLE public.integrations (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    address_ranges text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT integration_may_do_something CHECK ((cardinality(scopes) > 0))
);

ALTER TABLE ONLY public.integrations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.integrations OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_integration_key(hash bytea) RETURNS TABLE(tenant_id uuid, integration_id uuid, key_id uuid, scopes text[], address_ranges text[], last_used_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT i.tenant_id,
     i.id,
     k.id,
     i.scopes,
     i.address_ranges,
     k.last_used_at
    FROM (public.integration_keys k
      JOIN public.integrations i ON (((i.tenant_id = k.tenant_id) AND (i.id = k.integration_id))))
   WHERE ((k.sha256 = lookup_integration_key.hash) AND (k.revoked_at IS NULL) AND (k.expires_at > now()) AND (i.revoked_at IS NULL));
END;

ALTER FUNCTION public.lookup_integration_key(hash bytea) OWNER TO watchfloor_lookup;

CREATE FUNCTION public.lookup_region(tenant uuid) RETURNS TABLE(region text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT t.region
    FROM public.tenants t
   WHERE (t.tenant_id = lookup_region.tenant);
END;

ALTER FUNCTION public.lookup_region(tenant uuid) OWNER TO watchfloor_lookup;

CREATE TABLE public.sensor_certificates (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    binding text NOT NULL,
    sha256 bytea NOT NULL,
    subject text NOT NULL,
    not_after timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT certificate_binding_is_known CHECK ((binding = ANY (ARRAY['certificate'::text, 'public_key'::text]))),
    CONSTRAINT certificate_hash_is_sha256 CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.sensor_certificates FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sensor_certificates OWNER TO watchfloor_owner;

CREATE TABLE public.sensors (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    site_id uuid,
    allowed_addresses text[] DEFAULT '{}'::text[] NOT NULL,
    key_lifetime_days integer,
    address_refused_at timestamp with time zone,
    CONSTRAINT allowed_addresses_are_networks CHECK (((allowed_addresses)::cidr[] IS NOT NULL)),
    CONSTRAINT key_lifetime_is_bounded CHECK (((key_lifetime_days >= 1) AND (key_lifetime_days <= 3650)))
);

ALTER TABLE ONLY public.sensors FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sensors OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_sensor_by_certificate(certificate bytea, public_key bytea) RETURNS TABLE(tenant_id uuid, sensor_id uuid, credential_id uuid, allowed_addresses text[], expires_at timestamp with time zone, last_used_at timestamp with time zone, looked_up_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT c.tenant_id,
     c.sensor_id,
     c.id,
     s.allowed_addresses,
         CASE c.binding
             WHEN 'certificate'::text THEN c.not_after
             ELSE NULL::timestamp with time zone
         END AS "case",
     c.last_used_at,
     now() AS now
    FROM (public.sensor_certificates c
      JOIN public.sensors s ON (((s.tenant_id = c.tenant_id) AND (s.id = c.sensor_id))))
   WHERE ((c.revoked_at IS NULL) AND (s.retired_at IS NULL) AND (((c.sha256 = lookup_sensor_by_certificate.certificate) AND (c.binding = 'certificate'::text) AND (c.not_after > now())) OR ((c.sha256 = lookup_sensor_by_certificate.public_key) AND (c.binding = 'public_key'::text))))
   ORDER BY c.binding
  LIMIT 1;
END;

ALTER FUNCTION public.lookup_sensor_by_certificate(certificate bytea, public_key bytea) OWNER TO watchfloor_lookup;

CREATE TABLE public.sensor_keys (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT sensor_key_hash_is_sha256 CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.sensor_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sensor_keys OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_sensor_by_key(hash bytea) RETURNS TABLE(tenant_id uuid, sensor_id uuid, credential_id uuid, allowed_addresses text[], expires_at timestamp with time zone, last_used_at timestamp with time zone, looked_up_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT k.tenant_id,
     k.sensor_id,
     k.id,
     s.allowed_addresses,
     k.expires_at,
     k.last_used_at,
     now() AS now
    FROM (public.sensor_keys k
      JOIN public.sensors s ON (((s.tenant_id = k.tenant_id) AND (s.id = k.sensor_id))))
   WHERE ((k.sha256 = lookup_sensor_by_key.hash) AND (k.revoked_at IS NULL) AND ((k.expires_at IS NULL) OR (k.expires_at > now())) AND (s.retired_at IS NULL));
END;

ALTER FUNCTION public.lookup_sensor_by_key(hash bytea) OWNER TO watchfloor_lookup;

CREATE FUNCTION public.lookup_sensor_key(hash bytea) RETURNS TABLE(tenant_id uuid, sensor_id uuid, key_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT k.tenant_id,
     k.sensor_id,
     k.id
    FROM public.sensor_keys k
   WHERE ((k.sha256 = lookup_sensor_key.hash) AND (k.revoked_at IS NULL) AND ((k.expires_at IS NULL) OR (k.expires_at > now())));
END;

ALTER FUNCTION public.lookup_sensor_key(hash bytea) OWNER TO watchfloor_lookup;

CREATE TABLE public.staff_sessions (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    role text NOT NULL,
    sha256 bytea NOT NULL,
    method text NOT NULL,
    client text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    idle_seconds integer NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT staff_session_hash_is_sha256 CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT staff_session_method_is_known CHECK ((method = ANY (ARRAY['password'::text, 'password_totp'::text, 'recovery_code'::text, 'oidc'::text])))
);

ALTER TABLE ONLY public.staff_sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.staff_sessions OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_staff_session(hash bytea) RETURNS TABLE(staff_id uuid, session_id uuid, role text, email text, name text, method text, age_seconds bigint, rests boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT p.id,
     s.id,
     p.role,
     p.email,
     p.name,
     s.method,
     (EXTRACT(epoch FROM (now() - s.created_at)))::bigint AS "extract",
     (s.last_used_at < (now() - '00:01:00'::interval))
    FROM (public.staff_sessions s
      JOIN public.staff p ON ((p.id = s.staff_id)))
   WHERE ((s.sha256 = lookup_staff_session.hash) AND (s.ended_at IS NULL) AND (s.expires_at > now()) AND ((s.last_used_at + make_interval(secs => (s.idle_seconds)::double precision)) > now()) AND (p.deactivated_at IS NULL) AND (p.role = s.role));
END;

ALTER FUNCTION public.lookup_staff_session(hash bytea) OWNER TO watchfloor_lookup;

CREATE TABLE public.staff_tokens (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT staff_token_hash_is_sha256 CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.staff_tokens FORCE ROW LEVEL SECURITY;

ALTER TABLE public.staff_tokens OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_staff_token(hash bytea) RETURNS TABLE(staff_id uuid, role text, email text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT s.id,
     s.role,
     s.email,
     s.name
    FROM (public.staff_tokens t
      JOIN public.staff s ON ((s.id = t.staff_id)))
   WHERE ((t.sha256 = lookup_staff_token.hash) AND (t.revoked_at IS NULL) AND (t.expires_at > now()) AND (s.deactivated_at IS NULL));
END;

ALTER FUNCTION public.lookup_staff_token(hash bytea) OWNER TO watchfloor_lookup;

CREATE TABLE public.subscriptions (
    tenant_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    name text NOT NULL,
    offer_id text NOT NULL,
    plan_id text NOT NULL,
    quantity integer,
    state text NOT NULL,
    beneficiary_email text NOT NULL,
    purchaser_email text NOT NULL,
    seats integer,
    retention_days integer NOT NULL,
    activated_at timestamp with time zone,
    CONSTRAINT subscription_state_is_known CHECK ((state = ANY (ARRAY['PendingFulfillmentStart'::text, 'Subscribed'::text, 'Suspended'::text, 'Unsubscribed'::text])))
);

ALTER TABLE ONLY public.subscriptions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.subscriptions OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_subscription(subscription uuid) RETURNS TABLE(tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT s.tenant_id
    FROM public.subscriptions s
   WHERE (s.subscription_id = lookup_subscription.subscription);
END;

ALTER FUNCTION public.lookup_subscription(subscription uuid) OWNER TO watchfloor_lookup;

CREATE TABLE public.user_sessions (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    sha256 bytea NOT NULL,
    method text NOT NULL,
    client text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    idle_seconds integer NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT user_session_hash_is_sha256 CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT user_session_method_is_known CHECK ((method = ANY (ARRAY['password'::text, 'password_totp'::text, 'recovery_code'::text, 'oidc'::text])))
);

ALTER TABLE ONLY public.user_sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.user_sessions OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_user_session(hash bytea) RETURNS TABLE(tenant_id uuid, user_id uuid, session_id uuid, role text, email text, name text, method text, age_seconds bigint, rests boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT u.tenant_id,
     u.id,
     s.id,
     u.role,
     u.email,
     u.name,
     s.method,
     (EXTRACT(epoch FROM (now() - s.created_at)))::bigint AS "extract",
     (s.last_used_at < (now() - '00:01:00'::interval))
    FROM (public.user_sessions s
      JOIN public.users u ON (((u.tenant_id = s.tenant_id) AND (u.id = s.user_id))))
   WHERE ((s.sha256 = lookup_user_session.hash) AND (s.ended_at IS NULL) AND (s.expires_at > now()) AND ((s.last_used_at + make_interval(secs => (s.idle_seconds)::double precision)) > now()) AND (u.deactivated_at IS NULL) AND (u.role = s.role));
END;

ALTER FUNCTION public.lookup_user_session(hash bytea) OWNER TO watchfloor_lookup;

CREATE TABLE public.user_tokens (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT user_token_hash_is_sha256 CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.user_tokens FORCE ROW LEVEL SECURITY;

ALTER TABLE public.user_tokens OWNER TO watchfloor_owner;

CREATE FUNCTION public.lookup_user_token(hash bytea) RETURNS TABLE(tenant_id uuid, user_id uuid, role text, email text, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    BEGIN ATOMIC
 SELECT u.tenant_id,
     u.id,
     u.role,
     u.email,
     u.name
    FROM (public.user_tokens t
      JOIN public.users u ON (((u.tenant_id = t.tenant_id) AND (u.id = t.user_id))))
   WHERE ((t.sha256 = lookup_user_token.hash) AND (t.revoked_at IS NULL) AND (t.expires_at > now()) AND (u.deactivated_at IS NULL));
END;

ALTER FUNCTION public.lookup_user_token(hash bytea) OWNER TO watchfloor_lookup;

CREATE FUNCTION public.make_append_only(secured regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM watchfloor_service', secured);
END $$;

ALTER FUNCTION public.make_append_only(secured regclass) OWNER TO watchfloor_owner;

CREATE FUNCTION public.queue_revocation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    changed jsonb := to_jsonb(NEW);
BEGIN
    INSERT INTO revocations (tenant_id, subject, ended_by, ref_id, ended_at) VALUES (
        coalesce((changed ->> 'tenant_id')::uuid, '00000000-0000-0000-0000-000000000000'), TG_TABLE_NAME, TG_ARGV[0],
        (changed ->> 'id')::uuid, (changed ->> TG_ARGV[0])::timestamptz);
    RETURN NULL;
END $$;

ALTER FUNCTION public.queue_revocation() OWNER TO watchfloor_owner;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % cannot be changed', TG_ARGV[0], TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

ALTER FUNCTION public.refuse_change() OWNER TO watchfloor_owner;

CREATE FUNCTION public.secure_table(secured regclass, VARIADIC readers text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', secured);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', secured);
    IF 'tenant' = ANY (readers) THEN
        EXECUTE format(
            'CREATE POLICY tenant ON %s TO watchfloor_service USING (tenant_id = current_tenant()) '
            'WITH CHECK (tenant_id = current_tenant())', secured);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO watchfloor_service', secured);
    END IF;
    IF 'staff' = ANY (readers) THEN
        EXECUTE format(
            'CREATE POLICY staff ON %s FOR SELECT TO watchfloor_staff USING (tenant_id IN ('
            'SELECT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND is_live(g)))', secured);
        EXECUTE format('GRANT SELECT ON %s TO watchfloor_staff', secured);
    END IF;
    IF 'platform' = ANY (readers) THEN
        EXECUTE format('CREATE POLICY platform ON %s TO watchfloor_platform USING (true) WITH CHECK (true)', secured);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO watchfloor_platform', secured);
    END IF;
    IF 'platform_reads' = ANY (readers) THEN
        EXECUTE format('CREATE POLICY platform ON %s FOR SELECT TO watchfloor_platform USING (true)', secured);
        EXECUTE format('GRANT SELECT ON %s TO watchfloor_platform', secured);
    END IF;
    IF 'lookup' = ANY (readers) THEN
        EXECUTE format('CREATE POLICY lookup ON %s FOR SELECT TO watchfloor_lookup USING (true)', secured);
        EXECUTE format('GRANT SELECT ON %s TO watchfloor_lookup', secured);
    END IF;
    EXECUTE format('GRANT SELECT ON %s TO watchfloor_backup', secured);
END $$;

ALTER FUNCTION public.secure_table(secured regclass, VARIADIC readers text[]) OWNER TO watchfloor_owner;

CREATE TABLE public.access_log (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    staff_id uuid NOT NULL,
    staff_name text NOT NULL,
    staff_role text NOT NULL,
    grant_id uuid NOT NULL,
    grant_kind text NOT NULL,
    reason text NOT NULL,
    deed text NOT NULL,
    kind text NOT NULL,
    ref_id uuid,
    reference text,
    quarter timestamp with time zone,
    request_id text NOT NULL,
    client_address text,
    CONSTRAINT access_deed_is_known CHECK ((deed = ANY (ARRAY['opened'::text, 'listed'::text]))),
    CONSTRAINT access_has_quarter_iff_listed CHECK (((deed = 'listed'::text) = (quarter IS NOT NULL))),
    CONSTRAINT access_names_no_item_if_listed CHECK (((deed = 'opened'::text) OR ((ref_id IS NULL) AND (reference IS NULL))))
);

ALTER TABLE ONLY public.access_log FORCE ROW LEVEL SECURITY;

ALTER TABLE public.access_log OWNER TO watchfloor_owner;

CREATE TABLE public.alerts (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    severity text NOT NULL,
    model text NOT NULL,
    status text NOT NULL,
    verdict text,
    verdict_reason text,
    fingerprint text NOT NULL,
    subject text NOT NULL,
    count bigint NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    last_position bigint NOT NULL,
    incident_id uuid,
    created_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    finding jsonb NOT NULL,
    CONSTRAINT alert_closed_at_iff_closed CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT alert_reason_iff_verdict CHECK (((verdict IS NULL) = (verdict_reason IS NULL))),
    CONSTRAINT alert_status_is_known CHECK ((status = ANY (ARRAY['new'::text, 'acknowledged'::text, 'in_progress'::text, 'closed'::text, 'merged'::text, 'suppressed'::text]))),
    CONSTRAINT alert_verdict_iff_closed CHECK (((status = 'closed'::text) = (verdict IS NOT NULL))),
    CONSTRAINT alert_was_found CHECK ((count > 0))
);

ALTER TABLE ONLY public.alerts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.alerts OWNER TO watchfloor_owner;

CREATE TABLE public.audit_entries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    ref text NOT NULL,
    reason text,
    before jsonb,
    after jsonb,
    request_id text NOT NULL,
    key_version integer,
    sealed bytea,
    CONSTRAINT audit_entry_is_not_clear_and_sealed CHECK (((sealed IS NULL) OR ((reason IS NULL) AND (before IS NULL) AND (after IS NULL)))),
    CONSTRAINT audit_entry_is_sealed_with_a_key CHECK (((sealed IS NULL) = (key_version IS NULL)))
);

ALTER TABLE ONLY public.audit_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entries OWNER TO watchfloor_owner;

CREATE TABLE public.audit_heads (
    tenant_id uuid NOT NULL,
    tree_size bigint NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    note text NOT NULL
);

ALTER TABLE ONLY public.audit_heads FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_heads OWNER TO watchfloor_owner;

CREATE TABLE public.audit_leaves (
    tenant_id uuid NOT NULL,
    leaf_index bigint NOT NULL,
    entry_id uuid NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_leaf_hash_is_sha256 CHECK ((octet_length(hash) = 32))
);

ALTER TABLE ONLY public.audit_leaves FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_leaves OWNER TO watchfloor_owner;

CREATE TABLE public.audit_logs (
    tenant_id uuid NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    frontier bytea DEFAULT '\x'::bytea NOT NULL
);

ALTER TABLE ONLY public.audit_logs FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_logs OWNER TO watchfloor_owner;

CREATE TABLE public.audit_nodes (
    tenant_id uuid NOT NULL,
    level integer NOT NULL,
    node_index bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_node_hash_is_sha256 CHECK ((octet_length(hash) = 32))
);

ALTER TABLE ONLY public.audit_nodes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_nodes OWNER TO watchfloor_owner;

CREATE TABLE public.audit_pending (
    tenant_id uuid NOT NULL,
    entry_id uuid NOT NULL
);

ALTER TABLE ONLY public.audit_pending FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_pending OWNER TO watchfloor_owner;

CREATE TABLE public.audit_signing_keys (
    verifier text NOT NULL,
    first_used_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.audit_signing_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_signing_keys OWNER TO watchfloor_owner;

CREATE TABLE public.batch_repeats (
    tenant_id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    body_hash bytea NOT NULL,
    receipt_id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.batch_repeats FORCE ROW LEVEL SECURITY;

ALTER TABLE public.batch_repeats OWNER TO watchfloor_owner;

CREATE TABLE public.case_comments (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    author text NOT NULL,
    visibility text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT comment_visibility_is_known CHECK ((visibility = ANY (ARRAY['internal'::text, 'customer_visible'::text])))
);

ALTER TABLE ONLY public.case_comments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.case_comments OWNER TO watchfloor_owner;

CREATE TABLE public.cases (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    severity text NOT NULL,
    status text NOT NULL,
    assignee_id uuid,
    incident_id uuid,
    hold_reason text,
    hold_since timestamp with time zone,
    held_us bigint NOT NULL,
    verdict text,
    verdict_reason text,
    opened_at timestamp with time zone NOT NULL,
    assigned_at timestamp with time zone,
    started_at timestamp with time zone,
    held_at timestamp with time zone,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT case_closed_at_iff_closed CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT case_hold_iff_on_hold CHECK (((status = 'on_hold'::text) = ((hold_reason IS NOT NULL) AND (hold_since IS NOT NULL)))),
    CONSTRAINT case_reason_iff_verdict CHECK (((verdict IS NULL) = (verdict_reason IS NULL))),
    CONSTRAINT case_status_is_known CHECK ((status = ANY (ARRAY['new'::text, 'in_progress'::text, 'on_hold'::text, 'resolved'::text, 'closed'::text]))),
    CONSTRAINT case_verdict_iff_closed CHECK (((status = 'closed'::text) = (verdict IS NOT NULL)))
);

ALTER TABLE ONLY public.cases FORCE ROW LEVEL SECURITY;

ALTER TABLE public.cases OWNER TO watchfloor_owner;

CREATE TABLE public.connectors (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    key_version integer NOT NULL,
    sealed_settings bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.connectors FORCE ROW LEVEL SECURITY;

ALTER TABLE public.connectors OWNER TO watchfloor_owner;

CREATE TABLE public.counters (
    tenant_id uuid NOT NULL,
    series text NOT NULL,
    value bigint NOT NULL
);

ALTER TABLE ONLY public.counters FORCE ROW LEVEL SECURITY;

ALTER TABLE public.counters OWNER TO watchfloor_owner;

CREATE TABLE public.departures (
    tenant_id uuid NOT NULL,
    person text NOT NULL,
    left_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT departed_person_is_lower_case CHECK ((person = lower(person)))
);

ALTER TABLE ONLY public.departures FORCE ROW LEVEL SECURITY;

ALTER TABLE public.departures OWNER TO watchfloor_owner;

CREATE TABLE public.detectors (
    tenant_id uuid NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    fence bigint DEFAULT 0 NOT NULL,
    checkpoint_position bigint DEFAULT 0 NOT NULL,
    checkpoint bytea,
    key_version integer,
    tick_due_at timestamp with time zone,
    CONSTRAINT checkpoint_is_not_ahead CHECK ((checkpoint_position <= "position"))
);

ALTER TABLE ONLY public.detectors FORCE ROW LEVEL SECURITY;

ALTER TABLE public.detectors OWNER TO watchfloor_owner;

CREATE TABLE public.directory_groups (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    display_name text NOT NULL,
    external_id text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.directory_groups FORCE ROW LEVEL SECURITY;

ALTER TABLE public.directory_groups OWNER TO watchfloor_owner;

CREATE TABLE public.directory_memberships (
    tenant_id uuid NOT NULL,
    group_id uuid NOT NULL,
    person_id uuid NOT NULL
);

ALTER TABLE ONLY public.directory_memberships FORCE ROW LEVEL SECURITY;

ALTER TABLE public.directory_memberships OWNER TO watchfloor_owner;

CREATE TABLE public.directory_people (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_name text NOT NULL,
    external_id text,
    is_active boolean NOT NULL,
    key_version integer NOT NULL,
    sealed_document bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT directory_user_name_is_lower_case CHECK ((user_name = lower(user_name)))
);

ALTER TABLE ONLY public.directory_people FORCE ROW LEVEL SECURITY;

ALTER TABLE public.directory_people OWNER TO watchfloor_owner;

CREATE TABLE public.effect_attempts (
    tenant_id uuid NOT NULL,
    effect_id uuid NOT NULL,
    attempt integer NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL
);

ALTER TABLE ONLY public.effect_attempts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.effect_attempts OWNER TO watchfloor_owner;

CREATE TABLE public.effects (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    dedupe_key text NOT NULL,
    ref_id uuid,
    payload jsonb NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone,
    finished_at timestamp with time zone,
    last_reply text,
    CONSTRAINT effect_finished_iff_not_pending CHECK (((state = 'pending'::text) = (finished_at IS NULL))),
    CONSTRAINT effect_has_next_attempt_iff_pending CHECK (((state = 'pending'::text) = (next_attempt_at IS NOT NULL))),
    CONSTRAINT effect_kind_is_known CHECK ((kind = ANY (ARRAY['mail'::text, 'webhook'::text, 'response'::text, 'metering'::text]))),
    CONSTRAINT effect_state_is_known CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE ONLY public.effects FORCE ROW LEVEL SECURITY;

ALTER TABLE public.effects OWNER TO watchfloor_owner;

CREATE TABLE public.floor_state (
    only_row boolean DEFAULT true NOT NULL,
    mark bigint DEFAULT 0 NOT NULL,
    effects_held_since timestamp with time zone,
    effects_held_reason text,
    CONSTRAINT floor_has_one_state CHECK (only_row),
    CONSTRAINT held_effects_have_a_reason CHECK (((effects_held_since IS NULL) = (effects_held_reason IS NULL)))
);

ALTER TABLE ONLY public.floor_state FORCE ROW LEVEL SECURITY;

ALTER TABLE public.floor_state OWNER TO watchfloor_owner;

CREATE TABLE public.grant_requests (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    reason text NOT NULL,
    minutes integer NOT NULL,
    reads_evidence boolean NOT NULL,
    state text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    lapses_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by text,
    decision_reason text,
    grant_id uuid,
    ends_at timestamp with time zone,
    taken_back_at timestamp with time zone,
    CONSTRAINT grant_request_decided_at_iff_decided CHECK (((state = 'requested'::text) = (decided_at IS NULL))),
    CONSTRAINT grant_request_decided_by_iff_decided CHECK (((state = 'requested'::text) = (decided_by IS NULL))),
    CONSTRAINT grant_request_ends_at_iff_approved CHECK (((state = 'approved'::text) = (ends_at IS NOT NULL))),
    CONSTRAINT grant_request_has_grant_iff_approved CHECK (((state = 'approved'::text) = (grant_id IS NOT NULL))),
    CONSTRAINT grant_request_is_for_a_day_at_most CHECK (((minutes >= 1) AND (minutes <= 1440))),
    CONSTRAINT grant_request_lapses_after_it_was_made CHECK ((lapses_at > requested_at)),
    CONSTRAINT grant_request_state_is_known CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'rejected'::text]))),
    CONSTRAINT grant_request_taken_back_only_if_approved CHECK (((taken_back_at IS NULL) OR (state = 'approved'::text))),
    CONSTRAINT nobody_approves_their_own_grant_request CHECK (((state <> 'approved'::text) OR (decided_by <> ('staff:'::text || (staff_id)::text))))
);

ALTER TABLE ONLY public.grant_requests FORCE ROW LEVEL SECURITY;

ALTER TABLE public.grant_requests OWNER TO watchfloor_owner;

CREATE TABLE public.idempotency_keys (
    tenant_id uuid NOT NULL,
    caller text NOT NULL,
    key_hash bytea NOT NULL,
    request_hash bytea NOT NULL,
    ref_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.idempotency_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_keys OWNER TO watchfloor_owner;

CREATE TABLE public.incidents (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    severity text NOT NULL,
    status text NOT NULL,
    entities text[] NOT NULL,
    phases text[] NOT NULL,
    is_candidate boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    contained_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT incident_closed_at_iff_closed CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT incident_status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'contained'::text, 'closed'::text])))
);

ALTER TABLE ONLY public.incidents FORCE ROW LEVEL SECURITY;

ALTER TABLE public.incidents OWNER TO watchfloor_owner;

CREATE TABLE public.investigations (
    tenant_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    verdict text NOT NULL,
    confidence integer NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    report jsonb NOT NULL,
    markdown text NOT NULL
);

ALTER TABLE ONLY public.investigations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.investigations OWNER TO watchfloor_owner;

CREATE TABLE public.native_ids (
    tenant_id uuid NOT NULL,
    source text NOT NULL,
    native_hash uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.native_ids FORCE ROW LEVEL SECURITY;

ALTER TABLE public.native_ids OWNER TO watchfloor_owner;

CREATE TABLE public.platform_audit_entries (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    ref text NOT NULL,
    reason text,
    before jsonb,
    after jsonb,
    request_id text NOT NULL
);

ALTER TABLE ONLY public.platform_audit_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.platform_audit_entries OWNER TO watchfloor_owner;

CREATE TABLE public.receipts (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    sensor_id uuid NOT NULL,
    source text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    accepted integer NOT NULL,
    duplicate integer NOT NULL,
    rejected integer NOT NULL,
    errors jsonb NOT NULL,
    segment_id uuid,
    CONSTRAINT receipt_has_segment_iff_accepted CHECK (((accepted > 0) = (segment_id IS NOT NULL)))
);

ALTER TABLE ONLY public.receipts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.receipts OWNER TO watchfloor_owner;

CREATE TABLE public.response_actions (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    mode text NOT NULL,
    approvals_needed integer NOT NULL,
    reason text NOT NULL,
    alert_id uuid,
    incident_id uuid,
    requested_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    idempotency_key text NOT NULL,
    state text NOT NULL,
    approvals jsonb NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    executed_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    reverted_at timestamp with time zone,
    attempts integer NOT NULL,
    last_error text,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT response_confirmed_at_when_confirmed CHECK (((state <> 'confirmed'::text) OR (confirmed_at IS NOT NULL))),
    CONSTRAINT response_state_is_known CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'executing'::text, 'confirmed'::text, 'failed'::text, 'expired'::text, 'reverted'::text]))),
    CONSTRAINT response_was_decided_before_it_ran CHECK (((executed_at IS NULL) OR ((decided_at IS NOT NULL) AND (decided_by IS NOT NULL))))
);

ALTER TABLE ONLY public.response_actions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.response_actions OWNER TO watchfloor_owner;

CREATE TABLE public.response_policies (
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    mode text NOT NULL,
    protected_entities text[] NOT NULL,
    severity_min text NOT NULL,
    approval_window_seconds integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    CONSTRAINT approval_window_is_positive CHECK ((approval_window_seconds > 0)),
    CONSTRAINT response_mode_is_known CHECK ((mode = ANY (ARRAY['never'::text, 'ask_customer'::text, 'ask_floor'::text, 'act'::text])))
);

ALTER TABLE ONLY public.response_policies FORCE ROW LEVEL SECURITY;

ALTER TABLE public.response_policies OWNER TO watchfloor_owner;

CREATE TABLE public.revocations (
    tenant_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    subject text NOT NULL,
    ended_by text NOT NULL,
    ref_id uuid NOT NULL,
    ended_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.revocations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.revocations OWNER TO watchfloor_owner;

CREATE TABLE public.schema_migrations (
    version integer NOT NULL,
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.schema_migrations OWNER TO watchfloor_owner;

CREATE TABLE public.segment_entities (
    tenant_id uuid NOT NULL,
    receipt_day date NOT NULL,
    segment_id uuid NOT NULL,
    entity text NOT NULL,
    event_count integer NOT NULL,
    first_time timestamp with time zone NOT NULL,
    last_time timestamp with time zone NOT NULL
)
PARTITION BY RANGE (receipt_day);

ALTER TABLE ONLY public.segment_entities FORCE ROW LEVEL SECURITY;

ALTER TABLE public.segment_entities OWNER TO watchfloor_owner;

CREATE TABLE public.segments (
    tenant_id uuid NOT NULL,
    receipt_day date NOT NULL,
    id uuid NOT NULL,
    first_event_id uuid NOT NULL,
    event_count integer NOT NULL,
    last_position bigint NOT NULL,
    source text NOT NULL,
    is_backfill boolean NOT NULL,
    received_at timestamp with time zone NOT NULL,
    first_time timestamp with time zone NOT NULL,
    last_time timestamp with time zone NOT NULL,
    key_version integer NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT segment_holds_events CHECK ((event_count > 0))
)
PARTITION BY RANGE (receipt_day);
ALTER TABLE ONLY public.segments ALTER COLUMN sealed SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.segments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.segments OWNER TO watchfloor_owner;

CREATE TABLE public.shards (
    id smallint NOT NULL,
    owner text,
    lease_until timestamp with time zone,
    fence bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.shards FORCE ROW LEVEL SECURITY;

ALTER TABLE public.shards OWNER TO watchfloor_owner;

CREATE TABLE public.sites (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    utc_offset_seconds integer NOT NULL,
    address_ranges text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT site_offset_is_one_of_a_place CHECK ((abs(utc_offset_seconds) <= 50400))
);

ALTER TABLE ONLY public.sites FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sites OWNER TO watchfloor_owner;

CREATE TABLE public.spent_log_ins (
    state_sha256 bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT spent_log_in_hash_is_sha256 CHECK ((octet_length(state_sha256) = 32))
);

ALTER TABLE ONLY public.spent_log_ins FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spent_log_ins OWNER TO watchfloor_owner;

CREATE TABLE public.stream_entries (
    tenant_id uuid NOT NULL,
    "position" bigint NOT NULL,
    kind text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    receipt_day date,
    segment_id uuid,
    body jsonb,
    CONSTRAINT stream_entry_has_body_iff_departure CHECK (((kind = 'departure'::text) = (body IS NOT NULL))),
    CONSTRAINT stream_entry_has_segment_iff_segment CHECK (((kind = 'segment'::text) = ((segment_id IS NOT NULL) AND (receipt_day IS NOT NULL)))),
    CONSTRAINT stream_entry_kind_is_known CHECK ((kind = ANY (ARRAY['segment'::text, 'departure'::text, 'tick'::text])))
);

ALTER TABLE ONLY public.stream_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stream_entries OWNER TO watchfloor_owner;

CREATE TABLE public.stream_heads (
    tenant_id uuid NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.stream_heads FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stream_heads OWNER TO watchfloor_owner;

CREATE TABLE public.support_messages (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    author text NOT NULL,
    visibility text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT message_visibility_is_known CHECK ((visibility = ANY (ARRAY['internal'::text, 'customer_visible'::text])))
);

ALTER TABLE ONLY public.support_messages FORCE ROW LEVEL SECURITY;

ALTER TABLE public.support_messages OWNER TO watchfloor_owner;

CREATE TABLE public.support_requests (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    status text NOT NULL,
    requester text NOT NULL,
    assignee_id uuid,
    alert_id uuid,
    incident_id uuid,
    case_id uuid,
    created_at timestamp with time zone NOT NULL,
    first_response_at timestamp with time zone,
    last_message_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT support_request_closed_at_iff_closed CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT support_request_resolved_at_iff_resolved CHECK (((status = ANY (ARRAY['resolved'::text, 'closed'::text])) = (resolved_at IS NOT NULL))),
    CONSTRAINT support_request_status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting_for_customer'::text, 'resolved'::text, 'closed'::text])))
);

ALTER TABLE ONLY public.support_requests FORCE ROW LEVEL SECURITY;

ALTER TABLE public.support_requests OWNER TO watchfloor_owner;

CREATE TABLE public.tenant_keys (
    tenant_id uuid NOT NULL,
    version integer NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    wrapped_by text DEFAULT 'service'::text NOT NULL,
    resealed_at timestamp with time zone,
    CONSTRAINT key_is_wrapped_by_known CHECK ((wrapped_by = ANY (ARRAY['service'::text, 'tenant'::text])))
);

ALTER TABLE ONLY public.tenant_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenant_keys OWNER TO watchfloor_owner;

CREATE TABLE public.tenant_settings (
    tenant_id uuid NOT NULL,
    version bigint NOT NULL,
    inherited jsonb NOT NULL,
    own jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT tenant_settings_count_from_one CHECK ((version > 0))
);

ALTER TABLE ONLY public.tenant_settings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenant_settings OWNER TO watchfloor_owner;

CREATE TABLE public.timeline_entries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    "time" timestamp with time zone NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    body text NOT NULL,
    ref_kind text,
    ref_id uuid,
    CONSTRAINT timeline_ref_is_whole CHECK (((ref_kind IS NULL) = (ref_id IS NULL)))
);

ALTER TABLE ONLY public.timeline_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.timeline_entries OWNER TO watchfloor_owner;

CREATE TABLE public.work (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    ref_id uuid NOT NULL,
    run_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    lease_owner text,
    fence bigint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.work FORCE ROW LEVEL SECURITY;

ALTER TABLE public.work OWNER TO watchfloor_owner;

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_to_list_is_logged_once UNIQUE (tenant_id, grant_id, kind, quarter);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.audit_leaves
    ADD CONSTRAINT audit_entry_has_one_leaf UNIQUE (tenant_id, entry_id);

ALTER TABLE ONLY public.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (tenant_id, tree_size);

ALTER TABLE ONLY public.audit_leaves
    ADD CONSTRAINT audit_leaves_pkey PRIMARY KEY (tenant_id, leaf_index);

ALTER TABLE ONLY public.audit_logs
    ADD CONSTRAINT audit_logs_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.audit_nodes
    ADD CONSTRAINT audit_nodes_pkey PRIMARY KEY (tenant_id, level, node_index);

ALTER TABLE ONLY public.audit_pending
    ADD CONSTRAINT audit_pending_pkey PRIMARY KEY (tenant_id, entry_id);

ALTER TABLE ONLY public.audit_signing_keys
    ADD CONSTRAINT audit_signing_keys_pkey PRIMARY KEY (verifier);

ALTER TABLE ONLY public.batch_repeats
    ADD CONSTRAINT batch_repeats_pkey PRIMARY KEY (tenant_id, sensor_id, fingerprint);

ALTER TABLE ONLY public.case_comments
    ADD CONSTRAINT case_comments_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.connectors
    ADD CONSTRAINT connector_is_one_a_kind UNIQUE (tenant_id, kind);

ALTER TABLE ONLY public.connectors
    ADD CONSTRAINT connectors_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (tenant_id, series);

ALTER TABLE ONLY public.departures
    ADD CONSTRAINT departures_pkey PRIMARY KEY (tenant_id, person);

ALTER TABLE ONLY public.detectors
    ADD CONSTRAINT detectors_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.directory_groups
    ADD CONSTRAINT directory_groups_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.directory_memberships
    ADD CONSTRAINT directory_memberships_pkey PRIMARY KEY (tenant_id, group_id, person_id);

ALTER TABLE ONLY public.directory_people
    ADD CONSTRAINT directory_people_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.directory_people
    ADD CONSTRAINT directory_user_name_is_unique_in_tenant UNIQUE (tenant_id, user_name);

ALTER TABLE ONLY public.effect_attempts
    ADD CONSTRAINT effect_attempts_pkey PRIMARY KEY (tenant_id, effect_id, attempt);

ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effect_happens_once UNIQUE (tenant_id, dedupe_key);

ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.floor_state
    ADD CONSTRAINT floor_state_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.grant_requests
    ADD CONSTRAINT grant_requests_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (tenant_id, caller, key_hash);

ALTER TABLE ONLY public.identity_providers
    ADD CONSTRAINT identity_providers_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.incidents
    ADD CONSTRAINT incidents_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.integration_keys
    ADD CONSTRAINT integration_keys_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.integrations
    ADD CONSTRAINT integrations_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.investigations
    ADD CONSTRAINT investigations_pkey PRIMARY KEY (tenant_id, alert_id);

ALTER TABLE ONLY public.native_ids
    ADD CONSTRAINT native_ids_pkey PRIMARY KEY (tenant_id, source, native_hash);

ALTER TABLE ONLY public.organisation_identity_providers
    ADD CONSTRAINT organisation_identity_providers_pkey PRIMARY KEY (organisation_id);

ALTER TABLE ONLY public.organisation_settings
    ADD CONSTRAINT organisation_settings_pkey PRIMARY KEY (organisation_id, version);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.platform_audit_entries
    ADD CONSTRAINT platform_audit_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.response_actions
    ADD CONSTRAINT response_actions_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.response_actions
    ADD CONSTRAINT response_actions_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.response_actions
    ADD CONSTRAINT response_is_asked_once UNIQUE (tenant_id, idempotency_key);

ALTER TABLE ONLY public.response_policies
    ADD CONSTRAINT response_policies_pkey PRIMARY KEY (tenant_id, kind);

ALTER TABLE ONLY public.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.segment_entities
    ADD CONSTRAINT segment_entities_pkey PRIMARY KEY (tenant_id, entity, receipt_day, segment_id);

ALTER TABLE ONLY public.segments
    ADD CONSTRAINT segments_pkey PRIMARY KEY (tenant_id, receipt_day, id);

ALTER TABLE ONLY public.sensor_certificates
    ADD CONSTRAINT sensor_certificates_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.sensor_enrolment_tokens
    ADD CONSTRAINT sensor_enrolment_tokens_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.sensor_keys
    ADD CONSTRAINT sensor_keys_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.sensors
    ADD CONSTRAINT sensor_name_is_unique_in_tenant UNIQUE (tenant_id, name);

ALTER TABLE ONLY public.sensors
    ADD CONSTRAINT sensors_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.shards
    ADD CONSTRAINT shards_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT site_name_is_unique_in_tenant UNIQUE (tenant_id, name);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.spent_log_ins
    ADD CONSTRAINT spent_log_ins_pkey PRIMARY KEY (state_sha256);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_email_key UNIQUE (email);

ALTER TABLE ONLY public.staff_identities
    ADD CONSTRAINT staff_has_one_subject_an_issuer UNIQUE (staff_id, issuer);

ALTER TABLE ONLY public.staff_identities
    ADD CONSTRAINT staff_identities_pkey PRIMARY KEY (organisation_id, issuer, subject);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_sessions
    ADD CONSTRAINT staff_sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_sessions
    ADD CONSTRAINT staff_sessions_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.staff_tokens
    ADD CONSTRAINT staff_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_tokens
    ADD CONSTRAINT staff_tokens_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.stream_entries
    ADD CONSTRAINT stream_entries_pkey PRIMARY KEY (tenant_id, "position");

ALTER TABLE ONLY public.stream_heads
    ADD CONSTRAINT stream_heads_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT subscription_has_one_tenant UNIQUE (subscription_id);

ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.support_messages
    ADD CONSTRAINT support_messages_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.support_requests
    ADD CONSTRAINT support_requests_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.support_requests
    ADD CONSTRAINT support_requests_tenant_id_number_key UNIQUE (tenant_id, number);

ALTER TABLE ONLY public.tenant_keys
    ADD CONSTRAINT tenant_keys_pkey PRIMARY KEY (tenant_id, version);

ALTER TABLE ONLY public.tenant_settings
    ADD CONSTRAINT tenant_settings_pkey PRIMARY KEY (tenant_id, version);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY public.timeline_entries
    ADD CONSTRAINT timeline_entries_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT user_email_is_unique_in_tenant UNIQUE (tenant_id, email);

ALTER TABLE ONLY public.user_identities
    ADD CONSTRAINT user_has_one_subject_an_issuer UNIQUE (tenant_id, user_id, issuer);

ALTER TABLE ONLY public.user_identities
    ADD CONSTRAINT user_identities_pkey PRIMARY KEY (tenant_id, issuer, subject);

ALTER TABLE ONLY public.user_sessions
    ADD CONSTRAINT user_sessions_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.user_tokens
    ADD CONSTRAINT user_tokens_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.work
    ADD CONSTRAINT work_is_asked_once UNIQUE (tenant_id, kind, ref_id);

ALTER TABLE ONLY public.work
    ADD CONSTRAINT work_pkey PRIMARY KEY (tenant_id, id);

CREATE INDEX access_log_by_grant ON public.access_log USING btree (tenant_id, grant_id, at);

CREATE INDEX access_log_by_staff ON public.access_log USING btree (tenant_id, staff_id, id);

CREATE INDEX access_log_by_time ON public.access_log USING btree (tenant_id, at, id);

CREATE INDEX alerts_by_fingerprint ON public.alerts USING btree (tenant_id, fingerprint, id);

CREATE INDEX alerts_by_incident ON public.alerts USING btree (tenant_id, incident_id);

CREATE UNIQUE INDEX alerts_raised_once ON public.alerts USING btree (tenant_id, fingerprint) WHERE (closed_at IS NULL);

CREATE INDEX audit_entries_by_time ON public.audit_entries USING btree (tenant_id, at, id);

CREATE INDEX case_comments_by_case ON public.case_comments USING btree (tenant_id, case_id, id);

CREATE UNIQUE INDEX cases_by_incident ON public.cases USING btree (tenant_id, incident_id) WHERE (incident_id IS NOT NULL);

CREATE INDEX directory_groups_by_name ON public.directory_groups USING btree (tenant_id, display_name);

CREATE INDEX directory_memberships_by_person ON public.directory_memberships USING btree (tenant_id, person_id);

CREATE INDEX directory_people_by_external_id ON public.directory_people USING btree (tenant_id, external_id);

CREATE INDEX grant_requests_by_staff ON public.grant_requests USING btree (staff_id, id);

CREATE INDEX grants_by_staff ON public.grants USING btree (staff_id, tenant_id);

CREATE INDEX identity_providers_by_issuer ON public.identity_providers USING btree (issuer);

CREATE UNIQUE INDEX integration_keys_by_hash ON public.integration_keys USING btree (sha256);

CREATE INDEX integration_keys_by_integration ON public.integration_keys USING btree (tenant_id, integration_id, id);

CREATE UNIQUE INDEX integrations_by_name ON public.integrations USING btree (tenant_id, name) WHERE (revoked_at IS NULL);

CREATE INDEX organisation_identity_providers_by_issuer ON public.organisation_identity_providers USING btree (issuer);

CREATE UNIQUE INDEX organisations_by_name ON public.organisations USING btree (lower(name));

CREATE UNIQUE INDEX organisations_operator ON public.organisations USING btree (kind) WHERE (kind = 'operator'::text);

CREATE INDEX response_actions_by_incident ON public.response_actions USING btree (tenant_id, incident_id);

CREATE INDEX segments_by_first_event ON ONLY public.segments USING btree (tenant_id, first_event_id);

CREATE UNIQUE INDEX sensor_certificates_by_hash ON public.sensor_certificates USING btree (sha256) WHERE (revoked_at IS NULL);

CREATE INDEX sensor_certificates_by_sensor ON public.sensor_certificates USING btree (tenant_id, sensor_id, id);

CREATE UNIQUE INDEX sensor_enrolment_tokens_by_hash ON public.sensor_enrolment_tokens USING btree (sha256);

CREATE INDEX sensor_enrolment_tokens_by_sensor ON public.sensor_enrolment_tokens USING btree (tenant_id, sensor_id, id);

CREATE UNIQUE INDEX sensor_keys_by_hash ON public.sensor_keys USING btree (sha256);

CREATE INDEX sensor_keys_by_sensor ON public.sensor_keys USING btree (tenant_id, sensor_id, id);

CREATE INDEX sensors_by_site ON public.sensors USING btree (tenant_id, site_id) WHERE (site_id IS NOT NULL);

CREATE INDEX spent_log_ins_by_end ON public.spent_log_ins USING btree (expires_at);

CREATE INDEX staff_identities_by_subject ON public.staff_identities USING btree (issuer, subject);

CREATE INDEX staff_sessions_by_staff ON public.staff_sessions USING btree (staff_id, id);

CREATE INDEX support_messages_by_request ON public.support_messages USING btree (tenant_id, request_id, id);

CREATE INDEX tenants_by_organisation ON public.tenants USING btree (organisation_id, tenant_id);

CREATE INDEX timeline_entries_by_subject ON public.timeline_entries USING btree (tenant_id, subject_id, "time");

CREATE INDEX user_identities_by_subject ON public.user_identities USING btree (issuer, subject);

CREATE UNIQUE INDEX user_sessions_by_hash ON public.user_sessions USING btree (sha256);

CREATE INDEX user_sessions_by_user ON public.user_sessions USING btree (tenant_id, user_id, id);

CREATE UNIQUE INDEX user_tokens_by_hash ON public.user_tokens USING btree (sha256);

CREATE INDEX work_by_run_at ON public.work USING btree (run_at);

CREATE TRIGGER audit_entry_is_sealed_once BEFORE UPDATE ON public.audit_entries FOR EACH ROW WHEN ((old.sealed IS NOT NULL)) EXECUTE FUNCTION public.refuse_change('sealed');

CREATE TRIGGER grant_is_confined_to_organisation BEFORE INSERT OR UPDATE OF staff_id, tenant_id ON public.grants FOR EACH ROW EXECUTE FUNCTION public.confine_grant();

CREATE TRIGGER journal_deactivated_at AFTER UPDATE OF deactivated_at ON public.staff FOR EACH ROW WHEN (((old.deactivated_at IS NULL) AND (new.deactivated_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('deactivated_at');

CREATE TRIGGER journal_deactivated_at AFTER UPDATE OF deactivated_at ON public.users FOR EACH ROW WHEN (((old.deactivated_at IS NULL) AND (new.deactivated_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('deactivated_at');

CREATE TRIGGER journal_ended_at AFTER UPDATE OF ended_at ON public.staff_sessions FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('ended_at');

CREATE TRIGGER journal_ended_at AFTER UPDATE OF ended_at ON public.user_sessions FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('ended_at');

CREATE TRIGGER journal_retired_at AFTER UPDATE OF retired_at ON public.sensors FOR EACH ROW WHEN (((old.retired_at IS NULL) AND (new.retired_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('retired_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.grants FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.integration_keys FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.integrations FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.sensor_certificates FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.sensor_keys FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.staff_tokens FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER journal_revoked_at AFTER UPDATE OF revoked_at ON public.user_tokens FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION public.queue_revocation('revoked_at');

CREATE TRIGGER organisation_is_immutable BEFORE UPDATE ON public.staff FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION public.refuse_change('organisation_id');

CREATE TRIGGER organisation_is_immutable BEFORE UPDATE ON public.tenants FOR EACH ROW WHEN ((old.organisation_id IS DISTINCT FROM new.organisation_id)) EXECUTE FUNCTION public.refuse_change('organisation_id');

CREATE TRIGGER parent_is_immutable BEFORE UPDATE ON public.organisations FOR EACH ROW WHEN (((old.kind IS DISTINCT FROM new.kind) OR (old.parent_id IS DISTINCT FROM new.parent_id))) EXECUTE FUNCTION public.refuse_change('parent_id');

CREATE TRIGGER region_is_immutable BEFORE UPDATE ON public.tenants FOR EACH ROW WHEN ((old.region IS DISTINCT FROM new.region)) EXECUTE FUNCTION public.refuse_change('region');

CREATE TRIGGER request_follows_grant AFTER UPDATE OF revoked_at ON public.grants FOR EACH ROW WHEN (((new.request_id IS NOT NULL) AND (new.revoked_at IS DISTINCT FROM old.revoked_at))) EXECUTE FUNCTION public.follow_grant();

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_tenant_id_grant_id_fkey FOREIGN KEY (tenant_id, grant_id) REFERENCES public.grants(tenant_id, id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_tenant_id_incident_id_fkey FOREIGN KEY (tenant_id, incident_id) REFERENCES public.incidents(tenant_id, id);

ALTER TABLE ONLY public.case_comments
    ADD CONSTRAINT case_comments_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases(tenant_id, id);

ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_tenant_id_incident_id_fkey FOREIGN KEY (tenant_id, incident_id) REFERENCES public.incidents(tenant_id, id);

ALTER TABLE ONLY public.connectors
    ADD CONSTRAINT connectors_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.departures
    ADD CONSTRAINT departures_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.detectors
    ADD CONSTRAINT detectors_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.directory_groups
    ADD CONSTRAINT directory_groups_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.directory_memberships
    ADD CONSTRAINT directory_memberships_tenant_id_group_id_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES public.directory_groups(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.directory_memberships
    ADD CONSTRAINT directory_memberships_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.directory_people(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.directory_people
    ADD CONSTRAINT directory_people_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.effect_attempts
    ADD CONSTRAINT effect_attempts_tenant_id_effect_id_fkey FOREIGN KEY (tenant_id, effect_id) REFERENCES public.effects(tenant_id, id);

ALTER TABLE ONLY public.grant_requests
    ADD CONSTRAINT grant_requests_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.grant_requests
    ADD CONSTRAINT grant_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.grant_requests
    ADD CONSTRAINT grant_requests_tenant_id_grant_id_fkey FOREIGN KEY (tenant_id, grant_id) REFERENCES public.grants(tenant_id, id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.identity_providers
    ADD CONSTRAINT identity_providers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.incidents
    ADD CONSTRAINT incidents_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.integration_keys
    ADD CONSTRAINT integration_keys_tenant_id_integration_id_fkey FOREIGN KEY (tenant_id, integration_id) REFERENCES public.integrations(tenant_id, id);

ALTER TABLE ONLY public.integrations
    ADD CONSTRAINT integrations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.investigations
    ADD CONSTRAINT investigations_tenant_id_alert_id_fkey FOREIGN KEY (tenant_id, alert_id) REFERENCES public.alerts(tenant_id, id);

ALTER TABLE ONLY public.organisation_identity_providers
    ADD CONSTRAINT organisation_identity_providers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.organisation_settings
    ADD CONSTRAINT organisation_settings_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.receipts
    ADD CONSTRAINT receipts_tenant_id_sensor_id_fkey FOREIGN KEY (tenant_id, sensor_id) REFERENCES public.sensors(tenant_id, id);

ALTER TABLE ONLY public.response_actions
    ADD CONSTRAINT response_actions_tenant_id_alert_id_fkey FOREIGN KEY (tenant_id, alert_id) REFERENCES public.alerts(tenant_id, id);

ALTER TABLE ONLY public.response_actions
    ADD CONSTRAINT response_actions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.response_actions
    ADD CONSTRAINT response_actions_tenant_id_incident_id_fkey FOREIGN KEY (tenant_id, incident_id) REFERENCES public.incidents(tenant_id, id);

ALTER TABLE ONLY public.response_policies
    ADD CONSTRAINT response_policies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.sensor_certificates
    ADD CONSTRAINT sensor_certificates_tenant_id_sensor_id_fkey FOREIGN KEY (tenant_id, sensor_id) REFERENCES public.sensors(tenant_id, id);

ALTER TABLE ONLY public.sensor_enrolment_tokens
    ADD CONSTRAINT sensor_enrolment_tokens_tenant_id_sensor_id_fkey FOREIGN KEY (tenant_id, sensor_id) REFERENCES public.sensors(tenant_id, id);

ALTER TABLE ONLY public.sensor_keys
    ADD CONSTRAINT sensor_keys_tenant_id_sensor_id_fkey FOREIGN KEY (tenant_id, sensor_id) REFERENCES public.sensors(tenant_id, id);

ALTER TABLE ONLY public.sensors
    ADD CONSTRAINT sensor_stands_at_a_site_of_its_tenant FOREIGN KEY (tenant_id, site_id) REFERENCES public.sites(tenant_id, id);

ALTER TABLE ONLY public.sensors
    ADD CONSTRAINT sensors_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.staff_identities
    ADD CONSTRAINT staff_identities_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.staff_identities
    ADD CONSTRAINT staff_identities_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.staff_sessions
    ADD CONSTRAINT staff_sessions_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.staff_tokens
    ADD CONSTRAINT staff_tokens_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.stream_heads
    ADD CONSTRAINT stream_heads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT subscriptions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.support_messages
    ADD CONSTRAINT support_messages_tenant_id_request_id_fkey FOREIGN KEY (tenant_id, request_id) REFERENCES public.support_requests(tenant_id, id);

ALTER TABLE ONLY public.support_requests
    ADD CONSTRAINT support_requests_tenant_id_alert_id_fkey FOREIGN KEY (tenant_id, alert_id) REFERENCES public.alerts(tenant_id, id);

ALTER TABLE ONLY public.support_requests
    ADD CONSTRAINT support_requests_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases(tenant_id, id);

ALTER TABLE ONLY public.support_requests
    ADD CONSTRAINT support_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.support_requests
    ADD CONSTRAINT support_requests_tenant_id_incident_id_fkey FOREIGN KEY (tenant_id, incident_id) REFERENCES public.incidents(tenant_id, id);

ALTER TABLE ONLY public.tenant_keys
    ADD CONSTRAINT tenant_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.tenant_settings
    ADD CONSTRAINT tenant_settings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.timeline_entries
    ADD CONSTRAINT timeline_entries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE ONLY public.user_identities
    ADD CONSTRAINT user_identities_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.users(tenant_id, id);

ALTER TABLE ONLY public.user_sessions
    ADD CONSTRAINT user_sessions_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.users(tenant_id, id);

ALTER TABLE ONLY public.user_tokens
    ADD CONSTRAINT user_tokens_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.users(tenant_id, id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(tenant_id);

ALTER TABLE public.access_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.alerts ENABLE ROW LEVEL SECURITY;

CREATE POLICY append ON public.access_log FOR INSERT TO watchfloor_lookup WITH CHECK ((CURRENT_USER = 'watchfloor_lookup'::name));

ALTER TABLE public.audit_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_leaves ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_logs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_nodes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_pending ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_signing_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.batch_repeats ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.case_comments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.connectors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.counters ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.departures ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.detectors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_groups ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_memberships ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_people ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.effect_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.effects ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.floor_state ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.grant_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.grants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_providers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incidents ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.integration_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.integrations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.investigations ENABLE ROW LEVEL SECURITY;

CREATE POLICY lookup ON public.grants FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.identity_providers FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.integration_keys FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.integrations FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.organisation_identity_providers FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.organisation_settings FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.organisations FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.sensor_certificates FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.sensor_enrolment_tokens FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.sensor_keys FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.sensors FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.staff FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.staff_identities FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.staff_sessions FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.staff_tokens FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.subscriptions FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.tenants FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.user_identities FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.user_sessions FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.user_tokens FOR SELECT TO watchfloor_lookup USING (true);

CREATE POLICY lookup ON public.users FOR SELECT TO watchfloor_lookup USING (true);

ALTER TABLE public.native_ids ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_identity_providers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisations ENABLE ROW LEVEL SECURITY;

CREATE POLICY platform ON public.audit_pending FOR SELECT TO watchfloor_platform USING (true);

CREATE POLICY platform ON public.audit_signing_keys TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.detectors FOR SELECT TO watchfloor_platform USING (true);

CREATE POLICY platform ON public.floor_state TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.grant_requests FOR SELECT TO watchfloor_platform USING (true);

CREATE POLICY platform ON public.organisation_identity_providers TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.organisation_settings TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.organisations TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.platform_audit_entries TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.revocations TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.shards TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.spent_log_ins TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.staff TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.staff_identities TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.staff_sessions TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.staff_tokens TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.stream_heads FOR SELECT TO watchfloor_platform USING (true);

CREATE POLICY platform ON public.tenants TO watchfloor_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON public.work TO watchfloor_platform USING (true) WITH CHECK (true);

ALTER TABLE public.platform_audit_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.receipts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.response_actions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.response_policies ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.revocations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.segment_entities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.segments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sensor_certificates ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sensor_enrolment_tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sensor_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sensors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.shards ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sites ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.spent_log_ins ENABLE ROW LEVEL SECURITY;

CREATE POLICY staff ON public.alerts FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.audit_entries FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*) AND g.reads_evidence))));

CREATE POLICY staff ON public.audit_leaves FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.case_comments FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.cases FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.departures FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.effect_attempts FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.effects FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.grants FOR SELECT TO watchfloor_staff USING ((staff_id = public.current_staff()));

CREATE POLICY staff ON public.incidents FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.investigations FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.response_actions FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.response_policies FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.sensors FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.sites FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

ALTER TABLE public.staff ENABLE ROW LEVEL SECURITY;

CREATE POLICY staff ON public.support_messages FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.support_requests FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.tenant_keys FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.tenants FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.timeline_entries FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

CREATE POLICY staff ON public.users FOR SELECT TO watchfloor_staff USING ((tenant_id IN ( SELECT g.tenant_id
   FROM public.grants g
  WHERE ((g.staff_id = public.current_staff()) AND public.is_live(g.*)))));

ALTER TABLE public.staff_identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.staff_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.staff_tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stream_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stream_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.subscriptions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.support_messages ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.support_requests ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON public.access_log FOR SELECT TO watchfloor_service USING ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.alerts TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.audit_entries TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.audit_heads TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.audit_leaves TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.audit_logs TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.audit_nodes TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.audit_pending TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.batch_repeats TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.case_comments TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.cases TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.connectors TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.counters TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.departures TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.detectors TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.directory_groups TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.directory_memberships TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.directory_people TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.effect_attempts TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.effects TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.grant_requests TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.grants TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.idempotency_keys TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.identity_providers TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.incidents TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.integration_keys TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.integrations TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.investigations TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.native_ids TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.receipts TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.response_actions TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.response_policies TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.revocations TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.segment_entities TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.segments TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.sensor_certificates TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.sensor_enrolment_tokens TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.sensor_keys TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.sensors TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.sites TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.stream_entries TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.stream_heads TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.subscriptions TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.support_messages TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.support_requests TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.tenant_keys TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.tenant_settings TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.tenants TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.timeline_entries TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.user_identities TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.user_sessions TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.user_tokens TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.users TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

CREATE POLICY tenant ON public.work TO watchfloor_service USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));

ALTER TABLE public.tenant_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tenant_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.timeline_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.user_identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.user_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.user_tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.work ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA public TO watchfloor_service;
GRANT USAGE ON SCHEMA public TO watchfloor_staff;
GRANT USAGE ON SCHEMA public TO watchfloor_platform;
GRANT USAGE ON SCHEMA public TO watchfloor_lookup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organisations TO watchfloor_platform;
GRANT SELECT ON TABLE public.organisations TO watchfloor_backup;
GRANT SELECT ON TABLE public.organisations TO watchfloor_lookup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff TO watchfloor_platform;
GRANT SELECT ON TABLE public.staff TO watchfloor_lookup;
GRANT SELECT ON TABLE public.staff TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenants TO watchfloor_service;
GRANT SELECT ON TABLE public.tenants TO watchfloor_staff;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenants TO watchfloor_platform;
GRANT SELECT ON TABLE public.tenants TO watchfloor_backup;
GRANT SELECT ON TABLE public.tenants TO watchfloor_lookup;

REVOKE ALL ON FUNCTION public.answers_for(staff uuid, tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.answers_for(staff uuid, tenant uuid) TO watchfloor_service;

REVOKE ALL ON FUNCTION public.confine_grant() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.current_staff() FROM PUBLIC;
GRANT ALL ON FUNCTION public.current_staff() TO watchfloor_staff;

REVOKE ALL ON FUNCTION public.current_tenant() FROM PUBLIC;
GRANT ALL ON FUNCTION public.current_tenant() TO watchfloor_service;
GRANT ALL ON FUNCTION public.current_tenant() TO watchfloor_staff;
GRANT ALL ON FUNCTION public.current_tenant() TO watchfloor_platform;

REVOKE ALL ON FUNCTION public.end_again(subject text, ending text, of_tenant uuid, ref uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.end_again(subject text, ending text, of_tenant uuid, ref uuid, at timestamp with time zone) TO watchfloor_service;
GRANT ALL ON FUNCTION public.end_again(subject text, ending text, of_tenant uuid, ref uuid, at timestamp with time zone) TO watchfloor_platform;

REVOKE ALL ON FUNCTION public.ensure_event_partitions(through date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_event_partitions(through date) TO watchfloor_platform;

REVOKE ALL ON FUNCTION public.follow_grant() FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.grants TO watchfloor_service;
GRANT SELECT ON TABLE public.grants TO watchfloor_backup;
GRANT SELECT ON TABLE public.grants TO watchfloor_staff;
GRANT SELECT ON TABLE public.grants TO watchfloor_lookup;

REVOKE ALL ON FUNCTION public.is_live(g public.grants) FROM PUBLIC;
GRANT ALL ON FUNCTION public.is_live(g public.grants) TO watchfloor_service;
GRANT ALL ON FUNCTION public.is_live(g public.grants) TO watchfloor_staff;
GRANT ALL ON FUNCTION public.is_live(g public.grants) TO watchfloor_lookup;

REVOKE ALL ON FUNCTION public.journal_endings(ended regclass, ending text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.log_access(who uuid, role_then text, places uuid[], entries uuid[], moment timestamp with time zone, what_was_done text, kind_of_item text, item uuid, short_name text, is_evidence boolean, request text, client text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.log_access(who uuid, role_then text, places uuid[], entries uuid[], moment timestamp with time zone, what_was_done text, kind_of_item text, item uuid, short_name text, is_evidence boolean, request text, client text) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sensor_enrolment_tokens TO watchfloor_service;
GRANT SELECT ON TABLE public.sensor_enrolment_tokens TO watchfloor_lookup;
GRANT SELECT ON TABLE public.sensor_enrolment_tokens TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_enrolment_token(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_enrolment_token(hash bytea) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff_identities TO watchfloor_platform;
GRANT SELECT ON TABLE public.staff_identities TO watchfloor_lookup;
GRANT SELECT ON TABLE public.staff_identities TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.user_identities TO watchfloor_service;
GRANT SELECT ON TABLE public.user_identities TO watchfloor_lookup;
GRANT SELECT ON TABLE public.user_identities TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.users TO watchfloor_service;
GRANT SELECT ON TABLE public.users TO watchfloor_staff;
GRANT SELECT ON TABLE public.users TO watchfloor_lookup;
GRANT SELECT ON TABLE public.users TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_identities(said_issuer text, said_subject text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_identities(said_issuer text, said_subject text) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.identity_providers TO watchfloor_service;
GRANT SELECT ON TABLE public.identity_providers TO watchfloor_lookup;
GRANT SELECT ON TABLE public.identity_providers TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organisation_identity_providers TO watchfloor_platform;
GRANT SELECT ON TABLE public.organisation_identity_providers TO watchfloor_lookup;
GRANT SELECT ON TABLE public.organisation_identity_providers TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_identity_providers(said_issuer text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_identity_providers(said_issuer text) TO watchfloor_service;

GRANT SELECT,INSERT ON TABLE public.organisation_settings TO watchfloor_platform;
GRANT SELECT ON TABLE public.organisation_settings TO watchfloor_lookup;
GRANT SELECT ON TABLE public.organisation_settings TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_inherited_settings(organisation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_inherited_settings(organisation uuid) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.integration_keys TO watchfloor_service;
GRANT SELECT ON TABLE public.integration_keys TO watchfloor_lookup;
GRANT SELECT ON TABLE public.integration_keys TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.integrations TO watchfloor_service;
GRANT SELECT ON TABLE public.integrations TO watchfloor_lookup;
GRANT SELECT ON TABLE public.integrations TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_integration_key(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_integration_key(hash bytea) TO watchfloor_service;

REVOKE ALL ON FUNCTION public.lookup_region(tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_region(tenant uuid) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sensor_certificates TO watchfloor_service;
GRANT SELECT ON TABLE public.sensor_certificates TO watchfloor_lookup;
GRANT SELECT ON TABLE public.sensor_certificates TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sensors TO watchfloor_service;
GRANT SELECT ON TABLE public.sensors TO watchfloor_staff;
GRANT SELECT ON TABLE public.sensors TO watchfloor_backup;
GRANT SELECT ON TABLE public.sensors TO watchfloor_lookup;

REVOKE ALL ON FUNCTION public.lookup_sensor_by_certificate(certificate bytea, public_key bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_sensor_by_certificate(certificate bytea, public_key bytea) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sensor_keys TO watchfloor_service;
GRANT SELECT ON TABLE public.sensor_keys TO watchfloor_lookup;
GRANT SELECT ON TABLE public.sensor_keys TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_sensor_by_key(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_sensor_by_key(hash bytea) TO watchfloor_service;

REVOKE ALL ON FUNCTION public.lookup_sensor_key(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_sensor_key(hash bytea) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff_sessions TO watchfloor_platform;
GRANT SELECT ON TABLE public.staff_sessions TO watchfloor_lookup;
GRANT SELECT ON TABLE public.staff_sessions TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_staff_session(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_staff_session(hash bytea) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff_tokens TO watchfloor_platform;
GRANT SELECT ON TABLE public.staff_tokens TO watchfloor_lookup;
GRANT SELECT ON TABLE public.staff_tokens TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_staff_token(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_staff_token(hash bytea) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.subscriptions TO watchfloor_service;
GRANT SELECT ON TABLE public.subscriptions TO watchfloor_lookup;
GRANT SELECT ON TABLE public.subscriptions TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_subscription(subscription uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_subscription(subscription uuid) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.user_sessions TO watchfloor_service;
GRANT SELECT ON TABLE public.user_sessions TO watchfloor_lookup;
GRANT SELECT ON TABLE public.user_sessions TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_user_session(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_user_session(hash bytea) TO watchfloor_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.user_tokens TO watchfloor_service;
GRANT SELECT ON TABLE public.user_tokens TO watchfloor_lookup;
GRANT SELECT ON TABLE public.user_tokens TO watchfloor_backup;

REVOKE ALL ON FUNCTION public.lookup_user_token(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lookup_user_token(hash bytea) TO watchfloor_service;

REVOKE ALL ON FUNCTION public.make_append_only(secured regclass) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.queue_revocation() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.refuse_change() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.secure_table(secured regclass, VARIADIC readers text[]) FROM PUBLIC;

GRANT SELECT ON TABLE public.access_log TO watchfloor_backup;
GRANT SELECT ON TABLE public.access_log TO watchfloor_service;
GRANT INSERT ON TABLE public.access_log TO watchfloor_lookup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.alerts TO watchfloor_service;
GRANT SELECT ON TABLE public.alerts TO watchfloor_staff;
GRANT SELECT ON TABLE public.alerts TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.audit_entries TO watchfloor_service;
GRANT SELECT ON TABLE public.audit_entries TO watchfloor_staff;
GRANT SELECT ON TABLE public.audit_entries TO watchfloor_backup;

GRANT UPDATE(reason) ON TABLE public.audit_entries TO watchfloor_service;

GRANT UPDATE(before) ON TABLE public.audit_entries TO watchfloor_service;

GRANT UPDATE(after) ON TABLE public.audit_entries TO watchfloor_service;

GRANT UPDATE(key_version) ON TABLE public.audit_entries TO watchfloor_service;

GRANT UPDATE(sealed) ON TABLE public.audit_entries TO watchfloor_service;

GRANT SELECT,INSERT ON TABLE public.audit_heads TO watchfloor_service;
GRANT SELECT ON TABLE public.audit_heads TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.audit_leaves TO watchfloor_service;
GRANT SELECT ON TABLE public.audit_leaves TO watchfloor_staff;
GRANT SELECT ON TABLE public.audit_leaves TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.audit_logs TO watchfloor_service;
GRANT SELECT ON TABLE public.audit_logs TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.audit_nodes TO watchfloor_service;
GRANT SELECT ON TABLE public.audit_nodes TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.audit_pending TO watchfloor_service;
GRANT SELECT ON TABLE public.audit_pending TO watchfloor_platform;
GRANT SELECT ON TABLE public.audit_pending TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.audit_signing_keys TO watchfloor_platform;
GRANT SELECT ON TABLE public.audit_signing_keys TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.batch_repeats TO watchfloor_service;
GRANT SELECT ON TABLE public.batch_repeats TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.case_comments TO watchfloor_service;
GRANT SELECT ON TABLE public.case_comments TO watchfloor_staff;
GRANT SELECT ON TABLE public.case_comments TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases TO watchfloor_service;
GRANT SELECT ON TABLE public.cases TO watchfloor_staff;
GRANT SELECT ON TABLE public.cases TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.connectors TO watchfloor_service;
GRANT SELECT ON TABLE public.connectors TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.counters TO watchfloor_service;
GRANT SELECT ON TABLE public.counters TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.departures TO watchfloor_service;
GRANT SELECT ON TABLE public.departures TO watchfloor_staff;
GRANT SELECT ON TABLE public.departures TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.detectors TO watchfloor_service;
GRANT SELECT ON TABLE public.detectors TO watchfloor_platform;
GRANT SELECT ON TABLE public.detectors TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.directory_groups TO watchfloor_service;
GRANT SELECT ON TABLE public.directory_groups TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.directory_memberships TO watchfloor_service;
GRANT SELECT ON TABLE public.directory_memberships TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.directory_people TO watchfloor_service;
GRANT SELECT ON TABLE public.directory_people TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.effect_attempts TO watchfloor_service;
GRANT SELECT ON TABLE public.effect_attempts TO watchfloor_staff;
GRANT SELECT ON TABLE public.effect_attempts TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.effects TO watchfloor_service;
GRANT SELECT ON TABLE public.effects TO watchfloor_staff;
GRANT SELECT ON TABLE public.effects TO watchfloor_backup;

GRANT SELECT,UPDATE ON TABLE public.floor_state TO watchfloor_platform;
GRANT SELECT ON TABLE public.floor_state TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.grant_requests TO watchfloor_service;
GRANT SELECT ON TABLE public.grant_requests TO watchfloor_platform;
GRANT SELECT ON TABLE public.grant_requests TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO watchfloor_service;
GRANT SELECT ON TABLE public.idempotency_keys TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.incidents TO watchfloor_service;
GRANT SELECT ON TABLE public.incidents TO watchfloor_staff;
GRANT SELECT ON TABLE public.incidents TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.investigations TO watchfloor_service;
GRANT SELECT ON TABLE public.investigations TO watchfloor_staff;
GRANT SELECT ON TABLE public.investigations TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.native_ids TO watchfloor_service;
GRANT SELECT ON TABLE public.native_ids TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.platform_audit_entries TO watchfloor_platform;
GRANT SELECT ON TABLE public.platform_audit_entries TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.receipts TO watchfloor_service;
GRANT SELECT ON TABLE public.receipts TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.response_actions TO watchfloor_service;
GRANT SELECT ON TABLE public.response_actions TO watchfloor_staff;
GRANT SELECT ON TABLE public.response_actions TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.response_policies TO watchfloor_service;
GRANT SELECT ON TABLE public.response_policies TO watchfloor_staff;
GRANT SELECT ON TABLE public.response_policies TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.revocations TO watchfloor_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.revocations TO watchfloor_platform;
GRANT SELECT ON TABLE public.revocations TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.segment_entities TO watchfloor_service;
GRANT SELECT ON TABLE public.segment_entities TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.segments TO watchfloor_service;
GRANT SELECT ON TABLE public.segments TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.shards TO watchfloor_platform;
GRANT SELECT ON TABLE public.shards TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sites TO watchfloor_service;
GRANT SELECT ON TABLE public.sites TO watchfloor_staff;
GRANT SELECT ON TABLE public.sites TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.spent_log_ins TO watchfloor_platform;
GRANT SELECT ON TABLE public.spent_log_ins TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.stream_entries TO watchfloor_service;
GRANT SELECT ON TABLE public.stream_entries TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stream_heads TO watchfloor_service;
GRANT SELECT ON TABLE public.stream_heads TO watchfloor_platform;
GRANT SELECT ON TABLE public.stream_heads TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.support_messages TO watchfloor_service;
GRANT SELECT ON TABLE public.support_messages TO watchfloor_staff;
GRANT SELECT ON TABLE public.support_messages TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.support_requests TO watchfloor_service;
GRANT SELECT ON TABLE public.support_requests TO watchfloor_staff;
GRANT SELECT ON TABLE public.support_requests TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenant_keys TO watchfloor_service;
GRANT SELECT ON TABLE public.tenant_keys TO watchfloor_backup;
GRANT SELECT ON TABLE public.tenant_keys TO watchfloor_staff;

GRANT SELECT,INSERT ON TABLE public.tenant_settings TO watchfloor_service;
GRANT SELECT ON TABLE public.tenant_settings TO watchfloor_backup;

GRANT SELECT,INSERT ON TABLE public.timeline_entries TO watchfloor_service;
GRANT SELECT ON TABLE public.timeline_entries TO watchfloor_staff;
GRANT SELECT ON TABLE public.timeline_entries TO watchfloor_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.work TO watchfloor_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.work TO watchfloor_platform;
GRANT SELECT ON TABLE public.work TO watchfloor_backup;

ALTER DEFAULT PRIVILEGES FOR ROLE watchfloor_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

