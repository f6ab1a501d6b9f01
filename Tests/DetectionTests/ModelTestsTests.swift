import Detection
import Telemetry
import Testing
import Vocabulary

@Suite struct `The shipped models` {
    @Test func `pass their own tests`() throws {
        var tests = ModelTests()
        for model in try ShippedModels.load() {
            for outcome in tests.run(model) {
                #expect(outcome.failure == nil, "\(outcome.model): \(outcome.test)")
            }
        }
    }

    @Test func `are the two that are promised`() throws {
        let models = try ShippedModels.load()
        #expect(models.map(\.id) == [loginModel, downloadModel])
        #expect(models.allSatisfy { $0.techniques.allSatisfy { $0.version == "17.1" } })
    }

    @Test func `need everything they have: each change of one condition turns a test red`() throws {
        var tests = ModelTests()
        for model in try ShippedModels.load() {
            let mutants = Self.mutants(of: model)
            #expect(mutants.count >= 8)
            for (change, mutant) in mutants {
                let isRed = tests.run(mutant).contains { !$0.isPassed }
                #expect(isRed, "\(model.id) passes with \(change)")
            }
        }
    }

    /// The model with one thing dropped or turned round, for every such thing.
    private static func mutants(of model: Model) -> [(String, Model)] {
        var mutants: [(String, Model)] = []
        func add(_ change: String, _ mutate: (inout Model) -> Void) {
            var mutant = model
            mutate(&mutant)
            if mutant != model { mutants.append((change, mutant)) }
        }
        for (index, component) in model.components.enumerated() {
            add("\(component.name) dropped") { $0.components.remove(at: index) }
            add("\(component.name) turned round") { $0.components[index].weight.negate() }
            for (place, condition) in component.conditions.enumerated() {
                add("\(component.name), condition \(place) dropped") {
                    $0.components[index].conditions.remove(at: place)
                }
                add("\(component.name), condition \(place) negated") {
                    $0.components[index].conditions[place] = .not(condition)
                }
            }
        }
        add("any source") { $0.watch.sources = [] }
        add("any activity") { $0.watch.activities = [] }
        add("any operation") { $0.watch.operations = [] }
        add("any status") { $0.watch.statuses = [] }
        add("any visibility") { $0.watch.visibilities = [] }
        for index in model.watch.visibilities.indices {
            add("visibility \(index) dropped") { $0.watch.visibilities.remove(at: index) }
        }
        add("another class") { $0.watch.class = .baseEvent }
        add("no hold") { $0.hold = nil }
        add("a higher target") { $0.target += 30 }
        add("a lower target") { $0.target -= 45 }
        return mutants
    }
}

@Suite struct `A model's file` {
    private static let good = """
        id: test.model
        version: 1
        title: T
        description: D
        severity: low
        watch: {class: authentication}
        target: 1
        components:
          - {name: one, weight: 1, when: [{departed: true}]}
        defeats:
          - {name: own, when: [{rarity: {feature: network, level: entity, at_least: 0}}, {not: {rarity: {feature: network, level: entity, at_least: 100}}}]}
        throttle_seconds: 60
        tests:
          - &alert {name: a, history: {people: 6, days: 3, until: "2026-11-24T00:00:00Z", seed: 1}, departed: {person01@acme.example: "2026-11-23T00:00:00Z"}, events: [{at: "2026-11-24T09:00:00Z", person: person01@acme.example, address: "2001:db8:77::1"}], expect: alert, because: [one]}
          - *alert
          - &none {name: b, history: {people: 6, days: 3, until: "2026-11-24T00:00:00Z", seed: 1}, departed: {person01@acme.example: "2026-11-23T00:00:00Z"}, events: [{at: "2026-11-24T09:00:00Z", person: person01@acme.example, address: "192.0.2.1"}], expect: none, because: [one]}
          - *none
          - {name: c, events: [{at: "2026-11-24T09:00:00Z", address: "192.0.2.1"}], expect: none}
        """

    @Test func `is read, and its defeats prevent it`() throws {
        let model = try Model(yaml: Self.good, file: "test.yaml")
        #expect(model.components.map(\.weight) == [1])
        var tests = ModelTests()
        #expect(tests.run(model).compactMap(\.failure) == [])
        var undefeated = model
        undefeated.defeats = []
        #expect(tests.run(undefeated).contains { !$0.isPassed })
    }

    @Test(arguments: [
        ("target: 1\n", "target: 1\ntarjet: 2\n", "/tarjet", "unknown field"),
        ("weight: 1, when", "weight: 1, wait: 2, when", "/components/0/wait", "unknown field"),
        (
            "{departed: true}", "{departed: true, learning: true}", "/components/0/when/0/learning",
            "unknown field"
        ),
        (
            "level: entity", "level: person", "/defeats/0/when/0/rarity/level",
            "is not one of entity, peers, tenant"
        ),
        ("severity: low", "severity: dire", "/severity", "is not one of"),
        ("class: authentication", "class: log_in", "/watch/class", "is not one of"),
        ("version: 1", "version: one", "/version", "a whole number is expected"),
        ("throttle_seconds: 60\n", "", "", "throttle_seconds is missing"),
        ("  - *alert\n", "", "/tests", "1 tests that must alert; at least 2 are needed"),
        ("  - *none\n", "", "/tests", "1 tests near-misses that must not; at least 2 are needed"),
        ("at: \"2026-11-24T09:00:00Z\"", "at: noon", "/tests/0/events/0/at", "not a time of RFC 3339"),
        ("2001:db8:77::1", "nowhere", "/tests/0/events/0/address", "not an address"),
        (
            "[{departed: true}]",
            "[{departed: true}, {adopted: {people: 3, percent: 10, within_seconds: 600}}]", "/components/0",
            "adopted cannot be mixed with other conditions"
        ),
        ("id: test.model", "id: [", "", "not YAML"),
    ]) func `is refused with the place and the reason`(
        part: String, replacement: String, path: String, reason: String
    ) throws {
        let file = Self.good.replacing(part, with: replacement, maxReplacements: 1)
        #expect(file != Self.good)
        let error = try #require(throws: ModelError.self) { try Model(yaml: file, file: "test.yaml") }
        #expect(error.file == "test.yaml")
        #expect(error.path == path)
        #expect(error.reason.contains(reason))
    }

    @Test func `is refused without a cold start`() throws {
        let lines = Self.good.split(separator: "\n").dropLast().joined(separator: "\n")
        let error = try #require(throws: ModelError.self) { try Model(yaml: lines, file: "test.yaml") }
        #expect(error.reason == "0 tests without a history; at least 1 are needed")
    }
}
