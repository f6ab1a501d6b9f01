import PatternOfLife
import Telemetry
import Vocabulary

/// Runs the tests that models bring.
///
/// A history is learnt once, however many tests and models use it.
package struct ModelTests {
    /// What came of one test.
    package struct Outcome: Hashable, Sendable {
        package let model: String
        package let test: String
        /// `nil` when it passed, else what differed.
        package let failure: String?

        package var isPassed: Bool { failure == nil }
    }

    private static let tenant = TenantID(high: 0, low: 0)
    private var learnt: [OfficeHistory: Detector] = [:]

    package init() {}

    package mutating func run(_ model: Model) -> [Outcome] {
        model.tests.map { run($0, of: model) }
    }

    package mutating func run(_ test: ModelTest, of model: Model) -> Outcome {
        var detector = detector(after: test.history, for: model)
        var ids = IdentifierSource(seed: 1)
        var position = detector.position
        func entry(_ content: StreamEntry.Content, at time: Timestamp) -> StreamEntry {
            position += 1
            return StreamEntry(position: position, receivedAt: time, content: content)
        }

        let events = test.events.flatMap { $0.events(ids: &ids) }
            .sorted { $0.time == $1.time ? $0.id < $1.id : $0.time < $1.time }
        let start = events.first?.time ?? Timestamp(seconds: 0)
        let past = test.past.flatMap { $0.events(ids: &ids) }
        _ = detector.take(entry(.events(past, isBackfill: true), at: start))
        for (person, leftAt) in test.departed.sorted(by: { $0.key < $1.key }) {
            _ = detector.take(entry(.departure(person: person, leftAt: leftAt), at: start))
        }
        detector.trace = []
        var findings: [Finding] = []
        for event in events {
            // Records reach the service some seconds after what they tell of.
            findings += detector.take(
                entry(.events([event], isBackfill: false), at: event.time + .seconds(20)))
        }
        while let deadline = detector.pendingDeadline {
            findings += detector.take(entry(.tick, at: deadline))
        }
        return Outcome(
            model: model.id, test: test.name,
            failure: failure(of: test, findings: findings, trace: detector.trace ?? []))
    }

    private func failure(of test: ModelTest, findings: [Finding], trace: [Evaluation]) -> String? {
        switch (test.expect, findings.first) {
        case (.alert, nil):
            return "no alert; " + (trace.last.map(Self.words) ?? "no event was watched")
        case (.none, let finding?):
            return "alert: " + finding.components.map { "\($0.name) \($0.weight)" }.joined(separator: ", ")
        case (.alert, _), (.none, nil):
            break
        }
        let counted: Set<String> =
            findings.isEmpty
            ? Set(trace.flatMap { $0.components.map(\.name) })
            : Set(findings.flatMap { $0.components.map(\.name) })
        let missing = test.because.filter { !counted.contains($0) }
        guard missing.isEmpty else { return "did not count: " + missing.joined(separator: ", ") }
        let unwanted = test.without.filter { counted.contains($0) }
        return unwanted.isEmpty ? nil : "counted: " + unwanted.joined(separator: ", ")
    }

    private static func words(_ evaluation: Evaluation) -> String {
        let components = evaluation.components.map { "\($0.name) \($0.weight)" }.joined(separator: ", ")
        return "score \(evaluation.score) of \(evaluation.model.target): \(components)"
    }

    private mutating func detector(after history: OfficeHistory?, for model: Model) -> Detector {
        guard let history else { return Detector(tenant: Self.tenant, models: [model], utcOffsetSeconds: 0) }
        if let known = learnt[history] { return Detector(known, models: [model]) }
        var detector = Detector(tenant: Self.tenant, models: [], utcOffsetSeconds: 0)
        _ = detector.take(
            StreamEntry(
                position: 1, receivedAt: history.until, content: .events(history.events(), isBackfill: true)))
        detector.finishBackfill()
        learnt[history] = detector
        return Detector(detector, models: [model])
    }
}

extension Detector {
    /// The same state under other models.
    init(_ other: Detector, models: [Model]) {
        self = Detector(tenant: other.tenant, models: models, utcOffsetSeconds: 0)
        position = other.position
        pattern = other.pattern
        watermark = other.watermark
        pending = other.pending
        recent = other.recent
        newcomers = other.newcomers
        departures = other.departures
        suspects = other.suspects
        throttles = other.throttles
        held = other.held
        backfillThrough = other.backfillThrough
    }
}
