import Vocabulary

/// An owner's people, opened for one piece of administration.
struct IdentityAdministration {
    let people: any IdentityKeeping
    let audit: (_ action: String, _ before: JSON?, _ after: JSON?) async throws -> Void
    /// Every provider of an issuer, whosever it is.
    let providers: (_ issuer: String) async throws -> [IdentityProvider]
}

extension Floor {
    /// Opens a tenant's people to its administrators, or an organisation's to the platform's.
    func administer<Value: Sendable>(
        _ owner: IdentityProvider.Owner, _ context: OperationContext,
        _ body: (IdentityAdministration) async throws -> Value
    ) async throws -> Value {
        switch owner {
        case .tenant(let tenant):
            return try await administer(tenant, context) { transaction in
                try await body(
                    IdentityAdministration(
                        people: transaction,
                        audit: { action, before, after in
                            try await transaction.audit(
                                action, "tenant:\(tenant)", by: context, on: self, before: before,
                                after: after)
                        },
                        providers: { try await transaction.identityProviders(ofIssuer: $0) }))
            }
        case .organisation(let organisation):
            return try await administerPlatform(context) { platform, authority in
                guard authority.reaches(organisation) else { throw Problem.notFound }
                return try await body(
                    IdentityAdministration(
                        people: platform,
                        audit: { action, before, after in
                            try await platform.audit(
                                action, "organisation:\(organisation)", by: context, on: self, before: before,
                                after: after)
                        },
                        // The platform sees no tenant's settings, so the look-up is asked beside it.
                        providers: { try await store.identities(issuer: $0, subject: "").providers }))
            }
        }
    }
}

extension Caller {
    /// Asked before anything outside is; the transaction asks again.
    func mayAdminister(_ owner: IdentityProvider.Owner) -> Bool {
        switch owner {
        case .tenant(let named): may(.administerTenant) && (tenant == nil || tenant == named)
        case .organisation: may(.administerPlatform)
        }
    }
}

extension Problem {
    /// Another's tenant is no tenant.
    static func roleForbids(to caller: Caller, _ owner: IdentityProvider.Owner) -> Problem {
        if case .nobody = caller { return .unauthenticated }
        if case .tenant(let named) = owner, let own = caller.tenant, own != named { return .notFound }
        return .roleForbids
    }
}

extension IssuerError {
    /// As the administrator who names an issuer is told.
    var problem: Problem {
        switch self {
        case .forbidden(let reason), .unfit(let reason), .refused(let reason):
            Problem(
                .invalid, "The issuer cannot be used.", faults: [FieldFault("/issuer", reason)])
        case .unreachable(let reason):
            Problem(.unavailable, "The issuer is out of reach: \(reason).", retryAfterSeconds: 5)
        }
    }
}

extension ClientSecretChange {
    func leaves(_ had: Bool) -> Bool {
        switch self {
        case .keep: had
        case .remove: false
        case .set: true
        }
    }

    /// A secret that one issuer gave is never sent to another.
    var forNewIssuer: ClientSecretChange {
        if case .set = self { return self }
        return .remove
    }
}

extension IdentityProvider {
    var audited: JSON {
        [
            "issuer": .string(issuer), "client_id": .string(clientID),
            "audiences": .array(audiences.map(JSON.string)), "creates_users": .bool(rules.createsUsers),
            "email_domains": .array(rules.emailDomains.map(JSON.string)),
            "has_client_secret": .bool(hasClientSecret), "version": .integer(version),
        ]
    }
}
