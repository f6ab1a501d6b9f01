import Mail
import Notifications
import Operations
import Response
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `The loops` {
    @Test(.timeLimit(.minutes(2)))
    func `bring a log-in to a disabled account by themselves, and leave nothing held`() async throws {
        let story = try await Break.prepare(.act)
        let loops = try floor.loops()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for loop in loops { group.addTask { try await loop() } }
            try await story.sensor.send(GoogleRecord.logIn(Break.lena, at: floor.clock.now()).line())
            // However slow the machine is: the loops poll, and the test waits for what they do.
            while floor.mail.sent.count < 2 { try await Task.sleep(for: .milliseconds(20)) }
            group.cancelAll()
            for try await _ in group {}
        }
        #expect(try await story.action()?.state == .confirmed)
        // What stops gives its shards back.
        let now = floor.clock.now()
        let free = try await floor.service.store.onPlatform {
            try await $0.claimShards(by: "next", now: now, lease: .seconds(10))
        }
        #expect(free.count == 256)
    }
}
