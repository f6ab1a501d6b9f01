package import Vocabulary

/// One account inside one transaction: a user's under its tenant's scope, or the operator's person's on the platform.
package protocol AccountTransaction: Sendable {
    var holder: AccountHolder { get }

    /// Lifetime and pause count from now by the database's clock, which also decides when a session has ended.
    ///
    /// - Returns: when the session ends; `nil` where the person is not here or was deactivated.
    func openSession(
        _ id: SessionID, sha256: [UInt8], method: LogInMethod, client: String?, lifetime: Duration,
        idle: Duration
    ) async throws -> Timestamp?
    /// Live ones, the newest first.
    func sessions() async throws -> [SessionRecord]
    /// - Returns: false where there is no such live session.
    func endSession(_ id: SessionID) async throws -> Bool
    /// Ends all live sessions but one.
    ///
    /// - Returns: how many were ended.
    @discardableResult
    func endSessions(except kept: SessionID?) async throws -> Int

    /// Writes down what happened to the account: in the tenant's audit log, or in the operator's own.
    func append(
        _ id: AuditEntryID, _ action: String, by actor: Actor, at now: Timestamp, after: JSON?,
        request: RequestID
    ) async throws
}

extension AccountTransaction {
    /// `actor`: the account's own person, where the credential does not say so yet.
    func audit(
        _ action: String, by actor: Actor? = nil, in context: OperationContext, on floor: Floor,
        after: JSON? = nil
    ) async throws {
        let now = context.clock.now()
        try await append(
            floor.identifiers.next(at: now), action, by: actor ?? context.caller.actor, at: now, after: after,
            request: context.requestID)
    }
}

extension Store {
    /// Opens an account under the scope that it belongs to.
    package func withAccount<Value: Sendable>(
        of holder: AccountHolder, _ body: (any AccountTransaction) async throws -> Value
    ) async throws -> Value {
        switch holder {
        case .user(let user, let tenant): try await inTenant(tenant) { try await body($0.account(of: user)) }
        case .staff(let staff): try await onPlatform { try await body($0.account(of: staff)) }
        }
    }
}
