package import Tenancy
package import Vocabulary

/// Leave for one person of the operator to see one tenant.
package struct Grant: Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// Long, for the watch.
        case standing
        /// Asked for with a reason, and approved by somebody else.
        case justInTime = "just_in_time"
        /// Taken by the person itself because it burned.
        case breakGlass = "break_glass"
    }

    package enum State: String, Codable, Sendable {
        case live, expired, revoked
    }

    package let id: GrantID
    package let tenant: TenantID
    package let staff: StaffID
    package let kind: Kind
    /// Whether it reaches native records and the audit log's values, and not casework alone.
    package let readsEvidence: Bool
    package let reason: String
    package let grantedAt: Timestamp
    /// Who gave or approved it.
    package let grantedBy: Actor
    package let expiresAt: Timestamp
    package let revokedAt: Timestamp?
    package let revokedBy: Actor?
    /// What it answers to; only for `justInTime`.
    package let request: GrantRequestID?

    package init(
        id: GrantID, tenant: TenantID, staff: StaffID, kind: Kind = .standing, readsEvidence: Bool = true,
        reason: String, grantedAt: Timestamp, grantedBy: Actor, expiresAt: Timestamp,
        revokedAt: Timestamp? = nil, revokedBy: Actor? = nil, request: GrantRequestID? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.staff = staff
        self.kind = kind
        self.readsEvidence = readsEvidence
        self.reason = reason
        self.grantedAt = grantedAt
        self.grantedBy = grantedBy
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.revokedBy = revokedBy
        self.request = request
    }

    package func state(at now: Timestamp) -> State {
        if revokedAt != nil { return .revoked }
        return expiresAt <= now ? .expired : .live
    }
}

/// A person of the operator as others are told of them, also once they have left.
package struct StaffName: Hashable, Sendable {
    package let id: StaffID
    package let name: String
    package let role: StaffRole

    package init(id: StaffID, name: String, role: StaffRole) {
        self.id = id
        self.name = name
        self.role = role
    }
}

/// A tenant's grants, and who asks for one.
package protocol GrantWriting: Sendable {
    /// The grants by which this person of the operator may see this tenant now. Holds them until the transaction ends.
    func liveGrants(of staff: StaffID) async throws -> [Grant]

    /// Newest first, each with the time when it was last read by.
    func grants(_ page: PageRequest) async throws -> Page<(grant: Grant, lastUsedAt: Timestamp?)>
    func grant(_ id: GrantID) async throws -> Grant?
    func add(_ grant: Grant) async throws
    /// - Returns: false where there is no such grant or it is revoked already.
    func revokeGrant(_ id: GrantID, by actor: Actor, at now: Timestamp) async throws -> Bool

    /// Newest first.
    func grantRequests(_ page: PageRequest) async throws -> Page<GrantRequest>
    func grantRequest(_ id: GrantRequestID) async throws -> GrantRequest?
    /// Holds the request until the transaction ends.
    func lockGrantRequest(_ id: GrantRequestID) async throws -> GrantRequest?
    func hasOpenGrantRequest(of staff: StaffID, at now: Timestamp) async throws -> Bool
    func add(_ request: GrantRequest) async throws
    func update(_ request: GrantRequest) async throws
}

/// What of it the platform sees.
package protocol GrantPlatform: Sendable {
    /// Whoever these are, also those who have left.
    func names(of staff: Set<StaffID>) async throws -> [StaffID: StaffName]
    func tenant(ofGrantRequest id: GrantRequestID) async throws -> TenantID?
    /// Newest first: this person's own, and with `all` those of every tenant that its organisation answers for.
    func grantRequests(
        seenBy staff: StaffID, all: Bool, tenant: TenantID?, _ page: PageRequest
    ) async throws -> Page<(request: GrantRequest, tenantName: String)>
}
