import Crypto
import Vocabulary

extension TenantTransaction {
    /// Whether the caller made this very request before, under the same Idempotency-Key.
    ///
    /// - `request`: everything that the request says, so that a key used for another request is found out.
    /// - `new`: the id that the resource gets if this is the first time.
    /// - Returns: the id that the resource got the first time; `nil` where this is the first time.
    func repeated<Noun>(
        _ request: [String], of context: OperationContext, as new: Identifier<Noun>
    ) async throws -> Identifier<Noun>? {
        guard let key = context.idempotencyKey else { return nil }
        let digest = SHA256.hash(data: Array(request.joined(separator: "\u{1F}").utf8))
        let earlier = try await claim(
            idempotencyKey: Array(SHA256.hash(data: Array(key.utf8))), of: context.caller.actor.description,
            request: Array(digest), refHigh: new.high, refLow: new.low, at: context.clock.now())
        return earlier.map { Identifier(high: $0.high, low: $0.low) }
    }
}
