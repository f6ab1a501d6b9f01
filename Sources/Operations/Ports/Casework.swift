package import Casework
package import Vocabulary

package protocol AlertWriting: Sendable {
    /// The newest alert with this fingerprint, held until the transaction ends.
    func latestAlert(fingerprint: String) async throws -> Alert?
    func lockAlert(_ key: ItemKey<Noun.Alert>) async throws -> Alert?
    func insert(_ alert: Alert, at now: Timestamp) async throws
    func update(_ alert: Alert, at now: Timestamp) async throws
    func save(_ investigation: StoredInvestigation) async throws

    /// Incidents that are not closed and were heard of after `since`, held until the transaction ends.
    func lockOpenIncidents(since: Timestamp) async throws -> [Incident]
    func lockIncident(_ id: IncidentID) async throws -> Incident?
    func insert(_ incident: Incident, at now: Timestamp) async throws
    func update(_ incident: Incident, at now: Timestamp) async throws

    func append(_ entry: TimelineEntry) async throws
}

package protocol CaseWriting: Sendable {
    func lockCase(_ key: ItemKey<Noun.Case>) async throws -> Case?
    func insert(_ case: Case, at now: Timestamp) async throws
    func update(_ case: Case, at now: Timestamp) async throws
    func insert(_ comment: Comment) async throws
}

package protocol SupportWriting: Sendable {
    func lockSupportRequest(_ key: ItemKey<Noun.SupportRequest>) async throws -> SupportRequest?
    func insert(_ request: SupportRequest, at now: Timestamp) async throws
    func update(_ request: SupportRequest, at now: Timestamp) async throws
    func insert(_ message: SupportMessage) async throws
}
