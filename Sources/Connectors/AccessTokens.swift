import Vocabulary

/// A bearer token and when it ends.
struct AccessToken: Sendable {
    let value: String
    let expiresAt: Timestamp
}

/// Keeps one bearer token until shortly before its end.
actor AccessTokens {
    /// A token that ends while a request is under way costs a round trip; a minute covers slow clocks, too.
    static let margin: Duration = .seconds(60)

    private var token: AccessToken?

    /// The token at hand, else a new one. Two callers at once may both fetch, which does no harm.
    func value<Failure: Error>(
        at now: Timestamp, orFetch fetch: @Sendable () async throws(Failure) -> AccessToken
    ) async throws(Failure) -> String {
        if let token, now < token.expiresAt - Self.margin { return token.value }
        let fresh = try await fetch()
        token = fresh
        return fresh.value
    }

    /// Forgets a token that was refused, unless another has taken its place meanwhile.
    func discard(_ value: String) {
        if token?.value == value { token = nil }
    }
}
