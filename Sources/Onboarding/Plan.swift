/// What the operator sells under one of the marketplace's plan ids.
package struct Plan: Hashable, Codable, Sendable {
    /// The `planId` of the offer.
    package let id: String
    package let name: String
    /// How long events are kept.
    package let retentionDays: Int
    /// Seats covered where the plan is not sold by the seat; `nil` for no limit.
    package let includedSeats: Int?

    private enum CodingKeys: String, CodingKey {
        case id, name
        case retentionDays = "retention_days"
        case includedSeats = "included_seats"
    }

    package init(id: String, name: String, retentionDays: Int, includedSeats: Int? = nil) {
        self.id = id
        self.name = name
        self.retentionDays = retentionDays
        self.includedSeats = includedSeats
    }

    /// The plans of the offer as it is published; an operator with an offer of its own configures others.
    package static let standard = [
        Plan(id: "bronze", name: "Bronze", retentionDays: 30),
        Plan(id: "silver", name: "Silver", retentionDays: 90),
        Plan(id: "gold", name: "Gold", retentionDays: 365),
    ]
}
