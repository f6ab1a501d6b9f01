import Vocabulary

extension Floor {
    /// Finds who holds a bearer credential.
    ///
    /// - Parameter bearer: the text after `Bearer `; it is neither logged nor kept.
    /// - Returns: the caller that the credential belongs to.
    /// - Throws: `Problem` 401 for anything that is not a live credential, whatever is wrong with it.
    package func authenticate(bearer: String) async throws -> Caller {
        try await identify(bearer: bearer).caller
    }

    /// The same with the session, where the credential is one's.
    package func identify(bearer: String) async throws -> Identity {
        let secret = Secret(presented: bearer)
        guard let kind = secret.kind, bearer.utf8.count <= 128 else { throw Problem.unauthenticated }
        if kind == .session {
            guard let identity = try await store.session(bySHA256: secret.sha256) else {
                throw Problem.unauthenticated
            }
            return identity
        }
        guard let caller = try await store.caller(bySHA256: secret.sha256, kind: kind) else {
            throw Problem.unauthenticated
        }
        return Identity(caller: caller)
    }
}
