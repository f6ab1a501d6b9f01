/// Who did something, for audit entries, comments and timelines.
package enum Actor: Hashable, Sendable {
    case user(UserID, tenant: TenantID)
    case staff(StaffID)
    case sensor(SensorID, tenant: TenantID)
    /// Watchfloor itself, by the name of the part that acted: `detection`, `response`.
    case system(String)

    /// `user:0192…`, `staff:…`, `sensor:…`, `system:detection`: the form in the database and on the wire.
    package var description: String {
        switch self {
        case .user(let id, _): "user:\(id)"
        case .staff(let id): "staff:\(id)"
        case .sensor(let id, _): "sensor:\(id)"
        case .system(let name): "system:\(name)"
        }
    }
}
