import Operations
import Vocabulary

enum Deliveries {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListDeliveries(tenant: call.tenant, page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, DeliveryView.init))
    }
}

/// What left and how it ended. The payload stays inside: a mail's text is nobody's list.
struct DeliveryView: Encodable {
    let id: EffectID
    let tenantID: TenantID
    let kind: Effect.Kind
    let dedupeKey: String
    let state: Effect.State
    let attempts: Int
    let createdAt: Timestamp
    let nextAttemptAt: Timestamp?
    let finishedAt: Timestamp?
    let lastReply: String?

    init(_ effect: Effect) {
        id = effect.id
        tenantID = effect.tenant
        kind = effect.kind
        dedupeKey = effect.dedupeKey
        state = effect.state
        attempts = effect.attempts
        createdAt = effect.createdAt
        nextAttemptAt = effect.nextAttemptAt
        finishedAt = effect.finishedAt
        lastReply = effect.lastReply
    }
}
