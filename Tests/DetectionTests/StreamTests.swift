import Detection
import Telemetry
import Testing
import Vocabulary

/// What must not matter: how the stream was cut, in which order it came within its lateness, what came twice,
/// and where the detector was stopped and taken up again.
@Suite struct `The stream` {
    /// A day with a bit of everything: ordinary work, a leaver, a stranger, a move of the tenant.
    private static func day(_ office: inout Office) -> [Event] {
        var events: [Event] = []
        for index in 0..<40 {
            let person = OfficeHistory.person(index)
            for step in 0..<6 {
                let second = 28_000 + step * 3_000 + index * 53
                let address = step < 4 ? "192.0.2.\(index + 1)" : "198.51.100.\(index + 1)"
                events.append(
                    step == 0
                        ? office.logIn(person, from: address, at: second)
                        : office.view(person, from: address, at: second))
            }
        }
        events.append(office.logIn(from: "2001:db8:77::5", at: 29_000))
        events.append(office.view(from: "2001:db8:77::5", at: 29_060))
        events.append(office.download(from: "2001:db8:77::5", at: 29_120))
        events.append(office.view(from: "2001:db8:77::6", at: 29_180))
        events.append(office.download("person12@acme.example", from: "203.0.113.200", at: 35_000))
        events.append(office.view("person12@acme.example", from: "203.0.113.200", at: 35_100))
        for index in 20..<30 {
            let person = OfficeHistory.person(index)
            events.append(office.download(person, from: "198.18.5.\(index)", at: 40_000 + index * 7))
        }
        return events.sorted { $0.time == $1.time ? $0.id < $1.id : $0.time < $1.time }
    }

    /// What a finding says, but for the counts in its words, which may differ by what is a few minutes old.
    private struct Told: Hashable {
        let model: String
        let subject: Entity
        let events: [EventID]
        let fingerprint: String
        let components: [String]

        init(_ finding: Finding) {
            model = finding.model
            subject = finding.subject
            events = finding.eventIDs
            fingerprint = finding.fingerprint
            components = finding.components.map(\.name)
        }
    }

    private struct Outcome: Equatable {
        var told: Set<Told> = []
        var count = 0
        var digest: UInt64 = 0
    }

    private let base: Office
    private let events: [Event]

    init() throws {
        var office = try Office()
        office.leaves()
        events = Self.day(&office)
        base = office
    }

    /// Takes the batches, with `restarts` stopping and taking up again after each.
    private func run(_ batches: [[Event]], restarts: Bool = false) throws -> Outcome {
        let models = try ShippedModels.load()
        var office = base
        var outcome = Outcome()
        func keep(_ findings: [Finding]) {
            outcome.told.formUnion(findings.map(Told.init))
            outcome.count += findings.count
        }
        for batch in batches {
            let last = batch.map(\.time).max() ?? Office.now
            while let deadline = office.detector.pendingDeadline, deadline <= last { keep(office.ticks()) }
            keep(office.put(.events(batch, isBackfill: false), at: last + .seconds(20)))
            if restarts {
                office.detector = try Detector(checkpoint: office.detector.checkpoint(), models: models)
            }
        }
        while office.detector.pendingDeadline != nil { keep(office.ticks()) }
        // An event a day later closes all that is before it.
        keep(office.happens(office.view(from: "192.0.2.8", at: 150_000)))
        outcome.digest = office.detector.closedStateDigest
        return outcome
    }

    @Test func `has its findings`() throws {
        let outcome = try run(events.map { [$0] })
        #expect(outcome.told.map(\.model).sorted() == [loginModel, downloadModel, downloadModel])
        #expect(outcome.count == 3)
    }

    @Test(arguments: 1...8) func `may be cut anywhere`(seed: Int) throws {
        var random = Draws(UInt64(seed))
        var batches: [[Event]] = []
        var rest = events[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...12, using: &random)
            batches.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(try run(batches) == run(events.map { [$0] }))
    }

    @Test(arguments: 1...8) func `may come in any order within its lateness`(seed: Int) throws {
        var random = Draws(UInt64(seed))
        // Each is up to nine minutes late, one less than is allowed for.
        var arrivals: [(time: Timestamp, event: Event)] = []
        for event in events {
            arrivals.append((event.time + .seconds(Int.random(in: 0..<540, using: &random)), event))
        }
        arrivals.sort { $0.time == $1.time ? $0.event.id < $1.event.id : $0.time < $1.time }
        let shuffled = arrivals.map(\.event)
        #expect(shuffled.map(\.id) != events.map(\.id))
        #expect(try run(shuffled.map { [$0] }) == run(events.map { [$0] }))
    }

    @Test(arguments: 1...4) func `may bring an event twice`(seed: Int) throws {
        var random = Draws(UInt64(seed))
        let doubled = events.flatMap { Bool.random(using: &random) ? [[$0], [$0]] : [[$0]] }
        #expect(try run(doubled) == run(events.map { [$0] }))
    }

    @Test func `may be left and taken up again after any entry`() throws {
        #expect(try run(events.map { [$0] }, restarts: true) == run(events.map { [$0] }))
    }

    @Test func `is not read twice`() throws {
        var office = base
        for event in events { _ = office.happens(event) }
        let before = office.detector.checkpoint()
        for entry in office.entries { #expect(office.detector.take(entry).isEmpty) }
        #expect(office.detector.checkpoint() == before)
    }

    @Test func `teaches the same whether the past comes at once or in parts, in order or not`() throws {
        let past = Office.history.events()
        func digest(_ batches: [[Event]]) -> UInt64 {
            var detector = Detector(tenant: Office.tenant, models: [], utcOffsetSeconds: 3_600)
            var position: Int64 = 0
            for batch in batches {
                position += Int64(batch.count)
                _ = detector.take(
                    StreamEntry(
                        position: position, receivedAt: Office.now, content: .events(batch, isBackfill: true))
                )
            }
            _ = detector.take(
                StreamEntry(
                    position: position + 1, receivedAt: Office.now, content: .events([], isBackfill: false)))
            return detector.closedStateDigest
        }
        let whole = digest([past])
        #expect(digest(past.map { [$0] }) == whole)
        #expect(digest([past + past.suffix(1)]) == whole)
        // Two neighbours a few minutes apart change places.
        var swapped = past
        for index in stride(from: 0, to: past.count - 1, by: 2)
        where past[index + 1].time - past[index].time < .minutes(9) {
            swapped.swapAt(index, index + 1)
        }
        #expect(digest([swapped]) == whole)
        #expect(digest([Array(past.dropFirst(1))]) != whole)
    }
}

struct Draws: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
