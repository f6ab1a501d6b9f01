import Logging
import Vocabulary

/// Finds who bears an issuer's access token.
///
/// Only the signature's outcome is remembered between requests. Who trusts the issuer, who is bound to the subject,
/// whether they are active and in which role is asked with every request, so a deactivation counts at once.
package struct AuthenticateToken: Sendable {
    package let token: String

    package init(_ token: String) {
        self.token = token
    }

    /// - Throws: `Problem` 401 whatever is wrong with the token, 503 where the issuer's keys cannot be had.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Caller {
        do {
            return try await admitted(on: floor, in: context)
        } catch let refusal as TokenRefusal {
            context.logger.info("token refused", metadata: ["token.refusal": "\(refusal.rawValue)"])
            throw refusal
        }
    }

    private func admitted(on floor: Floor, in context: OperationContext) async throws -> Caller {
        let now = context.clock.now()
        if let known = await floor.tokens.recall(token, at: now) {
            let lookup = try await floor.lookUp(known)
            return try await identify(known, lookup, on: floor, in: context)
        }
        let compact = try CompactToken(token)
        try TokenPolicy.check(accessToken: compact.claims, type: compact.type, at: now)
        let subject = compact.claims.subject ?? ""
        let lookup = try await floor.store.identities(issuer: compact.issuer, subject: subject)
        // Nobody is asked for keys on a stranger's word.
        guard !lookup.providers.isEmpty else { throw TokenRefusal.issuer }
        let signed = try await floor.tokens.verify(compact, at: now)
        return try await identify(signed, lookup, on: floor, in: context)
    }

    private func identify(
        _ signed: SignedToken, _ lookup: IdentityLookup, on floor: Floor, in context: OperationContext
    ) async throws -> Caller {
        try TokenPolicy.check(accessToken: signed.claims, type: signed.type, at: context.clock.now())
        guard !lookup.providers.isEmpty else { throw TokenRefusal.issuer }
        let meant = lookup.providers.filter { $0.takes(accessToken: signed.claims) }
        guard let provider = meant.first else { throw TokenRefusal.audience }
        guard meant.count == 1 else { throw TokenRefusal.ambiguous }
        try TokenPolicy.check(partyOf: signed.claims, provider)
        if case .tenant(let tenant) = provider.owner, try await floor.lives(tenant) == .elsewhere {
            throw Problem.misdirected
        }
        let holder = lookup.holders.first { $0.owner == provider.owner }?.holder
        return try await IdentifyPerson(signed.claims, by: provider, known: holder)
            .perform(on: floor, in: context)
    }
}

extension Floor {
    fileprivate func lookUp(_ token: SignedToken) async throws -> IdentityLookup {
        try await store.identities(issuer: token.issuer, subject: token.claims.subject ?? "")
    }
}
