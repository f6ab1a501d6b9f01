import Operations
import Vocabulary

enum Departures {
    /// Ordered by person, so the cursor is a person and not an id.
    static func list(_ call: Call) async throws -> Answer {
        let limit = call.query["limit"]?.integer.flatMap(Int.init(exactly:)) ?? 50
        let page = try await ListDepartures(
            tenant: call.pathTenant(), page: PageRequest(limit: limit, cursor: call.query["cursor"]?.string)
        ).perform(on: call.floor, in: call.context)
        return try .ok(
            DeparturePageView(items: page.items.map(DepartureView.init), nextCursor: page.nextCursor))
    }

    static func record(_ call: Call) async throws -> Answer {
        let departure = try await RecordDeparture(
            tenant: call.pathTenant(), person: call.person(), leftAt: call.body.requiredValue("left_at")
        ).perform(on: call.floor, in: call.context)
        return try .ok(DepartureView(departure))
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        try await WithdrawDeparture(tenant: call.pathTenant(), person: call.person())
            .perform(on: call.floor, in: call.context)
        return .noContent
    }
}

extension Call {
    fileprivate func person() throws(Problem) -> String {
        guard let person = path["person"] else { throw .notFound }
        return person
    }
}

struct DepartureView: Encodable {
    let tenantID: TenantID
    let person: String
    let leftAt: Timestamp
    let recordedAt: Timestamp
    let recordedBy: String

    init(_ departure: Departure) {
        tenantID = departure.tenant
        person = departure.person
        leftAt = departure.leftAt
        recordedAt = departure.recordedAt
        recordedBy = departure.recordedBy.description
    }
}

private struct DeparturePageView: Encodable {
    let items: [DepartureView]
    let nextCursor: String?
}
