package import Vocabulary

/// Everybody of the organisations that the caller administers for, also those who have left.
package struct ListStaff: Sendable {
    package let page: PageRequest

    package init(page: PageRequest = PageRequest()) {
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<StaffMember> {
        try await floor.administerPlatform(context) { platform, authority in
            try await platform.staff(page, of: authority.ownOnly)
        }
    }
}

/// Takes somebody in. Their first token is shown once.
package struct EngageStaff: Sendable {
    package let email: String
    package let name: String
    package let role: StaffRole
    /// The caller's own where it is not said.
    package let organisation: OrganisationID?

    package init(email: String, name: String, role: StaffRole, organisation: OrganisationID? = nil) {
        self.email = email
        self.name = name
        self.role = role
        self.organisation = organisation
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (member: StaffMember, secret: Secret, expiresAt: Timestamp) {
        let email = try EmailAddress.normalise(email, at: "/email")
        return try await floor.administerPlatform(context) { platform, authority in
            let belongsTo = organisation ?? authority.organisation
            guard try await platform.organisation(belongsTo, within: authority) != nil else {
                throw Problem(
                    .invalid, "There is no such organisation.",
                    faults: [FieldFault("/organisation_id", "unknown")])
            }
            let now = context.clock.now()
            let member = StaffMember(
                id: floor.identifiers.next(at: now), organisation: belongsTo, email: email, name: name,
                role: role
            )
            guard try await platform.add(member) else {
                throw Problem(.conflict, "Somebody with this address is here already, or was.")
            }
            try await platform.audit(
                "staff.added", "staff:\(member.id)", by: context, on: floor, after: member.audited)
            let secret = Secret(.person)
            let token: KeyID = floor.identifiers.next(at: now)
            let expiresAt = now + IssueUserToken.lifetime
            try await platform.addToken(
                token, ofStaff: member.id, sha256: secret.sha256, expiresAt: expiresAt)
            try await platform.audit(
                "staff_token.issued", "staff:\(member.id)", by: context, on: floor,
                after: ["token_id": .string("\(token)"), "expires_at": .string("\(expiresAt)")])
            return (member, secret, expiresAt)
        }
    }
}

/// Gives somebody another role, or lets them go: what they hold opens nothing from then on, and their grants end.
package struct ChangeStaff: Sendable {
    package let staff: StaffID
    /// What is not said stays as it is.
    package let name: String?
    package let role: StaffRole?
    package let isActive: Bool?
    /// The version that the caller last saw.
    package let expectedVersion: Int64

    package init(
        _ staff: StaffID, name: String? = nil, role: StaffRole? = nil, isActive: Bool? = nil,
        expectedVersion: Int64
    ) {
        self.staff = staff
        self.name = name
        self.role = role
        self.isActive = isActive
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> StaffMember {
        let (before, after) = try await floor.administerPlatform(context) { platform, authority in
            try await platform.holdStaff()
            guard let before = try await platform.staffRecord(staff), authority.reaches(before.organisation)
            else { throw Problem.notFound }
            guard before.version == expectedVersion else { throw Problem.changedMeanwhile }
            let departure: Timestamp? =
                switch isActive {
                case nil: before.deactivatedAt
                case true?: nil
                case false?: before.deactivatedAt ?? context.clock.now()
                }
            let after = StaffMember(
                id: staff, organisation: before.organisation, email: before.email, name: name ?? before.name,
                role: role ?? before.role, deactivatedAt: departure, version: before.version + 1)
            try await platform.update(after)
            if after.deactivatedAt != nil || after.role != before.role {
                try await platform.account(of: staff).endSessions(except: nil)
            }
            guard try await platform.hasAdministrator(of: .operator) else {
                throw Problem(.conflict, "The operator's last platform_admin stays.")
            }
            try await platform.audit(
                "staff.changed", "staff:\(staff)", by: context, on: floor, before: before.audited,
                after: after.audited)
            return (before, after)
        }
        // Once more where somebody comes back: a grant from before is none that anybody gave for now.
        if before.deactivatedAt != nil || after.deactivatedAt != nil {
            try await floor.endGrants(of: staff, in: context)
        }
        return after
    }
}

extension Floor {
    /// Ends somebody's grants tenant by tenant, each in its own transaction and with its own audit entry.
    func endGrants(of staff: StaffID, in context: OperationContext) async throws {
        while true {
            let granted = try await store.asStaff(staff) { try await $0.grantedTenants() }
            if granted.isEmpty { return }
            for tenant in granted {
                try await store.inTenant(tenant.id) { transaction in
                    let ended = try await transaction.revokeGrants(
                        of: staff, by: context.caller.actor, at: context.clock.now())
                    for grant in ended {
                        try await transaction.audit(
                            "grant.revoked", "grant:\(grant)", by: context, on: self,
                            reason: "the person has left")
                    }
                }
            }
        }
    }
}
