package import Connectors
import FoundationEssentials
package import Operations
package import Response
import Tenancy
package import Vocabulary

/// One tenant, and who and what belongs to it.
package struct Customer: Sendable {
    package let id: TenantID
    package let name: String
    package let bench: Bench

    package var domain: String { "\(name).example" }
}

/// Somebody who asks, with the token that says so.
package struct Person: Sendable {
    package let caller: Caller
    /// Shown once; for asking through the door.
    package let token: Secret
    package let bench: Bench

    package init(caller: Caller, token: Secret, bench: Bench) {
        self.caller = caller
        self.token = token
        self.bench = bench
    }

    package func context(key: String? = nil) -> OperationContext { bench.context(caller, key: key) }

    package var staff: StaffID {
        guard case .staff(let id, _, _) = caller else { preconditionFailure("not of the operator") }
        return id
    }

    package var user: UserID {
        guard case .user(let id, _, _, _) = caller else { preconditionFailure("not of a customer") }
        return id
    }
}

/// Something that sends, with its key.
package struct TestSensor: Sendable {
    package let caller: Caller
    package let key: Secret
    package let bench: Bench

    package var id: SensorID {
        guard case .sensor(let id, _) = caller else { preconditionFailure("not a sensor") }
        return id
    }

    package func context(key: String? = nil) -> OperationContext { bench.context(caller, key: key) }
}

extension Bench {
    /// Takes a customer in, without a marketplace.
    package func tenant(
        _ name: String, of organisation: OrganisationID = .operator, in region: String = "eu"
    ) async throws -> Customer {
        let now = clock.now()
        let id: TenantID = service.identifiers.next(at: now)
        try await service.store.inTenant(id) { transaction in
            try await transaction.create(
                Tenant(
                    id: id, name: name, region: region, utcOffsetSeconds: 3_600, status: .active,
                    organisation: organisation, createdAt: now))
        }
        return Customer(id: id, name: name, bench: self)
    }

    /// Somebody of the operator, with a year's grant for each of the customers.
    package func staff(
        _ role: StaffRole, _ name: String = "ana", granted customers: [Customer] = [],
        of organisation: String? = nil
    ) async throws -> Person {
        let email = "\(name).\(role.rawValue)@\(organisation ?? "northgate").example"
        let (member, secret) = try await AddStaff(
            email: email, name: name.capitalized, role: role, organisation: organisation
        ).perform(on: service, in: context(.nobody))
        let person = Person(
            caller: .staff(member.id, role: role, person: .init(name: member.name, email: email)),
            token: secret,
            bench: self)
        for customer in customers { _ = try await customer.grant(person) }
        return person
    }

    package func analyst(_ name: String = "ana", granted customers: Customer...) async throws -> Person {
        try await staff(.analyst, name, granted: customers)
    }

    package func platformAdministrator() async throws -> Person { try await staff(.platformAdmin, "pia") }

    /// A partner of the operator's.
    package func partner(_ name: String) async throws -> OrganisationID {
        try await AddPartner(name: name).perform(on: service, in: platformAdministrator().context()).id
    }
}

extension Customer {
    /// Acts as Watchfloor itself inside this tenant.
    package var system: OperationContext { bench.context(.system("test", tenant: id)) }

    package func user(
        _ name: String, _ role: UserRole, isSecurityContact: Bool = false
    ) async throws -> Person {
        let user = try await AddUser(
            tenant: id, email: "\(name)@\(domain)", name: name.capitalized, role: role,
            isSecurityContact: isSecurityContact
        ).perform(on: bench.service, in: system)
        let token = try await IssueUserToken(tenant: id, user: user.id).perform(on: bench.service, in: system)
        return Person(
            caller: .user(user.id, tenant: id, role: role, person: .init(name: user.name, email: user.email)),
            token: token.secret, bench: bench)
    }

    /// Kim, who administers, and hears of incidents.
    package func administrator(_ name: String = "kim") async throws -> Person {
        try await user(name, .tenantAdmin, isSecurityContact: true)
    }

    package func sensor(_ name: String = "workspace") async throws -> TestSensor {
        let (sensor, key) = try await EnrolSensor(tenant: id, name: name).perform(
            on: bench.service, in: system)
        return TestSensor(caller: .sensor(sensor.id, tenant: id), key: key.secret, bench: bench)
    }

    @discardableResult
    package func grant(_ person: Person, for span: Duration = .days(365)) async throws -> Grant {
        try await GrantAccess(
            tenant: id, staff: person.staff, reason: "on duty", expiresAt: bench.clock.now() + span
        ).perform(on: bench.service, in: system).grant
    }

    /// Connects a directory in which these people have an account and two open sessions.
    @discardableResult
    package func directory(_ people: String...) async throws -> MemoryDirectory {
        let accounts = people.enumerated().map { index, email in
            DirectoryAccount(id: "10\(index)", primaryEmail: email, isSuspended: false)
        }
        let directory = MemoryDirectory(accounts, sessions: 2)
        bench.directories.add(directory, delegatedBy: "admin@\(domain)")
        try await ConnectDirectory(
            tenant: id,
            connector: ConnectorSettings(
                kind: .googleWorkspace, serviceAccountEmail: "watchfloor@\(name).iam.example",
                privateKeyPEM: "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
                delegatedAdmin: "admin@\(domain)")
        ).perform(on: bench.service, in: system)
        return directory
    }

    package func policy(
        _ mode: ResponseMode, protecting protected: [Entity] = [], approvalWindow: Duration = .hours(24)
    ) async throws {
        _ = try await SetResponsePolicy(
            tenant: id, kind: .revokeSessionsAndDisableUser, mode: mode, protected: protected,
            approvalWindowSeconds: Int(approvalWindow.components.seconds)
        ).perform(on: bench.service, in: system)
    }

    package func departed(_ person: String, at time: Timestamp? = nil) async throws {
        _ = try await RecordDeparture(
            tenant: id, person: person, leftAt: time ?? bench.clock.now() - .days(4)
        )
        .perform(on: bench.service, in: system)
    }
}
