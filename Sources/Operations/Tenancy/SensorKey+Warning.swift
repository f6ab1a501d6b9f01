package import Vocabulary

extension SensorKey {
    /// Why an administrator should look at a key now.
    package enum Warning: String, Codable, CaseIterable, Sendable {
        /// It ends within a fortnight, and no other key outlives it.
        case expiresSoon = "expires_soon"
        /// It is to end, a newer one is there, and the sensor still uses this one.
        case stillInUse = "still_in_use"
    }

    /// A change of key has to be asked for, approved and carried out before it.
    package static let warnsBefore: Duration = .days(14)
    /// Uses are written down to the minute; what is older than the new key by less is not told apart.
    static let useIsKnownTo: Duration = .minutes(2)

    package func isLive(at now: Timestamp) -> Bool {
        revokedAt == nil && expiresAt.map { $0 > now } ?? true
    }

    /// What to say of this key; `live` are the sensor's keys that open something now.
    package func warning(among live: [SensorKey], at now: Timestamp) -> Warning? {
        guard isLive(at: now), let expiresAt else { return nil }
        let longer = live.filter { $0.id != id && ($0.expiresAt.map { $0 > expiresAt } ?? true) }
        if longer.isEmpty { return expiresAt <= now + Self.warnsBefore ? .expiresSoon : nil }
        guard let newest = longer.map(\.createdAt).max(), newest > createdAt, let lastUsedAt,
            lastUsedAt > newest + Self.useIsKnownTo
        else { return nil }
        return .stillInUse
    }
}
