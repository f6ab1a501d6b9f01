package import Tenancy
package import Vocabulary

/// The organisations that the caller administers for: all of them for the operator, itself for a partner.
package struct ListOrganisations: Sendable {
    package let page: PageRequest

    package init(page: PageRequest = PageRequest()) {
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Organisation> {
        try await floor.administerPlatform(context) { platform, authority in
            guard let own = authority.ownOnly else { return try await platform.organisations(page) }
            let found = try await platform.organisation(own)
            return Page(items: found.map { [$0] } ?? [], nextCursor: nil)
        }
    }
}

/// Takes a partner in, which belongs to the operator.
package struct AddPartner: Sendable {
    package let name: String

    package init(name: String) {
        self.name = name
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Organisation {
        try await floor.administerPlatform(context) { platform, authority in
            guard authority.ownOnly == nil else { throw Problem.roleForbids }
            let now = context.clock.now()
            let partner = Organisation(
                id: floor.identifiers.next(at: now), kind: .partner, name: name, createdAt: now)
            guard try await platform.add(partner) else {
                throw Problem(.conflict, "An organisation of this name is here already.")
            }
            try await platform.audit(
                "organisation.added", "organisation:\(partner.id)", by: context, on: floor,
                after: ["name": .string(name)])
            return partner
        }
    }
}

extension PlatformTransaction {
    /// An organisation, as far as it is the caller's business.
    func organisation(_ id: OrganisationID, within authority: Authority) async throws -> Organisation? {
        authority.reaches(id) ? try await organisation(id) : nil
    }
}
