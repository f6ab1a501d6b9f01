import Operations
import Synchronization
import Vocabulary

/// Remembers for a second which credentials let a sensor in, so that one that sends all the time is not looked up all
/// the time.
///
/// A revocation is heard on every node within a second of its commit: at once where it was made, as soon as the bell
/// is carried over elsewhere, and where that is lost by the end of the entry's life, which counts from before the
/// look-up began. Only what was found is remembered: who guesses leaves nothing here.
final class CredentialCache: Sendable {
    static let lifetime: Duration = .seconds(1)
    /// Some 300 bytes each. Past it the ended ones go, and if there are none, all: the next second brings them back.
    static let entriesMaximum = 20_000

    private struct Entry {
        let credential: SensorCredential
        let epoch: Int
        let end: ContinuousClock.Instant
    }

    private let epoch: CredentialEpoch
    private let now: @Sendable () -> ContinuousClock.Instant
    private let entries = Mutex<[[UInt8]: Entry]>([:])

    init(epoch: CredentialEpoch, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.epoch = epoch
        self.now = now
    }

    var count: Int { entries.withLock { $0.count } }

    /// Finds a credential by `proof`, the hash that it is looked up by.
    func credential(
        _ proof: [UInt8], lookUp: () async throws -> FoundCredential?
    ) async throws -> SensorCredential? {
        let (began, inEpoch) = (now(), epoch.current)
        let known = entries.withLock { $0[proof] }
        if let known, known.epoch == inEpoch, known.end > began { return known.credential }
        guard let found = try await lookUp() else {
            entries.withLock { _ = $0.removeValue(forKey: proof) }
            return nil
        }
        let life = min(Self.lifetime, found.timeLeft ?? Self.lifetime)
        // Whoever looked it up writes its use down; whoever finds it here need not.
        let kept = SensorCredential(
            sensor: found.credential.sensor, tenant: found.credential.tenant, id: found.credential.id,
            addresses: found.credential.addresses, isUseDue: false)
        entries.withLock { entries in
            if entries.count >= Self.entriesMaximum { Self.makeRoom(&entries, began) }
            entries[proof] = Entry(credential: kept, epoch: inEpoch, end: began + life)
        }
        return found.credential
    }

    private static func makeRoom(_ entries: inout [[UInt8]: Entry], _ now: ContinuousClock.Instant) {
        entries = entries.filter { $0.value.end > now }
        if entries.count >= entriesMaximum { entries.removeAll(keepingCapacity: true) }
    }
}

/// A credential as the look-up has it.
struct FoundCredential: Sendable {
    let credential: SensorCredential
    /// By the database's clock; `nil` where it does not end by itself.
    let timeLeft: Duration?
}
