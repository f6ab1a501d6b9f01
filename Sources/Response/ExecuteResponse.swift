package import Vocabulary

/// What the target says of itself after an action, read back from it.
package struct TargetState: Hashable, Codable, Sendable {
    package let isDisabled: Bool
    /// `nil` where the target cannot tell.
    package let sessionsRevoked: Bool?

    package init(isDisabled: Bool, sessionsRevoked: Bool?) {
        self.isDisabled = isDisabled
        self.sessionsRevoked = sessionsRevoked
    }
}

extension ResponseAction {
    /// How often a passing failure is tried again before the action counts as failed.
    package static let attemptsMax = 8

    /// A connector takes it. Beginning again after a lost worker counts as one more attempt.
    @discardableResult
    package mutating func begin(at now: Timestamp) throws(ResponseError) -> [ResponseChange] {
        switch state {
        case .approved, .executing: break
        case .proposed: throw .notApproved
        case .rejected: throw .rejectedAlready
        case .expired: throw .expired
        case .confirmed, .failed, .reverted: throw .wrongState(state)
        }
        // An attempt that began in time may finish late: leaving it half done would be worse.
        guard attempts > 0 || now < expiresAt else { throw .expired }
        attempts += 1
        executedAt = executedAt ?? now
        return state == .executing ? [] : enter(.executing)
    }

    /// Done, as the target itself says. What a connector was answered is not yet what is so.
    @discardableResult
    package mutating func confirm(
        _ readBack: TargetState, at now: Timestamp
    ) throws(ResponseError) -> [ResponseChange] {
        guard state == .executing else { throw .wrongState(state) }
        switch kind {
        case .revokeSessionsAndDisableUser:
            guard readBack.isDisabled, readBack.sessionsRevoked != false else { throw .notInEffect }
        }
        confirmedAt = now
        lastError = nil
        return enter(.confirmed)
    }

    /// An attempt did not work. Where another try may succeed (`isTransient`), the action goes back to `approved`, until
    /// `attemptsMax`.
    @discardableResult
    package mutating func fail(
        _ error: String, isTransient: Bool
    ) throws(ResponseError) -> [ResponseChange] {
        guard state == .executing else { throw .wrongState(state) }
        lastError = error
        return enter(isTransient && attempts < Self.attemptsMax ? .approved : .failed)
    }

    /// Records that the target was put back, as read back from it. A failed action may have been done in part, so it
    /// can be undone too.
    @discardableResult
    package mutating func revert(
        _ readBack: TargetState, at now: Timestamp
    ) throws(ResponseError) -> [ResponseChange] {
        switch state {
        case .confirmed, .failed: break
        case .reverted: throw .revertedAlready
        case .proposed, .approved, .rejected, .executing, .expired: throw .wrongState(state)
        }
        switch kind {
        case .revokeSessionsAndDisableUser:
            guard !readBack.isDisabled else { throw .stillInEffect }
        }
        revertedAt = now
        return enter(.reverted)
    }
}
