package import Vocabulary

/// Tells a customer that somebody of the operator has let themselves in, at once and whatever they want to hear of.
package struct BreakGlassUsed: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let grantID: GrantID
    /// A grant has no short number.
    package let reference: String
    /// The name of whoever has done it.
    package let person: String
    package let role: StaffRole
    /// In their own words.
    package let reason: String
    package let readsEvidence: Bool
    package let takenAt: Timestamp
    package let expiresAt: Timestamp
    package let link: String

    package init(
        tenant: NamedTenant, grantID: GrantID, person: String, role: StaffRole, reason: String,
        readsEvidence: Bool, takenAt: Timestamp, expiresAt: Timestamp, link: String
    ) {
        self.tenant = tenant
        self.grantID = grantID
        reference = "BREAK-GLASS"
        self.person = person
        self.role = role
        self.reason = reason
        self.readsEvidence = readsEvidence
        self.takenAt = takenAt
        self.expiresAt = expiresAt
        self.link = link
    }
}
