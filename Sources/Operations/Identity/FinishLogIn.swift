import Logging
import Vocabulary

/// Takes a browser in that comes back from its issuer.
package struct FinishLogIn: Sendable {
    /// What the issuer put into the address.
    package struct Answer: Sendable {
        package let state: String?
        package let code: String?
        /// Who answers (RFC 9207), where it says so.
        package let issuer: String?
        package let error: String?

        package init(state: String?, code: String?, issuer: String?, error: String?) {
            self.state = state
            self.code = code
            self.issuer = issuer
            self.error = error
        }
    }

    package struct Arrival: Sendable {
        package let caller: Caller
        package let owner: IdentityProvider.Owner
        /// A path here.
        package let returnTo: String
        package let claims: Claims
    }

    package let answer: Answer
    /// What the browser carried.
    package let cookie: String?

    package init(answer: Answer, cookie: String?) {
        self.answer = answer
        self.cookie = cookie
    }

    /// - Throws: `Problem` 401 for what is no end of a log-in that this browser began, 503 where the issuer is away.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Arrival {
        let now = context.clock.now()
        guard let cookie, let state = answer.state,
            let underway = LogInUnderway.opened(cookie, by: floor.sealing, at: now),
            underway.state == state, let owner = IdentityProvider.Owner(underway.owner)
        else { throw Problem.logInUnknown }
        let end = Timestamp(microseconds: underway.expiresAt)
        let isFirst = try await floor.store.onPlatform {
            try await $0.spend(logIn: underway.stateHash, until: end, at: now)
        }
        guard isFirst else { throw Problem.logInUnknown }
        guard let provider = try await floor.identityProvider(of: owner), provider.issuer == underway.issuer,
            provider.version == underway.providerVersion
        else { throw Problem.logInUnknown }
        do {
            return try await finish(underway, provider, on: floor, in: context)
        } catch let refusal as TokenRefusal {
            context.logger.info("log-in refused", metadata: ["token.refusal": "\(refusal.rawValue)"])
            throw refusal
        }
    }

    private func finish(
        _ underway: LogInUnderway, _ provider: IdentityProvider, on floor: Floor, in context: OperationContext
    ) async throws -> Arrival {
        let metadata = try await floor.metadata(of: provider)
        // Another issuer's answer in this one's place (mix-up).
        if metadata.namesItself || answer.issuer != nil {
            guard answer.issuer == provider.issuer else { throw TokenRefusal.issuer }
        }
        guard answer.error == nil, let code = answer.code else {
            throw Problem(.unauthenticated, "The identity provider did not log you in.")
        }
        let tokens = try await redeem(code, underway, provider, metadata, on: floor)
        let compact = try CompactToken(tokens.idToken)
        guard compact.issuer == provider.issuer else { throw TokenRefusal.issuer }
        let signed = try await floor.tokens.verify(compact, at: context.clock.now())
        try TokenPolicy.check(
            idToken: signed, of: provider, nonce: underway.nonce, accessToken: tokens.accessToken,
            at: context.clock.now())
        let lookup = try await floor.store.identities(
            issuer: provider.issuer, subject: signed.claims.subject ?? "")
        let caller = try await IdentifyPerson(
            signed.claims, by: provider,
            known: lookup.holders.first { $0.owner == provider.owner }?.holder
        ).perform(on: floor, in: context)
        return Arrival(
            caller: caller, owner: provider.owner, returnTo: underway.returnTo, claims: signed.claims)
    }

    private func redeem(
        _ code: String, _ underway: LogInUnderway, _ provider: IdentityProvider, _ metadata: IssuerMetadata,
        on floor: Floor
    ) async throws -> IssuedTokens {
        let secret = try await floor.clientSecret(of: provider.owner)
        do {
            return try await floor.issuers.redeem(
                CodeExchange(
                    code: code, verifier: underway.verifier, redirectURL: floor.callbackURL,
                    clientID: provider.clientID, clientSecret: secret),
                at: metadata)
        } catch {
            switch error {
            case .refused(let reason):
                throw Problem(.unauthenticated, "The identity provider did not take the code: \(reason).")
            case .forbidden(let reason), .unfit(let reason), .unreachable(let reason):
                throw Problem(
                    .unavailable, "The identity provider is out of reach: \(reason).", retryAfterSeconds: 5)
            }
        }
    }
}

extension Floor {
    fileprivate func clientSecret(of owner: IdentityProvider.Owner) async throws -> String? {
        switch owner {
        case .tenant(let tenant):
            try await store.inTenant(tenant) { try await $0.clientSecret(of: owner) }
        case .organisation:
            try await store.onPlatform { try await $0.clientSecret(of: owner) }
        }
    }
}

extension Problem {
    /// The same whether it was never begun here, is over, or has come back before.
    fileprivate static let logInUnknown = Problem(
        .unauthenticated, "This is not the end of a log-in that this browser has begun. Begin again.")
}
