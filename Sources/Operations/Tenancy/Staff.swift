package import Vocabulary

/// Takes somebody of the operator in and makes a token for them; the same address again only makes another token.
///
/// There is no caller to ask for leave: it is run by whoever can reach the database, to make the first person.
package struct AddStaff: Sendable {
    package let email: String
    package let name: String
    package let role: StaffRole

    package init(email: String, name: String, role: StaffRole) {
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
            var member = try await platform.staff(byEmail: email)
            if member == nil {
                let added = StaffMember(
                    id: floor.identifiers.next(at: now), email: email, name: name, role: role)
                try await platform.add(added)
                try await platform.audit(
                    "staff.added", "staff:\(added.id)", by: context, on: floor,
                    after: [
                        "email": .string(email), "name": .string(name), "role": .string(role.rawValue),
                    ])
                member = added
            }
            guard let member else { throw Problem.notFound }
            guard member.role == role else {
                throw Problem(.conflict, "\(email) is here as \(member.role.rawValue).")
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
