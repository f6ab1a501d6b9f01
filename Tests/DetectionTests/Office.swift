import Detection
import Telemetry
import Vocabulary

/// A tenant of 40 people with 30 days behind it, and a stream to put things into.
struct Office {
    static let tenant = TenantID(high: 1, low: 2)
    static let now = Timestamp(seconds: 1_795_478_400)  // 2026-11-24T00:00:00Z
    static let history = OfficeHistory(people: 40, days: 30, until: now, seed: 11)
    static let leaver = OfficeHistory.person(7)

    var detector: Detector
    private var ids = IdentifierSource(seed: 99)
    /// What went into the stream since the history.
    private(set) var entries: [StreamEntry] = []

    /// With the models that ship, unless a test says otherwise.
    init(models: [Model]? = nil) throws {
        detector = Detector(
            tenant: Self.tenant, models: try models ?? ShippedModels.load(), utcOffsetSeconds: 3_600)
        let events = Self.history.events()
        for start in stride(from: 0, to: events.count, by: 1_000) {
            let batch = Array(events[start..<min(events.count, start + 1_000)])
            _ = detector.take(
                StreamEntry(
                    position: Int64(start + batch.count), receivedAt: Self.now,
                    content: .events(batch, isBackfill: true)))
        }
    }

    mutating func put(_ content: StreamEntry.Content, at time: Timestamp) -> [Finding] {
        let count = if case .events(let events, _) = content { max(1, events.count) } else { 1 }
        let last = entries.last?.position ?? detector.position
        let entry = StreamEntry(position: last + Int64(count), receivedAt: time, content: content)
        entries.append(entry)
        return detector.take(entry)
    }

    mutating func leaves(_ person: String = Self.leaver, at time: Timestamp = Self.now - .days(4)) {
        _ = put(.departure(person: person, leftAt: time), at: Self.now)
    }

    /// The events of one batch, received some seconds after the last of them.
    mutating func happens(_ events: Event...) -> [Finding] {
        put(.events(events, isBackfill: false), at: (events.map(\.time).max() ?? Self.now) + .seconds(20))
    }

    mutating func ticks() -> [Finding] {
        guard let deadline = detector.pendingDeadline else { return [] }
        return put(.tick, at: deadline)
    }

    mutating func logIn(_ person: String = Self.leaver, from address: String, at second: Int) -> Event {
        event(person, address, second, .authentication, 1, "login", "login_success", nil)
    }

    mutating func download(
        _ person: String = Self.leaver, _ type: String = "indd", from address: String, at second: Int
    ) -> Event {
        let file = Event.File(
            id: "1AbC", name: "brochure.\(type)", type: type, owner: Self.leaver, visibility: .external)
        return event(person, address, second, .fileHostingActivity, 99, "drive", "download", file)
    }

    mutating func view(_ person: String = Self.leaver, from address: String, at second: Int) -> Event {
        let file = Event.File(id: "2", name: "plan", type: "document", owner: nil, visibility: .internal)
        return event(person, address, second, .fileHostingActivity, 99, "drive", "view", file)
    }

    private mutating func event(
        _ person: String, _ address: String, _ second: Int, _ class: Event.Class, _ activity: Int,
        _ application: String, _ operation: String, _ file: Event.File?
    ) -> Event {
        let time = Self.now + .seconds(second)
        return Event(
            id: ids.next(at: time), source: .googleWorkspace, class: `class`, activityID: activity,
            operation: operation, application: application, time: time, status: .success,
            severity: .informational, actor: .init(name: person, nativeID: nil),
            sourceAddress: Address(address), file: file, targets: [], finding: nil, nativeID: nil)
    }
}

let loginModel = "saas.log-in-by-departed-user-from-new-network"
let downloadModel = "saas.unusual-download-of-externally-shared-google-workspace-file"
