import Casework
import Notifications
package import Response
package import Vocabulary

/// Undoes an action: enables the account again, reads it back, and opens the incident's containment.
package struct RevertResponse: Sendable {
    package let key: ItemKey<Noun.ResponseAction>
    package let tenant: TenantID?
    package let reason: String

    package init(_ key: ItemKey<Noun.ResponseAction>, tenant: TenantID?, reason: String) {
        self.key = key
        self.tenant = tenant
        self.reason = reason
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> ResponseAction {
        let tenant = try await floor.locate(key, .responseAction, tenant: tenant, context)
        let permission: Permission =
            if case .user = context.caller { .decideForCustomer } else { .decideForFloor }
        let found = try await floor.transact(context, in: tenant, for: permission) { transaction in
            (try await transaction.responseAction(key), try await transaction.connector(.googleWorkspace))
        }
        guard let action = found.0 else { throw Problem.notFound }
        switch action.state {
        case .confirmed, .failed: break
        case .reverted: throw ResponseError.revertedAlready
        default: throw ResponseError.wrongState(action.state)
        }
        guard let connector = found.1 else {
            throw Problem(.conflict, "The tenant has connected no directory.")
        }
        let state = try await putBack(action, through: connector, on: floor)
        return try await floor.transact(context, in: tenant, for: permission) { transaction in
            guard var action = try await transaction.lockResponseAction(key) else { throw Problem.notFound }
            let now = context.clock.now()
            try action.revert(state, at: now)
            try await transaction.update(action, at: now)
            if let id = action.incident, var incident = try await transaction.lockIncident(id),
                incident.status != .closed
            {
                try incident.release()
                try await transaction.update(incident, at: now)
            }
            try await transaction.settle(
                action, .reverted, "undone, the account is enabled again: \(reason)", on: floor, in: context,
                at: now)
            return action
        }
    }

    private func putBack(
        _ action: ResponseAction, through connector: ConnectorSettings, on floor: Floor
    ) async throws -> TargetState {
        do throws(DirectoryError) {
            let directory = try floor.directories.directory(connector)
            try await directory.enable(action.target.name)
            let account = try await directory.account(action.target.name)
            return TargetState(isDisabled: account.isSuspended, sessionsRevoked: nil)
        } catch {
            switch error {
            case .notFound: throw Problem(.conflict, "The directory knows no such account.")
            case .unauthorised: throw Problem(.conflict, "The directory refuses Watchfloor's credentials.")
            case .transient(_, let retryAfter):
                throw Problem(
                    .unavailable, "The directory is out of reach.",
                    retryAfterSeconds: Int(retryAfter?.components.seconds ?? 30))
            case .permanent: throw Problem(.conflict, "The directory refuses.")
            }
        }
    }
}
