import Vocabulary

/// Where a tenant lives, seen from this node.
enum Residence {
    case here, elsewhere
}

extension Floor {
    /// A tenant that there is not lives nowhere, and whoever asks for it is told that by other means.
    func lives(_ tenant: TenantID) async throws -> Residence {
        guard let region = try await store.region(of: tenant) else { return .here }
        return region == settings.region ? .here : .elsewhere
    }
}

extension Problem {
    static let misdirected = Problem(
        .misdirected, "This tenant lives in another region, which this address does not serve.")
}
