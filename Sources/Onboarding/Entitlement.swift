/// What a tenant may use, by its plan and what it bought of it.
package struct Entitlement: Hashable, Codable, Sendable {
    /// Seats; `nil` for no limit.
    package let seats: Int?
    package let retentionDays: Int

    private enum CodingKeys: String, CodingKey {
        case seats
        case retentionDays = "retention_days"
    }

    package init(seats: Int?, retentionDays: Int) {
        self.seats = seats
        self.retentionDays = retentionDays
    }
}

extension Plan {
    /// What so many purchased seats of this plan entitle to; `nil` where the plan is not sold by the seat.
    package func entitlement(quantity: Int?) -> Entitlement {
        Entitlement(seats: quantity ?? includedSeats, retentionDays: retentionDays)
    }
}
