package import Telemetry
import Vocabulary

/// Opens a session for somebody who has proved who they are; the caller has seen to the proof.
package struct OpenSession: Sendable {
    package let holder: AccountHolder
    package let method: LogInMethod

    package init(for holder: AccountHolder, by method: LogInMethod) {
        self.holder = holder
        self.method = method
    }

    /// - Throws: `Problem` 401 where the person is not here any more.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> OpenedSession {
        try await floor.store.withAccount(of: holder) { account in
            try await account.openSession(by: method, on: floor, in: context)
        }
    }
}

extension AccountTransaction {
    func openSession(
        by method: LogInMethod, on floor: Floor, in context: OperationContext,
        alsoSaying facts: [String: JSON] = [:]
    ) async throws -> OpenedSession {
        let secret = Secret(.session)
        let id: SessionID = floor.identifiers.next(at: context.clock.now())
        let expiresAt = try await openSession(
            id, sha256: secret.sha256, method: method, client: context.client?.clientNetwork,
            lifetime: AccountRules.sessionLifetime, idle: AccountRules.sessionIdle)
        guard let expiresAt else { throw Problem.unauthenticated }
        var after: [String: JSON] = ["session_id": .string("\(id)"), "method": .string(method.rawValue)]
        for (name, value) in facts { after[name] = value }
        try await audit(
            "session.opened", by: holder.actor, in: context, on: floor, after: .object(after))
        return OpenedSession(id: id, holder: holder, secret: secret, expiresAt: expiresAt)
    }
}

extension Address {
    /// What stays the same for one line: an IPv4 address, or the half of an IPv6 address that the provider gives.
    package var clientNetwork: String { network(isIPv4 ? 32 : 64) }
}
