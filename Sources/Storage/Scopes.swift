import Postgres
import Vocabulary

extension Scope {
    /// Reads and writes one tenant.
    static func tenant(_ id: TenantID) -> Scope {
        Scope(settings: [Setting(name: "watchfloor.tenant_id", value: id.description)])
    }

    /// Reads, across the tenants of this person's live grants.
    static func staff(_ id: StaffID) -> Scope {
        Scope(
            role: "watchfloor_staff", settings: [Setting(name: "watchfloor.staff_id", value: id.description)])
    }

    /// Sees tables that hold no tenant's data.
    static let platform = Scope(role: "watchfloor_platform", settings: [])

    /// The look-up functions, which find a tenant by a key's hash.
    static let lookup = Scope(settings: [])
}
