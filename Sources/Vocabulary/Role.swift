/// What a person of a customer may do.
package enum UserRole: String, Codable, CaseIterable, Sendable {
    case tenantAdmin = "tenant_admin"
    case tenantMember = "tenant_member"
    case tenantViewer = "tenant_viewer"
}

/// What a person of the operator may do, in tenants that a live grant names.
package enum StaffRole: String, Codable, CaseIterable, Sendable {
    case analyst, lead, hunter, support
    /// Administers; reads no evidence.
    case platformAdmin = "platform_admin"
}
