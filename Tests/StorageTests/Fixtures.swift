import Operations
import Postgres
import Storage
import TestFloor
import Vocabulary

/// A log-in without an id of its own: two that are equal are two.
func anonymous(_ person: String, second: Int = 0) -> String {
    GoogleRecord.logIn(person, at: TestClock.start + .seconds(second), qualifier: nil).line()
}

extension Customer {
    /// The ids of everything stored, in the order of the stream.
    func eventIDs() async throws -> [EventID] {
        try await floor.rows(
            "SELECT first_event_id, event_count FROM segments WHERE tenant_id = \(id) ORDER BY last_position"
        ).flatMap { row in
            let (first, count) = try row.decode(EventID.self, Int.self)
            return (0..<count).map(first.advanced)
        }
    }

    func inTenant<Value: Sendable>(
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await floor.service.store.inTenant(id, body)
    }
}
