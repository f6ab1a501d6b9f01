import Testing

@testable import Operations

@Suite struct `A bell` {
    @Test func `rung before anybody listens wakes the next who does`() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        let clock = ContinuousClock()
        let waited = await clock.measure { await bell.wait(upTo: .seconds(600)) }
        #expect(waited < .seconds(300))
    }

    @Test func `wakes whoever waits`() async {
        let bell = Bell()
        async let woken: Void = bell.wait(upTo: .seconds(600))
        await Task.yield()
        bell.ring()
        await woken
    }

    @Test func `that nobody rings lets go after the longest wait`() async {
        await Bell().wait(upTo: .milliseconds(20))
    }

    @Test func `lets a cancelled task go at once`() async {
        let bell = Bell()
        let task = Task { await bell.wait(upTo: .seconds(600)) }
        task.cancel()
        await task.value
    }
}
