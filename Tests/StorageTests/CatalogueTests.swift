import Postgres
import TestFloor
import Testing

@Suite(.sharedDatabase) struct `The catalogue` {
    @Test func `forces row security on every table, on partitions too`() async throws {
        let bare = try await floor.rows(
            """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT (relrowsecurity AND relforcerowsecurity) AND relname <> 'schema_migrations'
            """
        ).map { try $0.decode(String.self) }
        #expect(bare.isEmpty)
    }

    @Test func `has one policy a role and table, and none for everybody`() async throws {
        let policies = try await floor.rows(
            "SELECT tablename::text, policyname::text, roles::text[] FROM pg_policies WHERE schemaname = 'public'"
        ).map { try $0.decode(String.self, String.self, [String].self) }
        #expect(policies.count > 50)
        var seen: Set<String> = []
        for (table, name, roles) in policies {
            #expect(roles.count == 1 && roles != ["public"], "\(name) on \(table)")
            #expect(seen.insert("\(table) \(roles)").inserted, "\(table) has two for \(roles)")
        }
    }

    @Test func `lets the service reach exactly the rows of its scope's tenant`() async throws {
        for table in try await Catalogue.tenantTables() {
            let policy = try #require(
                try await floor.rows(
                    """
                    SELECT cmd, qual, coalesce(with_check, qual) FROM pg_policies
                    WHERE tablename = \(table) AND roles = ARRAY['watchfloor_service']::name[]
                    """
                ).first, "\(table)")
            let (command, sees, writes) = try policy.decode(String.self, String.self, String.self)
            let expected = Catalogue.writtenByFunction.contains(table) ? "SELECT" : "ALL"
            #expect(
                command == expected && sees == "(tenant_id = current_tenant())" && writes == sees, "\(table)")
        }
    }

    @Test func `lets the operator's people read what live grants name, and write nothing`() async throws {
        let policies = try await floor.rows(
            """
            SELECT tablename::text, cmd, regexp_replace(qual, '\\s+', ' ', 'g') FROM pg_policies
            WHERE roles = ARRAY['watchfloor_staff']::name[] AND tablename <> 'grants'
            """
        ).map { try $0.decode(String.self, String.self, String.self) }
        #expect(policies.count > 15)
        let byGrants =
            "(tenant_id IN ( SELECT g.tenant_id FROM grants g WHERE ((g.staff_id = current_staff()) "
            + "AND is_live(g.*))))"
        let byEvidence = byGrants.replacing("is_live(g.*)", with: "is_live(g.*) AND g.reads_evidence")
        for (table, command, sees) in policies {
            let expected = Catalogue.evidence.contains(table) ? byEvidence : byGrants
            #expect(command == "SELECT" && sees == expected, "\(table): \(sees)")
        }
        let readable = try await Catalogue.tables(where: "watchfloor_staff", may: "SELECT")
        #expect(readable == Set(policies.map(\.0)).union(["grants"]))
        for privilege in ["INSERT", "UPDATE", "DELETE"] {
            #expect(
                try await Catalogue.tables(where: "watchfloor_staff", may: privilege).isEmpty, "\(privilege)")
        }
    }

    @Test func `shows the platform what holds no tenant's data`() async throws {
        #expect(
            try await Catalogue.tables(where: "watchfloor_platform", may: "SELECT")
                == Catalogue.readByPlatform)
        let writable = try await Catalogue.tables(where: "watchfloor_platform", may: "UPDATE")
        #expect(writable == Catalogue.readByPlatform.subtracting(Catalogue.readOnlyByPlatform))
    }

    @Test func `shows the look-ups the tables that they look in`() async throws {
        let expected: Set = [
            "grants",
            "identity_providers", "integration_keys", "integrations", "organisation_identity_providers",
            "organisation_settings", "organisations", "sensor_certificates",
            "sensor_enrolment_tokens", "sensor_keys", "sensors", "staff", "staff_identities",
            "staff_sessions", "staff_tokens", "subscriptions", "tenants", "user_identities",
            "user_sessions", "user_tokens", "users",
        ]
        #expect(try await Catalogue.tables(where: "watchfloor_lookup", may: "SELECT") == expected)
        for privilege in ["INSERT", "UPDATE", "DELETE"] {
            // What somebody looked at is written down by the role that looks up who they are.
            let expected = privilege == "INSERT" ? Catalogue.writtenByFunction : []
            #expect(
                try await Catalogue.tables(where: "watchfloor_lookup", may: privilege) == expected,
                "\(privilege)")
        }
        let written = try await Catalogue.tables(where: "watchfloor_service", may: "INSERT")
        #expect(written.isDisjoint(with: Catalogue.writtenByFunction))
    }

    @Test func `gives nobody a partition`() async throws {
        let partitions = try await floor.rows(
            """
            SELECT c.relname::text, r.rolname::text FROM pg_class c
            CROSS JOIN (VALUES ('watchfloor_service'), ('watchfloor_staff'), ('watchfloor_platform')) r (rolname)
            WHERE c.relispartition AND c.relkind = 'r'
            AND has_table_privilege(r.rolname, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
            """)
        #expect(partitions.isEmpty)
        #expect(
            try await floor.value(
                Int.self, "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'")
                >= 8)
    }

    @Test func `gives the service no table but the tenants'`() async throws {
        let tables = try await Catalogue.tables(where: "watchfloor_service", may: "SELECT")
        #expect(tables == Set(try await Catalogue.tenantTables()))
        #expect(try await Catalogue.tables(where: "watchfloor_service", may: "TRUNCATE").isEmpty)
    }

    @Test func `lets what is written once be written once`() async throws {
        for privilege in ["UPDATE", "DELETE"] {
            let changed = try await Catalogue.tables(where: "watchfloor_service", may: privilege)
            let kept = Set(try await Catalogue.tenantTables()).subtracting(changed)
            #expect(kept == Catalogue.appendOnly, "\(privilege)")
        }
    }

    @Test func `has the tenant first in every key, but in those that find the tenant`() async throws {
        let keys = try await floor.rows(
            """
            SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
            WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND i.indisunique
            AND i.indkey[0] <> a.attnum ORDER BY 1
            """
        ).map { try $0.decode(String.self) }
        #expect(
            keys == [
                "integration_keys_by_hash", "sensor_certificates_by_hash", "sensor_enrolment_tokens_by_hash",
                "sensor_keys_by_hash",
                "subscription_has_one_tenant", "user_sessions_by_hash",
                "user_tokens_by_hash",
            ])
        let without = try await floor.rows(
            """
            SELECT relname::text FROM pg_class c WHERE relnamespace = 'public'::regnamespace
            AND relkind IN ('r', 'p') AND NOT EXISTS (
                SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
            """)
        #expect(without.isEmpty)
    }

    @Test func `has the tenant first in every reference from one tenant's table to another`() async throws {
        let references = try await floor.rows(
            """
            SELECT f.conrelid::regclass::text || '.' || f.conname FROM pg_constraint f
            JOIN pg_attribute here ON here.attrelid = f.conrelid AND here.attname = 'tenant_id'
            JOIN pg_attribute there ON there.attrelid = f.confrelid AND there.attname = 'tenant_id'
            WHERE f.contype = 'f' AND NOT (f.conkey[1] = here.attnum AND f.confkey[1] = there.attnum)
            """
        ).map { try $0.decode(String.self) }
        #expect(references.isEmpty)
        #expect(
            try await floor.value(Int.self, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'") > 20)
    }

    @Test func `indexes only what can be compared beneath a policy`() async throws {
        // An operator that might tell what it saw is kept above the policy, and reads the whole table to get there.
        let telling = try await floor.rows(
            """
            SELECT DISTINCT i.indexrelid::regclass::text || '.' || a.attname
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            CROSS JOIN LATERAL unnest(i.indclass::oid[]) WITH ORDINALITY k (opclass, place)
            JOIN pg_opclass o ON o.oid = k.opclass
            JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum = k.place
            JOIN pg_amop m ON m.amopfamily = o.opcfamily AND m.amoplefttype = o.opcintype
                AND m.amoprighttype = o.opcintype
            JOIN pg_operator r ON r.oid = m.amopopr JOIN pg_proc p ON p.oid = r.oprcode
            WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND NOT p.proleakproof
            """
        ).map { try $0.decode(String.self) }
        #expect(telling.isEmpty)
    }

    @Test func `raises what runs as another only where it must, with its path fixed`() async throws {
        let raised = try await floor.rows(
            """
            SELECT p.proname::text, r.rolname::text, coalesce(p.proconfig, '{}') FROM pg_proc p
            JOIN pg_roles r ON r.oid = p.proowner
            WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1
            """
        ).map { try $0.decode(String.self, String.self, [String].self) }
        #expect(raised.allSatisfy { $0.2 == ["search_path=public"] })
        let others = raised.filter { $0.1 != "watchfloor_lookup" }
        #expect(others.map { "\($0.0) as \($0.1)" } == Catalogue.raised)
        let open = try await floor.rows(
            """
            SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            AND has_function_privilege('watchfloor_backup', oid, 'EXECUTE')
            """)
        #expect(open.isEmpty, "PUBLIC may execute something")
    }

    @Test func `lets the service alone look up, as a role that owns nothing else`() async throws {
        let functions = try await floor.rows(
            """
            SELECT p.proname::text, p.prosecdef, r.rolname::text, array(
                SELECT a.grantee::regrole::text FROM aclexplode(p.proacl) a
                WHERE a.privilege_type = 'EXECUTE' AND a.grantee <> p.proowner ORDER BY 1)
            FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
            WHERE p.pronamespace = 'public'::regnamespace
            AND (p.proname LIKE 'lookup%' OR r.rolname = 'watchfloor_lookup')
            """
        ).map { try $0.decode(String.self, Bool.self, String.self, [String].self) }
        #expect(functions.count >= 4)
        for (name, raises, owner, callers) in functions {
            #expect(raises && owner == "watchfloor_lookup" && callers == ["watchfloor_service"], "\(name)")
        }
        let owned = try await floor.rows(
            "SELECT relname::text FROM pg_class WHERE relowner = 'watchfloor_lookup'::regrole")
        #expect(owned.isEmpty)
    }

    @Test func `has roles that no policy can be passed by`() async throws {
        let roles = try await floor.rows(
            """
            SELECT rolname::text, rolsuper, rolbypassrls, rolcanlogin, rolinherit FROM pg_roles
            WHERE rolname LIKE 'watchfloor%' ORDER BY 1
            """
        ).map { try $0.decode(String.self, Bool.self, Bool.self, Bool.self, Bool.self) }
        let described = roles.map { name, isSuper, passes, logsIn, inherits in
            "\(name)\(isSuper ? " super" : "")\(passes ? " passes" : "")\(logsIn ? " logs in" : "")"
                + (inherits ? "" : " by SET ROLE")
        }
        #expect(
            described == [
                "watchfloor_backup passes", "watchfloor_lookup", "watchfloor_owner logs in",
                "watchfloor_platform",
                "watchfloor_service logs in by SET ROLE", "watchfloor_staff",
            ])
    }
}
