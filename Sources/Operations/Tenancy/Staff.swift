import Tenancy
package import Vocabulary

/// Takes somebody of the operator or of a partner in and makes a token for them; the same address again only makes another token.
///
/// There is no caller to ask for leave: it is run by whoever can reach the database, to make the first person.
package struct AddStaff: Sendable {
    package let email: String
    package let name: String
    package let role: StaffRole
    /// By name; the operator's own where there is none.
    package let organisation: String?

    package init(email: String, name: String, role: StaffRole, organisation: String? = nil) {
        self.organisation = organisation
        self.email = email
        self.name = name
        self.role = role
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (member: StaffMember, secret: Secret) {
        let email = try EmailAddress.normalise(email, at: "/email")
        return try await floor.store.onPlatform { platform in
            let now = context.clock.now()
            let secret = Secret(.person)
            let belongsTo = try await platform.organisation(named: organisation)
            var member = try await platform.staff(byEmail: email)
            if member == nil {
                let added = StaffMember(
                    id: floor.identifiers.next(at: now), organisation: belongsTo, email: email, name: name,
                    role: role)
                guard try await platform.add(added) else {
                    throw Problem(.conflict, "\(email) was here and has left.")
                }
                try await platform.audit(
                    "staff.added", "staff:\(added.id)", by: context, on: floor, after: added.audited)
                member = added
            }
            guard let member else { throw Problem.notFound }
            guard member.role == role, member.organisation == belongsTo else {
                throw Problem(
                    .conflict, "\(email) is here as \(member.role.rawValue), or of another organisation.")
            }
            let (token, expiresAt): (KeyID, Timestamp) = (
                floor.identifiers.next(at: now), now + IssueUserToken.lifetime
            )
            try await platform.addToken(
                token, ofStaff: member.id, sha256: secret.sha256, expiresAt: expiresAt)
            try await platform.audit(
                "staff_token.issued", "staff:\(member.id)", by: context, on: floor,
                after: ["token_id": .string("\(token)"), "expires_at": .string("\(expiresAt)")])
            return (member, secret)
        }
    }
}

extension PlatformTransaction {
    fileprivate func organisation(named name: String?) async throws -> OrganisationID {
        guard let name else { return .operator }
        guard let found = try await organisation(byName: name) else {
            throw Problem(
                .invalid, "There is no organisation named \(name).",
                faults: [FieldFault("/organisation", "unknown")])
        }
        return found.id
    }
}

extension StaffMember {
    var audited: JSON {
        [
            "organisation_id": .string("\(organisation)"), "email": .string(email), "name": .string(name),
            "role": .string(role.rawValue), "is_active": .bool(deactivatedAt == nil),
        ]
    }
}
