import Synchronization

/// Wakes one loop when there is something to do. Ringing twice before anybody looks wakes once.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    package func ring() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.isRung = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when the bell is rung, was rung since the last wait, or `longest` has passed; at once when cancelled.
    package func wait(upTo longest: Duration) async {
        let timer = Task { [self] in
            guard (try? await Task.sleep(for: longest)) != nil else { return }
            ring()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
        timer.cancel()
    }
}

/// The bells of one process: rung after the commit that gave cause.
package struct Bells: Sendable {
    /// Work was queued.
    package let work = Bell()
    /// A tenant's stream has moved.
    package let stream = Bell()
    /// Something waits for its place in an audit log.
    package let audit = Bell()
    /// Other processes should hear of it.
    package let outward = Bell()
    /// A credential was ended: what was looked up before is looked up anew.
    package let credentials = CredentialEpoch()

    package init() {}

    /// Rings for what this process did.
    package func ring(
        work hasWork: Bool, stream hasMoved: Bool, audit isWaiting: Bool = false,
        credentials haveEnded: Bool = false
    ) {
        if hasWork { work.ring() }
        if hasMoved { stream.ring() }
        if isWaiting { audit.ring() }
        if haveEnded { credentials.advance(tellingOthers: true) }
        if hasWork || hasMoved || isWaiting || haveEnded { outward.ring() }
    }

    /// Rings for what another process did.
    package func ringInward() {
        work.ring()
        stream.ring()
        audit.ring()
    }
}

/// Counts how often a credential was ended. What was found in an earlier epoch may be found no more.
package final class CredentialEpoch: Sendable {
    private let epoch = Atomic<Int>(0)
    private let isUntold = Atomic(false)

    package init() {}

    package var current: Int { epoch.load(ordering: .acquiring) }

    /// `tellingOthers`: it happened here, and other processes do not know.
    package func advance(tellingOthers: Bool) {
        epoch.wrappingAdd(1, ordering: .acquiringAndReleasing)
        if tellingOthers { isUntold.store(true, ordering: .releasing) }
    }

    /// Whether other processes should be told; whoever asks tells them.
    package func takeUntold() -> Bool { isUntold.exchange(false, ordering: .acquiringAndReleasing) }
}
