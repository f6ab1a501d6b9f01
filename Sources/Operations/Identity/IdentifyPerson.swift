import Vocabulary

/// Finds the person whom a provider's claims mean: by the subject, else once by a verified address, else, where the
/// provider may, by taking them in.
struct IdentifyPerson: Sendable {
    private let claims: Claims
    private let provider: IdentityProvider
    /// Who is bound to the subject already.
    private let known: IdentityHolder?

    init(_ claims: Claims, by provider: IdentityProvider, known: IdentityHolder?) {
        self.claims = claims
        self.provider = provider
        self.known = known
    }

    func perform(on floor: Floor, in context: OperationContext) async throws -> Caller {
        let role = provider.rules.role(of: claims)
        guard role != .none else { throw TokenRefusal.role }
        if let known, !isNews(role, to: known) { return try caller(known) }
        return try await settle(role, on: floor, in: context)
    }

    /// Whether the token says another role than the one held, and was issued after the one that gave it.
    private func isNews(_ role: ClaimedRole, to holder: IdentityHolder) -> Bool {
        guard case .role(let said) = role, said != holder.role, let issuedAt = claims.issuedAt else {
            return false
        }
        return holder.roleSaidAt.map { issuedAt > $0 } ?? true
    }

    private func settle(
        _ role: ClaimedRole, on floor: Floor, in context: OperationContext
    ) async throws -> Caller {
        let holder: IdentityHolder
        switch provider.owner {
        case .tenant(let tenant):
            let system = context.acting(as: .system("identity", tenant: tenant))
            holder = try await floor.store.inTenant(tenant) { transaction in
                let settled = try await settle(role, in: transaction, on: floor, in: context)
                for change in settled.changes {
                    try await transaction.audit(
                        change.action, "user:\(settled.holder.id)", by: system, on: floor, after: change.after
                    )
                }
                return settled.holder
            }
        case .organisation:
            holder = try await floor.store.onPlatform { platform in
                let settled = try await settle(role, in: platform, on: floor, in: context)
                for change in settled.changes {
                    try await platform.audit(
                        change.action, "staff:\(settled.holder.id)", by: context, on: floor,
                        after: change.after)
                }
                return settled.holder
            }
        }
        return try caller(holder)
    }

    private struct Settled {
        var holder: IdentityHolder
        var changes: [(action: String, after: JSON)] = []
    }

    private func settle(
        _ role: ClaimedRole, in people: some IdentityKeeping, on floor: Floor, in context: OperationContext
    ) async throws -> Settled {
        guard let subject = claims.subject else { throw TokenRefusal.subject }
        let (issuer, owner) = (provider.issuer, provider.owner)
        // The provider may have changed since the tenant was found.
        guard try await people.identityProvider(of: owner)?.version == provider.version else {
            throw TokenRefusal.issuer
        }
        if let bound = try await people.holder(issuer: issuer, subject: subject, in: owner) {
            guard bound.isActive else { throw TokenRefusal.nobody }
            guard case .role(let said) = role, isNews(role, to: bound) else { return Settled(holder: bound) }
            try await people.setRole(
                said, of: bound.id, issuer: issuer, subject: subject,
                saidAt: claims.issuedAt ?? context.clock.now(),
                in: owner)
            return Settled(
                holder: bound.with(role: said),
                changes: [("identity.role_changed", ["before": .string(bound.role), "role": .string(said)])])
        }
        return try await bind(subject, role, in: people, on: floor, in: context)
    }

    private func bind(
        _ subject: String, _ role: ClaimedRole, in people: some IdentityKeeping, on floor: Floor,
        in context: OperationContext
    ) async throws -> Settled {
        guard let email = provider.rules.email(of: claims) else { throw TokenRefusal.nobody }
        let (issuer, owner, now) = (provider.issuer, provider.owner, context.clock.now())
        var settled: Settled
        if let found = try await people.holder(email: email, in: owner) {
            // Whoever is bound stays bound: an address that is given to somebody else does not take its account along.
            guard found.isActive, try await !people.isBound(found.id, to: issuer, in: owner) else {
                throw TokenRefusal.nobody
            }
            settled = Settled(holder: found)
        } else {
            guard provider.rules.createsUsers, let given = role.given ?? provider.rules.defaultRole else {
                throw TokenRefusal.nobody
            }
            let added = IdentityHolder(
                id: floor.identifiers.next(at: now), email: email, name: name ?? email, role: given,
                isActive: true, roleSaidAt: nil)
            guard try await people.add(added, to: owner, at: now) else { throw TokenRefusal.nobody }
            settled = Settled(
                holder: added,
                changes: [("identity.person_added", ["email": .string(email), "role": .string(given)])])
        }
        let isNews = isNews(role, to: settled.holder)
        let issuedAt = claims.issuedAt ?? now
        try await people.bind(
            settled.holder.id, issuer: issuer, subject: subject,
            roleSaidAt: role.given == nil ? nil : issuedAt,
            in: owner, at: now)
        settled.changes.append(("identity.bound", ["issuer": .string(issuer), "subject": .string(subject)]))
        if isNews, let said = role.given {
            try await people.setRole(
                said, of: settled.holder.id, issuer: issuer, subject: subject, saidAt: issuedAt, in: owner)
            settled.changes.append(
                ("identity.role_changed", ["before": .string(settled.holder.role), "role": .string(said)]))
            settled.holder = settled.holder.with(role: said)
        }
        return settled
    }

    private var name: String? {
        guard let name = claims["name"]?.string else { return nil }
        let shown = name.prefix(200).filter { !$0.isNewline && $0 != "\0" }
        return shown.contains { !$0.isWhitespace } ? String(shown) : nil
    }

    private func caller(_ holder: IdentityHolder) throws -> Caller {
        let person = Caller.Person(name: holder.name, email: holder.email)
        switch provider.owner {
        case .tenant(let tenant):
            guard let role = UserRole(rawValue: holder.role) else { throw TokenRefusal.role }
            return .user(holder.id, tenant: tenant, role: role, person: person)
        case .organisation:
            guard let role = StaffRole(rawValue: holder.role) else { throw TokenRefusal.role }
            return .staff(holder.id.asserted(as: Noun.Staff.self), role: role, person: person)
        }
    }
}

extension ClaimedRole {
    fileprivate var given: String? {
        guard case .role(let role) = self else { return nil }
        return role
    }
}

extension IdentityHolder {
    fileprivate func with(role: String) -> Self {
        IdentityHolder(
            id: id, email: email, name: name, role: role, isActive: isActive, roleSaidAt: roleSaidAt)
    }
}

extension OperationContext {
    /// The same piece of work in another's name.
    func acting(as caller: Caller) -> OperationContext {
        OperationContext(
            caller: caller, requestID: requestID, client: client, clock: clock, logger: logger,
            idempotencyKey: idempotencyKey, session: session)
    }
}
