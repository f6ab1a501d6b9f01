package import Vocabulary

/// Who asks, as far as the credential says.
package enum Caller: Hashable, Sendable {
    /// Nobody known: only what needs no credential.
    case nobody
    case sensor(SensorID, tenant: TenantID)
    /// A program that a customer's administrators gave a key to, for what its scopes say.
    case integration(IntegrationID, tenant: TenantID, scopes: Set<IntegrationScope>)
    case user(UserID, tenant: TenantID, role: UserRole, person: Person)
    case staff(StaffID, role: StaffRole, person: Person)
    /// A part of Watchfloor itself, acting inside one tenant.
    case system(String, tenant: TenantID)

    package struct Person: Hashable, Sendable {
        package let name: String
        package let email: String

        package init(name: String, email: String) {
            self.name = name
            self.email = email
        }
    }

    /// The form in audit entries, comments and timelines.
    package var actor: Actor {
        switch self {
        case .nobody: .system("anonymous")
        case .sensor(let id, let tenant): .sensor(id, tenant: tenant)
        case .integration(let id, let tenant, _): .integration(id, tenant: tenant)
        case .user(let id, let tenant, _, _): .user(id, tenant: tenant)
        case .staff(let id, _, _): .staff(id)
        case .system(let name, _): .system(name)
        }
    }

    /// The one tenant that the caller belongs to; `nil` for the operator's people, who name it with each request.
    package var tenant: TenantID? {
        switch self {
        case .sensor(_, let tenant), .integration(_, let tenant, _), .user(_, let tenant, _, _),
            .system(_, let tenant):
            tenant
        case .nobody, .staff: nil
        }
    }
}
