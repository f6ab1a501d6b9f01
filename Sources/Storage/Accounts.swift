import Operations
import Postgres
import Vocabulary

/// One account. Users' and staff's tables have the same columns but for those that say whose a row is, so that each
/// statement stands once.
struct AccountScope: AccountTransaction {
    let holder: AccountHolder
    let transaction: Transaction
    let keyring: Keyring
    let signals: PendingSignals

    /// `user` or `staff`: what the tables' names begin with.
    var kind: Statement {
        switch holder {
        case .user: "user"
        case .staff: "staff"
        }
    }

    /// The people's own table, and the row there.
    var people: Statement {
        switch holder {
        case .user: "users"
        case .staff: "staff"
        }
    }

    var person: Statement {
        switch holder {
        case .user(let user, let tenant): "tenant_id = \(tenant) AND id = \(user)"
        case .staff(let staff): "id = \(staff)"
        }
    }

    /// What says whose a row is: the columns, their values, and both as a condition.
    var columns: Statement {
        switch holder {
        case .user: "tenant_id, user_id"
        case .staff: "staff_id"
        }
    }

    var values: Statement {
        switch holder {
        case .user(let user, let tenant): "\(tenant)::uuid, \(user)::uuid"
        case .staff(let staff): "\(staff)::uuid"
        }
    }

    var own: Statement {
        switch holder {
        case .user(let user, let tenant): "tenant_id = \(tenant) AND user_id = \(user)"
        case .staff(let staff): "staff_id = \(staff)"
        }
    }
}

extension TenantScope {
    func account(of user: UserID) -> any AccountTransaction {
        AccountScope(
            holder: .user(user, tenant: tenant), transaction: transaction, keyring: keyring, signals: signals)
    }
}

extension PlatformScope {
    func account(of staff: StaffID) -> any AccountTransaction {
        AccountScope(holder: .staff(staff), transaction: transaction, keyring: keyring, signals: signals)
    }
}

extension AccountScope {
    func append(
        _ id: AuditEntryID, _ action: String, by actor: Actor, at now: Timestamp, after: JSON?,
        request: RequestID
    ) async throws {
        switch holder {
        case .user(_, let tenant):
            let scope = TenantScope(
                tenant: tenant, transaction: transaction, keyring: keyring, signals: signals)
            try await scope.append(
                AuditEntry(
                    id: id, tenant: tenant, at: now, actor: actor, action: action, ref: holder.ref,
                    reason: nil,
                    before: nil, after: after, request: request))
        case .staff:
            // It appends alone: no region's work is handed out here.
            let scope = PlatformScope(
                transaction: transaction, keyring: keyring, signals: signals, region: "")
            try await scope.append(
                PlatformAuditEntry(
                    id: id, at: now, actor: actor.description, action: action, ref: holder.ref, reason: nil,
                    before: nil, after: after, request: request))
        }
    }
}
