package import Telemetry
package import Vocabulary

extension Floor {
    /// Finds who holds a person's or a program's bearer credential. A sensor's key is none: `AuthenticateSensor`.
    ///
    /// - `bearer`: the text after `Bearer `; it is neither logged nor kept.
    /// - `client`: from where it is presented; some credentials are good from some places alone.
    /// - `now`: to write down when it was used; `nil` where that is nobody's business.
    /// - Returns: the caller that the credential belongs to.
    /// - Throws: `Problem` 401 for anything that is not a live credential, whatever is wrong with it; 421 for a
    ///   credential of a tenant that lives in another region.
    package func authenticate(
        bearer: String, client: Address? = nil, at now: Timestamp? = nil
    ) async throws -> Caller {
        try await identify(bearer: bearer, client: client, at: now).caller
    }

    /// The same with the session, where the credential is one's.
    package func identify(
        bearer: String, client: Address? = nil, at now: Timestamp? = nil
    ) async throws -> Identity {
        let secret = Secret(presented: bearer)
        guard let kind = secret.kind, kind != .sensor, kind != .enrolment,
            bearer.utf8.count <= Secret.bytesMaximum
        else { throw Problem.unauthenticated }
        let identity = try await identity(secret, kind, client: client, at: now)
        if let tenant = identity.caller.tenant, try await lives(tenant) == .elsewhere {
            throw Problem.misdirected
        }
        return identity
    }

    private func identity(
        _ secret: Secret, _ kind: Secret.Kind, client: Address?, at now: Timestamp?
    ) async throws -> Identity {
        let found: Identity? =
            switch kind {
            case .session: try await store.session(bySHA256: secret.sha256)
            case .integration: try await integration(secret, client: client, at: now)
            case .person:
                try await store.caller(bySHA256: secret.sha256, kind: kind).map { Identity(caller: $0) }
            case .sensor, .enrolment: nil
            }
        guard let found else { throw Problem.unauthenticated }
        return found
    }
}
