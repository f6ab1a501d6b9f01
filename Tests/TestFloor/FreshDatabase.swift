package import Testing

/// Gives each test of a suite, or the suite as a whole, a floor over a database of its own.
package struct FreshDatabase: TestTrait, SuiteTrait, TestScoping {
    package let isRecursive: Bool

    @concurrent package func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        // A recursive trait is also asked for the function around its cases; each case gets its own.
        if isRecursive, testCase == nil { return try await function() }
        try await Seats.shared.take()
        do {
            let bench = try await Bench.open()
            do {
                try await Bench.$current.withValue(bench) { try await function() }
            } catch {
                await bench.close()
                throw error
            }
            await bench.close()
        } catch {
            await Seats.shared.leave()
            throw error
        }
        await Seats.shared.leave()
    }
}

extension Trait where Self == FreshDatabase {
    /// A database for each test.
    package static var freshDatabase: Self { Self(isRecursive: true) }
    /// One database that the suite's tests share, for what none of them changes for another.
    package static var sharedDatabase: Self { Self(isRecursive: false) }
}

/// How many floors are open at the same time: the testing library would open them all at once.
private actor Seats {
    static let shared = Seats(4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    func take() async throws {
        try Task.checkCancellation()
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        free += 1
    }
}
