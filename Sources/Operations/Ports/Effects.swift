package import Vocabulary

/// Something to be done once a transaction is committed. It carries no payload; the payload stays in the tenant's table.
package struct Work: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// `ref` is an alert.
        case investigate
        /// `ref` is an effect.
        case deliver
        /// `ref` is a response action.
        case respond
        /// `ref` is a response action whose time is up.
        case expireResponse = "expire_response"
        /// `ref` is the tenant.
        case inheritSettings = "inherit_settings"

        /// Whether it reaches out of the service, and so waits while effects are held.
        package var isOutward: Bool {
            switch self {
            case .deliver, .respond, .expireResponse: true
            case .investigate, .inheritSettings: false
            }
        }
    }

    package let tenant: TenantID
    package let id: WorkID
    package let kind: Kind
    package let refHigh: UInt64
    package let refLow: UInt64
    package let fence: Int64
    /// How often it was begun, this time included.
    package let attempts: Int

    package init(
        tenant: TenantID, id: WorkID, kind: Kind, refHigh: UInt64, refLow: UInt64, fence: Int64, attempts: Int
    ) {
        self.tenant = tenant
        self.id = id
        self.kind = kind
        self.refHigh = refHigh
        self.refLow = refLow
        self.fence = fence
        self.attempts = attempts
    }

    package func ref<Noun>(as _: Noun.Type) -> Identifier<Noun> { Identifier(high: refHigh, low: refLow) }
}

/// One row of the ledger of everything that leaves.
package struct Effect: Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case mail, response
    }

    package enum State: String, Codable, Sendable {
        case pending, done, failed
    }

    package let id: EffectID
    package let tenant: TenantID
    package let kind: Kind
    /// The same key happens once in a tenant.
    package let dedupeKey: String
    package let payload: JSON
    package let state: State
    package let attempts: Int
    package let createdAt: Timestamp
    package let nextAttemptAt: Timestamp?
    package let finishedAt: Timestamp?
    package let lastReply: String?

    package init(
        id: EffectID, tenant: TenantID, kind: Kind, dedupeKey: String, payload: JSON, state: State,
        attempts: Int,
        createdAt: Timestamp, nextAttemptAt: Timestamp?, finishedAt: Timestamp?, lastReply: String?
    ) {
        self.id = id
        self.tenant = tenant
        self.kind = kind
        self.dedupeKey = dedupeKey
        self.payload = payload
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.nextAttemptAt = nextAttemptAt
        self.finishedAt = finishedAt
        self.lastReply = lastReply
    }
}

package protocol EffectWriting: Sendable {
    /// Writes the effect and the work that delivers it; nothing if its dedupe key was used before.
    func queue(_ effect: Effect, work: WorkID) async throws
    /// Asks for work once: a second request for the same kind and `ref` changes nothing while the first waits.
    func queue<Noun>(
        _ kind: Work.Kind, _ ref: Identifier<Noun>, work: WorkID, runAt: Timestamp
    ) async throws
    func effect(_ id: EffectID) async throws -> Effect?
    /// Records one attempt and where it leaves the effect; `retryAt` only while it is pending.
    func record(
        attemptOn effect: EffectID, state: Effect.State, reply: String, at now: Timestamp, retryAt: Timestamp?
    ) async throws

    /// Ends a piece of work, in the transaction of what it did.
    ///
    /// - Returns: false where the lease was lost: the caller must throw everything away.
    func finish(_ work: Work) async throws -> Bool
    /// Gives a piece of work back for a later try.
    func postpone(_ work: Work, until runAt: Timestamp) async throws -> Bool
}
