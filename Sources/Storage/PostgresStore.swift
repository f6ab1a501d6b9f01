package import Operations
package import Postgres
import Synchronization
package import Vocabulary

/// The store over PostgreSQL: every statement of the product stands in this target, and each runs under one scope.
package final class PostgresStore: Store {
    /// How often a transaction that lost a race (deadlock, serialisation) is run again.
    static let attemptsMaximum = 5

    let pool: PostgresPool
    private let keyring: Keyring
    private let bells: Bells
    let credentials: CredentialCache
    /// Whose tenants this node hands work out for.
    private let region: String
    /// Where tenants live does not change, so what was found out once holds.
    private let residences = Mutex<[TenantID: String]>([:])
    /// A few megabytes; past it everything is found out anew.
    private static let residencesMaximum = 50_000

    package init(pool: PostgresPool, keyring: Keyring, bells: Bells, region: String) {
        self.region = region
        credentials = CredentialCache(epoch: bells.credentials)
        self.pool = pool
        self.keyring = keyring
        self.bells = bells
    }

    package func inTenant<Value: Sendable>(
        _ tenant: TenantID, _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await retrying {
            let pending = PendingSignals()
            let value = try await pool.withTransaction(scope: .tenant(tenant)) { transaction in
                try await body(
                    TenantScope(tenant: tenant, transaction: transaction, keyring: keyring, signals: pending))
            }
            pending.ring(bells)
            return value
        }
    }

    package func asStaff<Value: Sendable>(
        _ staff: StaffID, _ body: (any StaffTransaction) async throws -> Value
    ) async throws -> Value {
        try await retrying {
            try await pool.withTransaction(scope: .staff(staff)) { transaction in
                try await body(StaffScope(transaction: transaction, keyring: keyring))
            }
        }
    }

    package func onPlatform<Value: Sendable>(
        _ body: (any PlatformTransaction) async throws -> Value
    ) async throws -> Value {
        try await retrying {
            let pending = PendingSignals()
            let value = try await pool.withTransaction(scope: .platform) { transaction in
                try await body(
                    PlatformScope(
                        transaction: transaction, keyring: keyring, signals: pending, region: region))
            }
            pending.ring(bells)
            return value
        }
    }

    package func caller(bySHA256 hash: [UInt8], kind: Secret.Kind) async throws -> Caller? {
        try await retrying { try await lookUpCaller(hash, kind) }
    }

    package func session(bySHA256 hash: [UInt8]) async throws -> Identity? {
        try await retrying { try await lookUpSession(hash) }
    }

    package func integration(bySHA256 hash: [UInt8]) async throws -> IntegrationCredential? {
        try await retrying {
            try await pool.run(
                scope: .lookup, "SELECT \(IntegrationCredential.lookup) FROM lookup_integration_key(\(hash))"
            ).first.map { try IntegrationCredential(row: $0) }
        }
    }

    package func region(of tenant: TenantID) async throws -> String? {
        if let known = residences.withLock({ $0[tenant] }) { return known }
        let found = try await retrying {
            try await pool.run(scope: .lookup, "SELECT region FROM lookup_region(\(tenant))").first?
                .decode(String.self)
        }
        guard let found else { return nil }
        residences.withLock { known in
            if known.count >= Self.residencesMaximum { known.removeAll(keepingCapacity: true) }
            known[tenant] = found
        }
        return found
    }

    package func tenant(ofSubscription subscription: SubscriptionID) async throws -> TenantID? {
        try await retrying {
            try await pool.run(scope: .lookup, "SELECT tenant_id FROM lookup_subscription(\(subscription))")
                .first?
                .decode(TenantID.self)
        }
    }

    private func lookUpCaller(_ hash: [UInt8], _ kind: Secret.Kind) async throws -> Caller? {
        switch kind {
        // A program's key is good only from where it may call, which `integration(bySHA256:)` tells.
        case .integration, .enrolment: return nil
        case .session: return try await lookUpSession(hash)?.caller
        case .sensor: return try await sensorCredential(bySHA256: hash)?.caller
        case .person:
            let found = try await pool.run(
                scope: .lookup,
                [
                    "SELECT tenant_id, user_id, role, email, name FROM lookup_user_token(\(hash))",
                    "SELECT staff_id, role, email, name FROM lookup_staff_token(\(hash))",
                ])
            if let row = found.first?.first {
                let (tenant, user, role, email, name) = try row.decode(
                    TenantID.self, UserID.self, UserRole.self, String.self, String.self)
                return .user(user, tenant: tenant, role: role, person: .init(name: name, email: email))
            }
            guard let row = found.last?.first else { return nil }
            let (staff, role, email, name) = try row.decode(
                StaffID.self, StaffRole.self, String.self, String.self)
            return .staff(staff, role: role, person: .init(name: name, email: email))
        }
    }

    /// Runs a transaction again where it lost a race, and says plainly where the database is away.
    func retrying<Value>(_ run: () async throws -> Value) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await run()
            } catch let error as PostgresError
                where error.isSerializationFailure && attempt < Self.attemptsMaximum
            {
                attempt += 1
            } catch let error as PostgresError where error.isUnavailable {
                throw Problem(.unavailable, "The database is out of reach.", retryAfterSeconds: 2)
            }
        }
    }
}

/// What a transaction gives cause for; rung once it is committed.
final class PendingSignals: Sendable {
    private let work = Atomic(false)
    private let stream = Atomic(false)
    private let audit = Atomic(false)
    private let credentials = Atomic(false)

    func workWasQueued() { work.store(true, ordering: .relaxed) }
    func streamHasMoved() { stream.store(true, ordering: .relaxed) }
    func auditWasWritten() { audit.store(true, ordering: .relaxed) }
    func credentialsHaveEnded() { credentials.store(true, ordering: .relaxed) }

    func ring(_ bells: Bells) {
        bells.ring(
            work: work.load(ordering: .relaxed), stream: stream.load(ordering: .relaxed),
            audit: audit.load(ordering: .relaxed), credentials: credentials.load(ordering: .relaxed))
    }
}
