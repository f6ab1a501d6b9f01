import Casework
import Notifications
import Response
import Vocabulary

/// Carries out one approved action: acts on the target, reads it back, and writes down what the target says.
///
/// Acting twice does no harm (a disabled account stays disabled), so a worker that dies in between is simply followed
/// by another.
package struct ExecuteResponse: Sendable {
    package let work: Work

    package init(_ work: Work) {
        self.work = work
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let id = work.ref(as: Noun.ResponseAction.self)
        guard let begun = try await begin(id, on: floor, in: context) else { return }
        let attempt = await act(begun.action, through: begun.connector, on: floor)
        try await floor.store.inTenant(work.tenant) { transaction in
            guard var action = try await transaction.lockResponseAction(.id(id)) else { return }
            let now = context.clock.now()
            let effect = id.asserted(as: Noun.Effect.self)
            var outcome = attempt
            if case .inEffect(let state) = attempt {
                do throws(ResponseError) {
                    try action.confirm(state, at: now)
                } catch {
                    outcome = .failed(error.detail, isTransient: true, retryAfter: nil)
                }
            }
            switch outcome {
            case .inEffect:
                try await transaction.record(
                    attemptOn: effect, state: .done, reply: "confirmed by the target", at: now, retryAt: nil)
                try await confirmed(action, on: floor, in: context, transaction, at: now)
            case .failed(let detail, let isTransient, let retryAfter):
                try action.fail(detail, isTransient: isTransient)
                let retryAt =
                    action.state == .failed
                    ? nil : now + (retryAfter ?? Backoff.delay(attempt: work.attempts))
                try await transaction.record(
                    attemptOn: effect, state: retryAt == nil ? .failed : .pending, reply: detail, at: now,
                    retryAt: retryAt)
                if let retryAt {
                    try await transaction.update(action, at: now)
                    guard try await transaction.postpone(work, until: retryAt) else { throw LeaseLost() }
                    return
                }
                try await failed(action, on: floor, in: context, transaction, at: now)
            }
            try await transaction.update(action, at: now)
            guard try await transaction.finish(work) else { throw LeaseLost() }
        }
    }

    /// Writes down that an attempt begins, so that a crash is visible; ends the work where there is nothing to do.
    private func begin(
        _ id: ResponseActionID, on floor: Floor, in context: OperationContext
    ) async throws -> (action: ResponseAction, connector: ConnectorSettings?)? {
        try await floor.store.inTenant(work.tenant) { transaction in
            let now = context.clock.now()
            guard var action = try await transaction.lockResponseAction(.id(id)) else {
                _ = try await transaction.finish(work)
                return nil
            }
            do throws(ResponseError) {
                try action.begin(at: now)
            } catch {
                // Approved and never begun: left so, it would stand in the way of every later response to the target.
                if error == .expired, action.state == .approved {
                    try await transaction.lapse(
                        &action, "nobody began in time", on: floor, in: context, at: now)
                }
                try await transaction.record(
                    attemptOn: id.asserted(as: Noun.Effect.self), state: .failed, reply: error.detail,
                    at: now,
                    retryAt: nil)
                _ = try await transaction.finish(work)
                return nil
            }
            try await transaction.update(action, at: now)
            return (action, try await transaction.connector(.googleWorkspace))
        }
    }

    private enum Attempt {
        case inEffect(TargetState)
        case failed(String, isTransient: Bool, retryAfter: Duration?)
    }

    private func act(
        _ action: ResponseAction, through connector: ConnectorSettings?, on floor: Floor
    ) async -> Attempt {
        guard let connector else {
            return .failed("The tenant has connected no directory.", isTransient: false, retryAfter: nil)
        }
        do throws(DirectoryError) {
            let directory = try floor.directories.directory(connector)
            switch action.kind {
            case .revokeSessionsAndDisableUser:
                // Disabled first: a session that is revoked while the account is open can be opened again.
                try await directory.disable(action.target.name)
                try await directory.revokeSessions(of: action.target.name)
                let account = try await directory.account(action.target.name)
                return .inEffect(TargetState(isDisabled: account.isSuspended, sessionsRevoked: nil))
            }
        } catch {
            switch error {
            case .notFound:
                return .failed("The directory knows no such account.", isTransient: false, retryAfter: nil)
            case .unauthorised(let text):
                return .failed(
                    "The directory refused Watchfloor: \(text)", isTransient: false, retryAfter: nil)
            case .transient(let text, let retryAfter):
                return .failed(text, isTransient: true, retryAfter: retryAfter)
            case .permanent(let text):
                return .failed(text, isTransient: false, retryAfter: nil)
            }
        }
    }

    private func confirmed(
        _ action: ResponseAction, on floor: Floor, in context: OperationContext,
        _ transaction: any TenantTransaction, at now: Timestamp
    ) async throws {
        if let id = action.incident, var incident = try await transaction.lockIncident(id),
            incident.status != .closed
        {
            try incident.contain(at: now)
            try await transaction.update(incident, at: now)
        }
        try await settled(
            action, .confirmed, "the directory shows the account as disabled", on: floor, in: context,
            transaction,
            at: now)
    }

    private func failed(
        _ action: ResponseAction, on floor: Floor, in context: OperationContext,
        _ transaction: any TenantTransaction, at now: Timestamp
    ) async throws {
        try await settled(
            action, .failed, action.lastError ?? "no reason was given", on: floor, in: context, transaction,
            at: now)
    }

    private func settled(
        _ action: ResponseAction, _ outcome: ResponseTaken.Outcome, _ evidence: String, on floor: Floor,
        in context: OperationContext, _ transaction: any TenantTransaction, at now: Timestamp
    ) async throws {
        try await transaction.settle(action, outcome, evidence, on: floor, in: context, at: now)
    }
}

