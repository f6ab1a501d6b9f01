import Glibc

/// A moment on the clock that only goes forwards; `nil` never comes.
struct Deadline {
    private var instant: ContinuousClock.Instant?

    static let never = Deadline(instant: nil)

    private init(instant: ContinuousClock.Instant?) {
        self.instant = instant
    }

    init(after limit: Duration?) {
        instant = limit.map { ContinuousClock.now.advanced(by: $0) }
    }

    var isPast: Bool {
        guard let instant else { return false }
        return ContinuousClock.now >= instant
    }

    /// What `poll` takes: milliseconds rounded up, or -1 to wait for ever.
    var pollTimeout: CInt {
        guard let instant else { return -1 }
        let left = ContinuousClock.now.duration(to: instant)
        return left <= .zero ? 0 : CInt(clamping: left.milliseconds + 1)
    }

    func earlier(_ other: Deadline) -> Deadline {
        guard let mine = instant else { return other }
        guard let theirs = other.instant else { return self }
        return Deadline(instant: min(mine, theirs))
    }
}
