import Vocabulary

extension Floor {
    /// Finds who holds a bearer credential.
    ///
    /// - Parameter bearer: the text after `Bearer `; it is neither logged nor kept.
    /// - Returns: the caller that the credential belongs to.
    /// - Throws: `Problem` 401 for anything that is not a live credential, whatever is wrong with it.
    package func authenticate(bearer: String) async throws -> Caller {
        let secret = Secret(presented: bearer)
        guard let kind = secret.kind, bearer.utf8.count <= 128 else { throw Problem.unauthenticated }
        guard let caller = try await store.caller(bySHA256: secret.sha256, kind: kind) else {
            throw Problem.unauthenticated
        }
        return caller
    }
}
