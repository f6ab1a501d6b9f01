/// Who did something, for audit entries, comments and timelines.
package enum Actor: Hashable, Sendable {
    case user(UserID, tenant: TenantID)
    case staff(StaffID)
    case sensor(SensorID, tenant: TenantID)
    /// A program of the customer's own, or of one that it trusts.
    case integration(IntegrationID, tenant: TenantID)
    /// Watchfloor itself, by the name of the part that acted: `detection`, `response`.
    case system(String)

    /// `user:0192…`, `staff:…`, `sensor:…`, `system:detection`: the form in the database and on the wire.
    package var description: String {
        switch self {
        case .user(let id, _): "user:\(id)"
        case .staff(let id): "staff:\(id)"
        case .sensor(let id, _): "sensor:\(id)"
        case .integration(let id, _): "integration:\(id)"
        case .system(let name): "system:\(name)"
        }
    }
}

extension Actor {
    /// `tenant`: the tenant of the row that the text stood in; people and sensors of a customer belong to it.
    package init?(_ text: some StringProtocol, tenant: TenantID) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "user":
            guard let id = UserID(name) else { return nil }
            self = .user(id, tenant: tenant)
        case "staff":
            guard let id = StaffID(name) else { return nil }
            self = .staff(id)
        case "sensor":
            guard let id = SensorID(name) else { return nil }
            self = .sensor(id, tenant: tenant)
        case "integration":
            guard let id = IntegrationID(name) else { return nil }
            self = .integration(id, tenant: tenant)
        case "system":
            self = .system(String(name))
        default:
            return nil
        }
    }
}