extension TenantTransaction {
    /// Tells of an action's outcome: on the timeline, in the audit log, by mail.
    func settle(
        _ action: ResponseAction, _ outcome: ResponseTaken.Outcome, _ evidence: String, on floor: Floor,
        in context: OperationContext, at now: Timestamp
    ) async throws {
        var named: NamedIncident?
        var severity = Severity.high
        if let id = action.incident, let incident = try await incident(.id(id)) {
            named = NamedIncident(id: id, reference: incident.reference)
            severity = incident.severity
            let kind: TimelineEntry.Kind =
                switch outcome {
                case .confirmed: .responseConfirmed
                case .failed: .responseFailed
                case .reverted: .responseReverted
                }
            try await note(
                kind, "\(action.reference): \(evidence).", on: .incident(id), at: now,
                by: context.caller.actor,
                ref: .responseAction(action.id), floor: floor, now: now)
        }
        try await audit(
            "response_action.\(outcome.rawValue)", "response_action:\(action.id)", by: context, on: floor,
            before: ["state": .string(outcome.stateBefore.rawValue)],
            after: ["state": .string(action.state.rawValue), "target": .string(action.target.key)])
        try await tell(
            .responseTaken(
                ResponseTaken(
                    tenant: try await self.named(), actionID: action.id, reference: action.reference,
                    incident: named, severity: severity, action: action.kind.sentence(action.target),
                    target: action.target, outcome: outcome, at: now,
                    authority: try await authority(of: action), evidence: evidence,
                    link: floor.links.action(action.id))),
            on: floor, at: now)
    }

    /// By whose leave, in words for the customer: their own people by name, the operator's as the floor.
    private func authority(of action: ResponseAction) async throws -> String {
        guard let decidedBy = action.decidedBy, let actor = Actor(decidedBy, tenant: tenant) else {
            return "your response policy"
        }
        switch actor {
        case .user(let id, _): return try await user(id)?.name ?? "a person of yours"
        case .staff: return "the floor"
        case .system, .sensor, .integration: return "your response policy"
        }
    }
}

extension ResponseTaken.Outcome {
    /// Where an action stood before it came to this.
    fileprivate var stateBefore: ResponseAction.State {
        switch self {
        case .confirmed, .failed: .executing
        case .reverted: .confirmed
        }
    }
}
