import Telemetry
import Vocabulary

extension ModelTest {
    init(node: StrictNode) throws(ModelError) {
        self = try node.fields { fields throws(ModelError) in
            ModelTest(
                name: try fields.required("name").string(),
                history: try fields.optional("history").map(OfficeHistory.init(node:)),
                past: try fields.list("past", ModelTestEvent.init(node:)),
                departed: try Self.departed(fields.optional("departed")),
                events: try fields.list("events", ModelTestEvent.init(node:)),
                expect: try fields.required("expect").named(Expectation.self),
                because: try fields.list("because") { node throws(ModelError) in try node.string() },
                without: try fields.list("without") { node throws(ModelError) in try node.string() })
        }
        guard !events.isEmpty else { throw node.refused("events is missing") }
    }

    private static func departed(_ node: StrictNode?) throws(ModelError) -> [String: Timestamp] {
        guard let node else { return [:] }
        return try node.fields { fields throws(ModelError) in
            var departed: [String: Timestamp] = [:]
            for (person, node) in fields.all() { departed[person] = try Timestamp(node: node) }
            return departed
        }
    }
}

extension OfficeHistory {
    /// Enough for a tenant of some size and a season; a test has to stay quick.
    private static let peopleMaximum = 500
    private static let daysMaximum = 120

    init(node: StrictNode) throws(ModelError) {
        self = try node.fields { fields throws(ModelError) in
            OfficeHistory(
                people: try fields.required("people").integer(), days: try fields.required("days").integer(),
                until: try Timestamp(node: try fields.required("until")),
                seed: UInt64(max(0, try fields.required("seed").integer())),
                hired: try fields.list("hired") { node throws(ModelError) in
                    try node.fields { fields throws(ModelError) in
                        Hire(
                            person: try fields.required("person").string(),
                            days: try fields.required("days").integer())
                    }
                })
        }
        guard (1...Self.peopleMaximum).contains(people), (1...Self.daysMaximum).contains(days) else {
            throw node.refused("1 to \(Self.peopleMaximum) people, 1 to \(Self.daysMaximum) days")
        }
    }
}

extension ModelTestEvent {
    init(node: StrictNode) throws(ModelError) {
        self = try node.fields { fields throws(ModelError) in
            let file = try fields.optional("file").map(Event.File.init(node:))
            let isLogIn = file == nil
            let people = fields.optional("people")
            let event = ModelTestEvent(
                at: try Timestamp(node: try fields.required("at")),
                person: try fields.optional("person")?.string() ?? OfficeHistory.person(0),
                people: try people?.integer() ?? 1,
                everySeconds: try fields.optional("every_seconds")?.integer() ?? 5,
                source: try fields.optional("source")?.named(Source.self) ?? .googleWorkspace,
                class: try fields.optional("class").map(Event.Class.init(node:))
                    ?? (isLogIn ? .authentication : .fileHostingActivity),
                activityID: try fields.optional("activity")?.integer() ?? (isLogIn ? 1 : 2),
                application: try fields.optional("application")?.string() ?? (isLogIn ? "login" : "drive"),
                operation: try fields.optional("operation")?.string()
                    ?? (isLogIn ? "login_success" : "download"),
                status: try fields.optional("status").map(Event.Status.init(node:)) ?? .success,
                address: try fields.optional("address").map(Address.init(node:)), file: file)
            guard (1...1_000).contains(event.people) else {
                throw (people ?? fields.place).refused("1 to 1,000")
            }
            return event
        }
    }
}

extension Event.File {
    fileprivate init(node: StrictNode) throws(ModelError) {
        self = try node.fields { fields throws(ModelError) in
            let name = try fields.required("name").string()
            return Event.File(
                id: try fields.optional("id")?.string() ?? name, name: name,
                type: try fields.required("type").string(), owner: try fields.optional("owner")?.string(),
                visibility: try Visibility(node: try fields.required("visibility")))
        }
    }
}

extension Address {
    fileprivate init(node: StrictNode) throws(ModelError) {
        guard let address = Address(try node.string()) else { throw node.refused("not an address") }
        self = address
    }
}

extension Timestamp {
    fileprivate init(node: StrictNode) throws(ModelError) {
        guard let time = Timestamp(try node.string()) else { throw node.refused("not a time of RFC 3339") }
        self = time
    }
}
