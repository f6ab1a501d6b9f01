import Vocabulary
import Yams

extension Model {
    /// The most that a model's file may hold, so that a hostile one cannot take the machine.
    package static let yamlBytesMaximum = 256 * 1_024

    /// Reads one model; what is not known is refused, and so is a model that does not prove itself by tests.
    /// Refusals speak of `file`.
    package init(yaml: String, file: String) throws(ModelError) {
        func refused(_ reason: String) -> ModelError { ModelError(file: file, path: "", reason: reason) }
        guard yaml.utf8.count <= Self.yamlBytesMaximum else { throw refused("larger than 256 KB") }
        let document: Node?
        do {
            document = try Yams.compose(yaml: yaml)
        } catch {
            throw refused("not YAML: \(error)")
        }
        guard let document else { throw refused("empty") }
        self = try StrictNode(node: document, file: file, path: "").fields { fields throws(ModelError) in
            try Model(fields: &fields)
        }
        try requireTests(file)
    }

    private init(fields: inout StrictFields) throws(ModelError) {
        id = try fields.required("id").string()
        version = try fields.required("version").integer()
        title = try fields.required("title").string()
        description = try fields.required("description").string()
        severity = try fields.required("severity").named(Severity.self)
        techniques = try fields.list("techniques", Self.technique)
        watch = try fields.required("watch").fields { fields throws(ModelError) in try Watch(fields: &fields)
        }
        target = try fields.required("target").integer()
        components = try fields.list("components", Self.component)
        defeats = try fields.list("defeats") { node throws(ModelError) in
            try node.fields { fields throws(ModelError) in
                Defeat(
                    name: try fields.required("name").string(),
                    conditions: try Self.conditions(in: &fields))
            }
        }
        hold = try fields.optional("hold").map { node throws(ModelError) in
            try node.fields { fields throws(ModelError) in
                let seconds = try fields.required("seconds")
                guard try (1...600).contains(seconds.integer()) else { throw seconds.refused("1 to 600") }
                return Hold(
                    seconds: try seconds.integer(),
                    releasedBy: try fields.required("released_by").named(Severity.self))
            }
        }
        let throttle = try fields.required("throttle_seconds")
        throttleSeconds = try throttle.integer()
        guard throttleSeconds > 0 else { throw throttle.refused("must be positive") }
        suggestedResponse = try fields.optional("suggested_response")?.string()
        display = try fields.list("display") { node throws(ModelError) in try node.named(Display.self) }
        tests = try fields.list("tests", ModelTest.init(node:))
        guard !components.isEmpty else { throw fields.place.refused("components is missing") }
        guard target > 0 else { throw fields.place.refused("target must be positive") }
        guard Set(components.map(\.name)).count == components.count else {
            throw fields.place.refused("two components have one name")
        }
    }

    /// Two that must alert, two near-misses that must not, and one start with nothing learnt.
    private func requireTests(_ file: String) throws(ModelError) {
        for (kind, least, name) in [
            (ModelTest.Kind.positive, 2, "that must alert"), (.nearMiss, 2, "near-misses that must not"),
            (.coldStart, 1, "without a history"),
        ] {
            let count = tests.count { $0.kind == kind }
            guard count >= least else {
                throw ModelError(
                    file: file, path: "/tests", reason: "\(count) tests \(name); at least \(least) are needed"
                )
            }
        }
    }

    private static func technique(_ node: StrictNode) throws(ModelError) -> Technique {
        try node.fields { fields throws(ModelError) in
            Technique(
                id: try fields.required("id").string(), name: try fields.required("name").string(),
                tactic: try fields.required("tactic").string(),
                version: try fields.required("attack_version").string())
        }
    }

    private static func component(_ node: StrictNode) throws(ModelError) -> Component {
        try node.fields { fields throws(ModelError) in
            Component(
                name: try fields.required("name").string(), weight: try fields.required("weight").integer(),
                conditions: try conditions(in: &fields))
        }
    }

    private static func conditions(in fields: inout StrictFields) throws(ModelError) -> [Condition] {
        let conditions = try fields.list("when", Condition.init(node:))
        guard !conditions.isEmpty else { throw fields.place.refused("when is missing") }
        // What waits is judged again by such conditions alone, when the event itself is no longer at hand.
        guard Set(conditions.map(\.canChangeLater)).count == 1 else {
            throw fields.place.refused("adopted cannot be mixed with other conditions")
        }
        return conditions
    }
}
