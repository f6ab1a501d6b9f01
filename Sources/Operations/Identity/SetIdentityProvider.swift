package import Vocabulary

/// Lets an issuer say who a tenant's, or an organisation's, people are.
package struct SetIdentityProvider: Sendable {
    package let owner: IdentityProvider.Owner
    package let issuer: String
    package let clientID: String
    package let audiences: [String]
    package let rules: IdentityRules
    package let secret: ClientSecretChange

    package init(
        owner: IdentityProvider.Owner, issuer: String, clientID: String, audiences: [String],
        rules: IdentityRules, secret: ClientSecretChange
    ) {
        self.owner = owner
        self.issuer = issuer
        self.clientID = clientID
        self.audiences = audiences
        self.rules = rules
        self.secret = secret
    }

    /// - Throws: `Problem` 409 where a token could be meant for another's provider too, 422 for what cannot work, 503
    ///   where the issuer is away: it is asked once, so that a mistake shows now and not at the first log-in.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> IdentityProvider {
        guard context.caller.mayAdminister(owner) else {
            throw Problem.roleForbids(to: context.caller, owner)
        }
        let asked = provider(version: 1, hasSecret: false, at: context.clock.now())
        guard asked.faults.isEmpty else {
            throw Problem(.invalid, "The provider's settings are not usable.", faults: asked.faults)
        }
        let metadata: IssuerMetadata
        do {
            metadata = try await floor.issuers.metadata(of: issuer)
        } catch {
            throw error.problem
        }
        guard metadata.authorizationURL != nil || !audiences.isEmpty else {
            throw Problem(
                .invalid, "The issuer has no log-in, so its access tokens need an audience.",
                faults: [FieldFault("/audiences", "at least one")])
        }
        return try await floor.administer(owner, context) { opened in
            let before = try await opened.people.identityProvider(of: owner)
            try await opened.people.holdIssuer(issuer)
            let change = before.map { $0.issuer == issuer } ?? true ? secret : secret.forNewIssuer
            let saved = provider(
                version: (before?.version ?? 0) + 1,
                hasSecret: change.leaves(before?.hasClientSecret ?? false),
                at: context.clock.now())
            for other in try await opened.providers(issuer) where saved.overlaps(other) {
                throw Problem(
                    .conflict,
                    "Tokens of this issuer for this audience belong to another already. "
                        + "Give audiences and a client id of your own, or a required claim that tells yours apart."
                )
            }
            if let before, before.issuer != issuer {
                // Whom another issuer knew by a subject is not whom this one knows by it.
                _ = try await opened.people.removeIdentityProvider(of: owner)
            }
            try await opened.people.save(saved, secret: change)
            try await opened.audit("identity_provider.set", before?.audited ?? nil, saved.audited)
            return saved
        }
    }

    private func provider(version: Int64, hasSecret: Bool, at now: Timestamp) -> IdentityProvider {
        IdentityProvider(
            owner: owner, issuer: issuer, clientID: clientID, audiences: audiences, rules: rules,
            hasClientSecret: hasSecret, version: version, updatedAt: now)
    }
}

/// Reads it; never the secret.
package struct GetIdentityProvider: Sendable {
    package let owner: IdentityProvider.Owner

    package init(owner: IdentityProvider.Owner) {
        self.owner = owner
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> IdentityProvider {
        try await floor.administer(owner, context) { opened in
            guard let found = try await opened.people.identityProvider(of: owner) else {
                throw Problem.notFound
            }
            return found
        }
    }
}

/// Takes the issuer's word back. Sessions that it opened live on until they end or are ended.
package struct RemoveIdentityProvider: Sendable {
    package let owner: IdentityProvider.Owner

    package init(owner: IdentityProvider.Owner) {
        self.owner = owner
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(owner, context) { opened in
            guard let before = try await opened.people.identityProvider(of: owner) else {
                throw Problem.notFound
            }
            _ = try await opened.people.removeIdentityProvider(of: owner)
            try await opened.audit("identity_provider.removed", before.audited, nil)
        }
    }
}

/// Forgets by which subject somebody is known, so that the next log-in with their address binds them anew.
package struct UnbindIdentity: Sendable {
    package let owner: IdentityProvider.Owner
    package let person: UserID

    package init(owner: IdentityProvider.Owner, person: UserID) {
        self.owner = owner
        self.person = person
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(owner, context) { opened in
            guard try await opened.people.unbind(person, in: owner) else { throw Problem.notFound }
            try await opened.audit("identity.unbound", nil, ["person": .string("\(person)")])
        }
    }
}
