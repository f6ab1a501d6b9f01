import Detection
import Telemetry
import Testing
import Vocabulary

@Suite struct `A checkpoint` {
    /// A small state with something of everything in it.
    private func detector() throws -> Detector {
        var office = try Office()
        office.leaves()
        _ = office.happens(office.logIn(from: "2001:db8:77::5", at: 19_510))
        _ = office.happens(office.download("person12@acme.example", from: "203.0.113.9", at: 19_600))
        return office.detector
    }

    @Test func `gives back the state that wrote it`() throws {
        let detector = try detector()
        let bytes = detector.checkpoint()
        let read = try Detector(checkpoint: bytes, models: ShippedModels.load())
        #expect(read.checkpoint() == bytes)
        #expect(read.tenant == Office.tenant)
        #expect(read.position == detector.position)
        #expect(read.pendingDeadline == detector.pendingDeadline)
        #expect(read.closedStateDigest == detector.closedStateDigest)
    }

    @Test func `is small`() throws {
        // Forty people: 2 KB each, and as much again for the tenant.
        #expect(try detector().checkpoint().count < 160_000)
    }

    @Test func `is refused with any bit flipped`() throws {
        var bytes = try detector().checkpoint()
        for index in stride(from: 5, to: bytes.count, by: 997) {
            bytes[index] ^= 1 << UInt8(index % 8)
            #expect(throws: CheckpointError.damaged) { try Detector(checkpoint: bytes, models: []) }
            bytes[index] ^= 1 << UInt8(index % 8)
        }
        bytes[0] ^= 1
        #expect(throws: CheckpointError.notACheckpoint) { try Detector(checkpoint: bytes, models: []) }
    }

    @Test func `is refused when it is cut short`() throws {
        let bytes = try detector().checkpoint()
        for length in stride(from: 0, to: bytes.count, by: 1_009) {
            #expect(throws: CheckpointError.self) {
                try Detector(checkpoint: Array(bytes[..<length]), models: [])
            }
        }
    }

    @Test func `is refused when a later version wrote it`() throws {
        var bytes = try detector().checkpoint()
        bytes[4] = 9
        // FNV-1a of all but itself, as the format says.
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes.dropLast(8) { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        for index in 0..<8 {
            bytes[bytes.count - 8 + index] = UInt8(truncatingIfNeeded: sum >> UInt64(56 - 8 * index))
        }
        #expect(throws: CheckpointError.newerVersion(9)) { try Detector(checkpoint: bytes, models: []) }
    }
}

@Suite struct `The state` {
    private func event(_ index: Int, ids: inout IdentifierSource, draws: inout Draws, address: Address)
        -> Event
    {
        let time = Office.now + .milliseconds(index * 100)
        let word = String(draws.next(), radix: 36)
        return Event(
            id: ids.next(at: time), source: .googleWorkspace, class: .fileHostingActivity, activityID: 99,
            operation: "download", application: "drive", time: time, status: .success,
            severity: .informational, actor: .init(name: "\(word)@acme.example", nativeID: nil),
            sourceAddress: address,
            file: .init(id: word, name: word, type: word, owner: nil, visibility: .external), targets: [],
            finding: nil, nativeID: nil)
    }

    @Test func `stays bounded when every event brings new names, networks and types`() throws {
        var detector = Detector(tenant: Office.tenant, models: try ShippedModels.load(), utcOffsetSeconds: 0)
        var ids = IdentifierSource(seed: 3)
        var draws = Draws(4)
        var sizes: [Int] = []
        var position: Int64 = 0
        for round in 0..<8 {
            let events = (0..<6_000).map { index in
                let address = Address(high: draws.next() >> 1, low: draws.next(), isIPv4: false)
                return event(round * 6_000 + index, ids: &ids, draws: &draws, address: address)
            }
            position += 6_000
            let received = (events.last?.time ?? Office.now) + .seconds(1)
            _ = detector.take(
                StreamEntry(
                    position: position, receivedAt: received, content: .events(events, isBackfill: round < 4))
            )
            sizes.append(detector.checkpoint().count)
        }
        // 10,000 entities of one event each, the tenant's own counts, and what waits: ten minutes, or 50,000
        // events.
        #expect(sizes.allSatisfy { $0 < 6_000_000 })
        let last = try #require(sizes.last)
        #expect(last < sizes[3] * 3 / 2)
    }

    @Test func `of one entity stays below 16 KB whatever it does`() throws {
        // The same events twice, once without saying who did it, which teaches the tenant alone.
        func size(of actor: Event.Person?) throws -> Int {
            var detector = Detector(tenant: Office.tenant, models: [], utcOffsetSeconds: 0)
            var ids = IdentifierSource(seed: 3)
            var draws = Draws(4)
            let events = (0..<4_000).map { index in
                let address = Address(high: draws.next() >> 1, low: draws.next(), isIPv4: false)
                var one = event(index, ids: &ids, draws: &draws, address: address)
                one.operation = one.file?.id ?? ""
                one.actor = actor
                return one
            }
            for (position, isBackfill) in [(Int64(1), true), (2, false)] {
                _ = detector.take(
                    StreamEntry(
                        position: position, receivedAt: Office.now + .days(1),
                        content: .events(isBackfill ? events : [], isBackfill: isBackfill)))
            }
            if let actor {
                let told = detector.explain(entity: Entity(.user, actor.name))
                #expect(told["network"]?["values"]?.array?.count == 64)
            }
            return detector.checkpoint().count
        }
        let entity = try size(of: .init(name: "busy@acme.example", nativeID: nil)) - size(of: nil)
        #expect(entity > 4_096)
        #expect(entity < 16_384)
    }
}
